package org.perdura.video.upscale;

import org.perdura.media.Frame;
import org.perdura.nn.Device;
import org.perdura.nn.GradientMode;
import org.perdura.nn.Precision;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;
import org.perdura.video.model.Band;
import org.perdura.video.model.VideoGenerator;
import org.perdura.video.model.VideoGenerator.Previous;

/** Upscales frame after frame of one scene, remembering the last; for one thread. */
final class FrameUpscaler implements AutoCloseable {

  private final VideoGenerator generator;
  private final Precision precision;
  private final int bandRows;
  private final Tensor anyParameter; // says on which device the network is
  private Previous previous;

  FrameUpscaler(VideoGenerator generator, Precision precision, int bandRows) {
    this.generator = generator;
    this.precision = precision;
    this.bandRows = bandRows;
    this.anyParameter = generator.parameters().values().iterator().next();
  }

  /** Forgets the last frame: the next begins a scene. */
  void beginScene() {
    if (previous != null) {
      previous.low().close();
      previous.high().close();
      previous = null;
    }
  }

  /**
   * What is needed to go on from here. Goes on from it itself: the numbers are then those of a run
   * that read it from a file, whatever the layout in memory was.
   *
   * @param frames how many are done
   * @param checksum of them
   * @return owned by the caller
   */
  Recurrence keep(long frames, long checksum) {
    Recurrence kept;
    try (var scope = new Scope()) {
      Tensor low = previous.low().toDevice(Device.CPU).contiguous().detach();
      Tensor high = previous.high().toDevice(Device.CPU).contiguous().detach();
      kept = new Recurrence(frames, checksum, new Previous(low.persistent(), high.persistent()));
    }
    goOnFrom(kept);
    return kept;
  }

  /** Takes up a scene behind a frame. */
  void goOnFrom(Recurrence kept) {
    beginScene();
    try (var scope = new Scope()) {
      // On the processor these are the same elements: nothing changes them.
      Tensor low = kept.previous().low().detach().toDeviceOf(anyParameter);
      Tensor high = kept.previous().high().detach().toDeviceOf(anyParameter);
      previous = new Previous(low.persistent(), high.persistent());
    }
  }

  /**
   * The next frame of the scene.
   *
   * @return {@code [1, 3, 4h, 4w]}, or with alpha {@code [2, 3, 4h, 4w]}, as {@link FrameTensors}
   *     has it; not clamped; owned here: freed when the next frame is done
   */
  Tensor next(Frame frame) {
    try (var noGradient = GradientMode.off();
        var autocast = precision.autocast();
        var scope = new Scope()) {
      Tensor low = FrameTensors.of(frame).toDeviceOf(anyParameter);
      Tensor high = Band.next(generator, low, previousOf(low.size(0)), bandRows);
      beginScene();
      previous = new Previous(low.persistent(), high.persistent());
      return high;
    }
  }

  /** The last frame, brought to as many items: what had no alpha was opaque. */
  private Previous previousOf(long items) {
    if (previous == null || previous.low().size(0) == items) {
      return previous;
    }
    if (items == 1) {
      return new Previous(previous.low().narrow(0, 0, 1), previous.high().narrow(0, 0, 1));
    }
    return new Previous(withOpaque(previous.low()), withOpaque(previous.high()));
  }

  private static Tensor withOpaque(Tensor colors) {
    return Tensor.cat(0, colors, Tensor.ones(colors.shape()).toDeviceOf(colors));
  }

  @Override
  public void close() {
    beginScene();
  }
}
