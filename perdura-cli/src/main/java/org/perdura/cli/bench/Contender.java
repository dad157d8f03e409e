package org.perdura.cli.bench;

import java.util.ArrayList;
import java.util.List;
import org.perdura.cli.FrameSize;
import org.perdura.nn.GradientMode;
import org.perdura.nn.MemoryLayout;
import org.perdura.nn.Precision;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;
import org.perdura.video.model.GeneratorSpec;
import org.perdura.video.model.VideoGenerator;
import org.perdura.video.model.VideoGenerator.Previous;

/** One network, executed in one way, frame after frame: motion, warp and network. */
final class Contender implements AutoCloseable {

  private final String name;
  private final VideoGenerator generator;
  private final MemoryLayout layout;
  private final Precision precision;
  private final List<Double> seconds = new ArrayList<>();
  private double processorSeconds;
  private double peakMegabytes;
  private Previous previous;
  private int frames;

  /**
   * @param generator owned here, and put into that layout
   */
  Contender(String name, VideoGenerator generator, MemoryLayout layout, Precision precision) {
    this.name = name;
    this.generator = generator;
    this.layout = layout;
    this.precision = precision;
    generator.layout(layout);
  }

  /**
   * The reference network. Its weights are drawn, and made small where they feed back: a recurrence
   * that nobody trained would else grow beyond all numbers.
   */
  static VideoGenerator reference(int blocks) {
    VideoGenerator generator = GeneratorSpec.reference(blocks).create(1);
    try (var noGradient = GradientMode.off()) {
      generator
          .parameters()
          .forEach(
              (parameter, weights) -> {
                if (parameter.endsWith("last.weight") || parameter.endsWith("second.weight")) {
                  weights.mulInPlace(0.05);
                }
              });
    }
    return generator;
  }

  /** First frames, not timed, with a look at how much memory they take. */
  void warmUp(Clip clip, int count) {
    try (var use = layout.use()) {
      for (int i = 0; i < count; i++) {
        step(clip);
      }
    }
    peakMegabytes = ProcessFigures.peakMegabytes();
  }

  /** Frames for at least so long, one at least. */
  void run(Clip clip, double atLeastSeconds) {
    double processor = ProcessFigures.processorSeconds();
    double sum = 0;
    try (var use = layout.use()) {
      while (sum < atLeastSeconds) {
        long start = System.nanoTime();
        step(clip);
        double took = (System.nanoTime() - start) * 1e-9;
        seconds.add(took);
        sum += took;
      }
    }
    processorSeconds += ProcessFigures.processorSeconds() - processor;
  }

  private void step(Clip clip) {
    try (var noGradient = GradientMode.off();
        var autocast = precision.autocast();
        var scope = new Scope()) {
      Tensor low = clip.frame(frames++);
      Tensor high = generator.next(low, previous);
      forget();
      previous = new Previous(low, high.persistent());
    }
  }

  private void forget() {
    if (previous != null) {
      previous.high().close(); // the low-res frame is the clip's
      previous = null;
    }
  }

  /** The last output, {@code [1, 3, 4h, 4w]}. */
  Tensor output() {
    return previous.high();
  }

  String name() {
    return name;
  }

  MemoryLayout layout() {
    return layout;
  }

  Precision precision() {
    return precision;
  }

  /** Median of a frame. */
  double secondsPerFrame() {
    double[] sorted = seconds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  /** Share of so many processors that this process kept busy meanwhile. */
  double coresBusy(int cores) {
    double sum = seconds.stream().mapToDouble(Double::doubleValue).sum();
    return processorSeconds / (sum * cores);
  }

  double peakMegabytes() {
    return peakMegabytes;
  }

  /** Of one frame, in the convolutions. */
  long multiplyAdds(FrameSize size) {
    return generator.multiplyAddsPerPixel() * size.width() * size.height();
  }

  @Override
  public void close() {
    forget();
    generator.close();
  }
}
