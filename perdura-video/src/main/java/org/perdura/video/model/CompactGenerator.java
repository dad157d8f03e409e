package org.perdura.video.model;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.perdura.nn.Conv2d;
import org.perdura.nn.Functional;
import org.perdura.nn.GradientMode;
import org.perdura.nn.Precision;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;
import org.perdura.video.motion.LucasKanade;

/**
 * A generator made for processors: all convolutions at low-res, motion without parameters, and a
 * gate that says for each low-res pixel how far the previous output is to be trusted.
 *
 * <p>{@code [low, space-to-depth of the warped previous output]} -> conv, relu -> residual blocks
 * -> conv to 48 residual channels and 16 gate logits. The output is {@code bicubic + sigmoid(gate)
 * (warped - bicubic) + residual}; the 16 gates are the phases of a block of 4x4 output pixels.
 */
public final class CompactGenerator extends VideoGenerator {

  private static final int RGB = 3;
  private static final int PHASES = SCALE * SCALE;

  /**
   * At first the output is mostly bicubic: what a fresh network leaves behind is not yet worth
   * keeping.
   */
  private static final double FIRST_GATE_LOGIT = -1;

  private final int channels;
  private final Conv2d first;
  private final List<ResidualBlock> blocks = new ArrayList<>();
  private final Conv2d last;
  private final LucasKanade motion = new LucasKanade();

  /**
   * @param channels of the trunk
   * @param depth how many residual blocks
   */
  public CompactGenerator(int channels, int depth, RandomGenerator random) {
    this.channels = channels;
    onClose(motion::close);
    first = child("first", new Conv2d(RGB + RGB * PHASES, channels, 3, random));
    for (int i = 0; i < depth; i++) {
      blocks.add(child("blocks." + i, new ResidualBlock(channels, 0.1, random)));
    }
    last = child("last", new Conv2d(channels, (RGB + 1) * PHASES, 3, 1, 1, true, 0.1, random));
    try (var noGradient = GradientMode.off();
        var scope = new Scope()) {
      last.bias()
          .narrow(0, (long) RGB * PHASES, PHASES)
          .copyInPlace(Tensor.full(FIRST_GATE_LOGIT, PHASES));
    }
  }

  @Override
  protected Tensor estimateFlow(Tensor low, Previous previous) {
    try (var fp32 = Precision.FP32.autocast()) {
      return motion.estimate(low, previous.low());
    }
  }

  @Override
  protected Tensor refineFlow(Tensor low, Tensor previousHigh, long firstRow, Tensor flow) {
    try (var fp32 = Precision.FP32.autocast()) {
      return motion.refine(low, previousHigh, firstRow, flow);
    }
  }

  @Override
  protected int refineRadius() {
    return motion.refineRadius();
  }

  @Override
  protected double refineReach() {
    return motion.refineReach();
  }

  @Override
  public Tensor generate(Tensor low, Tensor warped) {
    if (warped == null) {
      Tensor bicubic = alignment.bicubicPhases(low); // [n, 48, h, w]
      Tensor x = trunk(low, bicubic);
      return Functional.pixelShuffle(bicubic.add(residual(x)), SCALE);
    }
    Tensor x = trunk(low, warped); // [n, 64, h, w]
    // Only now, so that the trunk has the memory. In place: these are the largest of all.
    Tensor phases =
        Scope.of(
            () -> {
              Tensor bicubic = alignment.bicubicPhases(low);
              Tensor change = warped.sub(bicubic);
              return gate(bicubic.addInPlace(residual(x)), logits(x), change);
            });
    return Functional.pixelShuffle(phases, SCALE);
  }

  private static Tensor residual(Tensor x) {
    return x.narrow(1, 0, (long) RGB * PHASES);
  }

  private static Tensor logits(Tensor x) {
    return x.narrow(1, (long) RGB * PHASES, PHASES);
  }

  private Tensor trunk(Tensor low, Tensor before) {
    Tensor x = Scope.of(() -> first.forward(Tensor.cat(1, low, before)).reluInPlace());
    for (ResidualBlock block : blocks) {
      // Memory given back at once is still in the processor's cache for the next block.
      x = Scope.then(x, block::forward);
    }
    return Scope.then(x, last::forward);
  }

  /**
   * Adds as much of a change as the gate lets through: one gate for the three colours of each
   * phase.
   *
   * @param phases {@code [n, 48, h, w]}, added to here
   * @param logits {@code [n, 16, h, w]}
   * @param change {@code [n, 48, h, w]}
   */
  private static Tensor gate(Tensor phases, Tensor logits, Tensor change) {
    long n = change.size(0);
    long h = change.size(2);
    long w = change.size(3);
    Tensor gate = logits.sigmoid().contiguous().reshape(n, 1, PHASES, h, w);
    return phases
        .reshape(n, RGB, PHASES, h, w)
        .addProductInPlace(change.reshape(n, RGB, PHASES, h, w), gate, 1)
        .reshape(n, (long) RGB * PHASES, h, w);
  }

  @Override
  public int receptiveRadius() {
    int convolutions = 2 + 2 * blocks.size();
    return convolutions + 2; // bicubic upsampling, which the first of them reads
  }

  @Override
  public long multiplyAddsPerPixel() {
    long nine = 9;
    return nine * channels * (RGB + RGB * PHASES)
        + nine * channels * channels * 2 * blocks.size()
        + nine * channels * (RGB + 1) * PHASES;
  }

  @Override
  public long bandBytesPerPixel() {
    // A block holds its input, both maps, and what the second convolution may rearrange.
    long unfolded = Math.max(first.unfoldedBytes(), last.unfoldedBytes());
    return HIGH_RES_BYTES_PER_PIXEL + 4L * Float.BYTES * channels + unfolded;
  }

  @Override
  public long flowBytesPerPixel() {
    return 150;
  }
}
