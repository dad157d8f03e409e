package org.perdura.cli.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.perdura.nn.Conv2d;
import org.perdura.nn.ConvTranspose2d;
import org.perdura.nn.Functional;
import org.perdura.nn.Module;
import org.perdura.nn.Tensor;
import org.perdura.video.model.GeneratorSpec;
import org.perdura.video.model.VideoGenerator;
import org.perdura.video.motion.FlowNetwork;

/**
 * The convolutions of a video generator and nothing else: each output goes into the next frame as
 * it is, without motion, bicubic frame, gates or sums of residual blocks.
 */
final class BareGenerator extends Module {

  private static final int RGB = 3;
  private static final int PHASES = VideoGenerator.SCALE * VideoGenerator.SCALE;

  /** Small weights: a recurrence that nobody trained would else grow beyond all numbers. */
  private static final double GAIN = 0.5;

  private final FlowNetwork flow; // null if its motion has no parameters
  private final List<Conv2d> trunk = new ArrayList<>();
  private final List<ConvTranspose2d> enlarging = new ArrayList<>();
  private final Conv2d last;
  private final long multiplyAddsPerPixel;

  BareGenerator(GeneratorSpec spec) {
    var random = new SplittableRandom(1);
    boolean reference = spec.equals(GeneratorSpec.reference(spec.blocks()));
    int channels = spec.channels();
    flow = reference ? child("flow", new FlowNetwork(random)) : null;
    int in = RGB + RGB * PHASES;
    for (int i = 0; i < 1 + 2 * spec.blocks(); i++) {
      trunk.add(child("trunk." + i, convolution(in, channels, random)));
      in = channels;
    }
    for (int i = 0; reference && i < 2; i++) {
      enlarging.add(
          child(
              "enlarging." + i,
              new ConvTranspose2d(channels, channels, 3, 2, 1, 1, true, GAIN, random)));
    }
    last = child("last", convolution(channels, reference ? RGB : (RGB + 1) * PHASES, random));
    try (var whole = spec.create(1)) {
      multiplyAddsPerPixel = whole.multiplyAddsPerPixel();
    }
  }

  private static Conv2d convolution(int in, int out, SplittableRandom random) {
    return new Conv2d(in, out, 3, 1, 1, true, GAIN, random);
  }

  /**
   * A roll-out.
   *
   * @param low {@code [n, 3, h, w]}, every frame's
   * @return a number that depends on all that was computed
   */
  Tensor rollOut(Tensor low, int frames) {
    Tensor previous = Tensor.zeros(low.size(0), RGB * PHASES, low.size(2), low.size(3));
    Tensor sum = Tensor.zeros();
    if (flow != null && frames > 1) {
      Tensor all = Tensor.cat(0, Collections.nCopies(frames - 1, low));
      sum = flow.forward(all, all).mean();
    }
    for (int t = 0; t < frames; t++) {
      Tensor x = Tensor.cat(1, low, previous);
      for (Conv2d convolution : trunk) {
        x = convolution.forward(x).relu();
      }
      for (ConvTranspose2d convolution : enlarging) {
        x = convolution.forward(x).relu();
      }
      x = last.forward(x);
      previous =
          enlarging.isEmpty()
              ? x.narrow(1, 0, (long) RGB * PHASES)
              : Functional.pixelUnshuffle(x, VideoGenerator.SCALE);
      sum = sum.add(x.mean());
    }
    return sum;
  }

  /** Of one roll-out, forwards, for each low-res pixel. */
  long multiplyAddsPerPixel(int frames) {
    return frames * multiplyAddsPerPixel - (flow == null ? 0 : FlowNetwork.MULTIPLY_ADDS_PER_PIXEL);
  }
}
