package org.perdura.cli.bench;

import org.perdura.grid.GridSize;
import org.perdura.nn.GradientMode;
import org.perdura.nn.Precision;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;
import org.perdura.smoke.model.GeneratorSpec;
import org.perdura.smoke.model.SmokeGenerator;

/** A generator by itself, from tensors to a tensor. Its weights are drawn: time is the same. */
final class SmokeNetworkContender extends SmokeContender {

  private static final int LEAST_SIDE = 2; // with one, it would be flat

  private final SmokeGenerator generator;
  private final Tensor density; // [1, frames, h, w] or [1, frames, d, h, w]
  private final Tensor velocity; // [1, 2, h, w] or [1, 3, d, h, w]

  SmokeNetworkContender(String name, GeneratorSpec spec, GridSize low, Precision precision) {
    this(name, spec.create(1), low, precision);
  }

  private SmokeNetworkContender(
      String name, SmokeGenerator generator, GridSize low, Precision precision) {
    super(name, low, precision, generator.multiplyAddsPerCell());
    this.generator = generator;
    generator.training(false);
    var smoke = new DrawnSmoke(low);
    try (var scope = new Scope()) {
      density = smoke.densities(generator.frames()).persistent();
      velocity = smoke.velocity().persistent();
    }
  }

  /**
   * A frame, or as large a part of it as can be computed at once, its sides halved as often as it
   * takes.
   *
   * @param multiplyAdds of the part at most, in the convolutions
   * @param bytes likewise, for what lies between the layers
   */
  static GridSize part(GeneratorSpec spec, GridSize frame, double multiplyAdds, double bytes) {
    GridSize part = frame;
    try (var generator = spec.create(1)) {
      double cells =
          Math.min(
              multiplyAdds / generator.multiplyAddsPerCell(), bytes / generator.bytesPerCell());
      while (part.cells() > cells && shortest(part) >= 2 * LEAST_SIDE) {
        part = new GridSize(part.x() / 2, part.y() / 2, part.isFlat() ? 1 : part.z() / 2);
      }
    }
    return part;
  }

  private static int shortest(GridSize size) {
    int flat = Math.min(size.x(), size.y());
    return size.isFlat() ? flat : Math.min(flat, size.z());
  }

  @Override
  void frames(double atLeastSeconds, StepTimes into) {
    double sum = 0;
    do {
      long start = System.nanoTime();
      frame();
      double took = (System.nanoTime() - start) * 1e-9;
      into.add(took);
      sum += took;
    } while (sum < atLeastSeconds);
  }

  private void frame() {
    try (var noGradient = GradientMode.off();
        var autocast = precision().autocast();
        var scope = new Scope()) {
      generator.generate(density, velocity);
    }
  }

  @Override
  public void close() {
    generator.close();
    density.close();
    velocity.close();
  }
}
