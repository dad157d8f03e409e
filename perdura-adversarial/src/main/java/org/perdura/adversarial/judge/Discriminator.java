package org.perdura.adversarial.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.perdura.nn.BatchNorm;
import org.perdura.nn.Conv2d;
import org.perdura.nn.Linear;
import org.perdura.nn.Module;
import org.perdura.nn.Tensor;

/**
 * A stack of convolutions that halve the picture, and a head that says how true it looks: one logit
 * for the whole (the discriminators of both papers), or one for each position of the last block
 * (Isola et al. 2017, section 3.2.2, PatchGAN).
 */
public final class Discriminator extends Module {

  private static final double SLOPE = 0.2;
  private static final int KERNEL = 4;
  private static final int STRIDE = 2;

  private final Conv2d stem; // null if there is none
  private final List<Block> blocks = new ArrayList<>();
  private final Conv2d patchHead; // null if dense
  private final Linear denseHead; // null if by patches

  /**
   * What it says.
   *
   * @param features {@code [m, c, h, w]} of each block, from the input on
   * @param logits {@code [m, 1]} or {@code [m, 1, h, w]}; above 0 means true
   */
  public record Verdict(List<Tensor> features, Tensor logits) {}

  private static final class Block extends Module {
    private final Conv2d convolution;
    private final BatchNorm norm; // null if there is none

    Block(int in, int out, boolean normalized, RandomGenerator random) {
      convolution =
          child(
              "conv", new Conv2d(in, out, KERNEL, STRIDE, KERNEL / 2 - 1, !normalized, 1, random));
      norm = normalized ? child("norm", new BatchNorm(out)) : null;
    }

    Tensor forward(Tensor x) {
      Tensor y = convolution.forward(x);
      return (norm == null ? y : norm.forward(y)).leakyRelu(SLOPE);
    }
  }

  /**
   * A discriminator with fresh weights.
   *
   * @param inputs channels
   * @param height of the input, in its pixels; only a dense head needs to know
   * @param width likewise
   */
  public Discriminator(
      DiscriminatorSettings settings, int inputs, long height, long width, RandomGenerator random) {
    int channels = inputs;
    stem =
        settings.stem() > 0 ? child("stem", new Conv2d(inputs, settings.stem(), 3, random)) : null;
    if (stem != null) {
      channels = settings.stem();
    }
    long rows = height;
    long columns = width;
    for (int i = 0; i < settings.channels().size(); i++) {
      int out = settings.channels().get(i);
      blocks.add(child("blocks." + i, new Block(channels, out, settings.batchNorm(), random)));
      channels = out;
      rows /= STRIDE;
      columns /= STRIDE;
    }
    boolean dense = settings.head() == DiscriminatorSettings.Head.DENSE;
    int all = Math.toIntExact(channels * rows * columns);
    // Nearly equal logits at first: neither side begins with an advantage.
    double gain = 0.1;
    denseHead = dense ? child("head", new Linear(all, 1, gain, random)) : null;
    patchHead = dense ? null : child("head", new Conv2d(channels, 1, 1, 1, 0, true, gain, random));
  }

  /**
   * Judges.
   *
   * @param x {@code [m, inputs, h, w]}
   */
  public Verdict forward(Tensor x) {
    Tensor y = stem == null ? x : stem.forward(x).leakyRelu(SLOPE);
    var features = new ArrayList<Tensor>();
    for (Block block : blocks) {
      y = block.forward(y);
      features.add(y);
    }
    Tensor logits =
        denseHead == null
            ? patchHead.forward(y)
            : denseHead.forward(y.contiguous().reshape(y.size(0), y.count() / y.size(0)));
    return new Verdict(features, logits);
  }

  /** Multiply-adds for one input of that size. */
  public long multiplyAdds(long height, long width) {
    long sum = stem == null ? 0 : stem.multiplyAdds(height, width);
    long rows = height;
    long columns = width;
    for (Block block : blocks) {
      sum += block.convolution.multiplyAdds(rows, columns);
      rows /= STRIDE;
      columns /= STRIDE;
    }
    return sum
        + (denseHead == null ? patchHead.multiplyAdds(rows, columns) : denseHead.multiplyAdds());
  }
}
