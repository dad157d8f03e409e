package org.perdura.adversarial.judge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.perdura.nn.BatchNorm;
import org.perdura.nn.Convolution;
import org.perdura.nn.Functional;
import org.perdura.nn.Linear;
import org.perdura.nn.Module;
import org.perdura.nn.Tensor;

/**
 * A stack of convolutions that halve the picture or volume, and a head that says how true it looks:
 * one logit for the whole (the discriminators of both papers), or one for each position of the last
 * block (Isola et al. 2017, section 3.2.2, PatchGAN).
 */
public final class Discriminator extends Module {

  private static final double SLOPE = 0.2;
  private static final int KERNEL = 4;

  private final Convolution stem; // null if there is none
  private final List<Block> blocks = new ArrayList<>();
  private final Convolution patchHead; // null if dense
  private final Linear denseHead; // null if by patches

  /**
   * What it says.
   *
   * @param features {@code [m, c, h, w]} or {@code [m, c, d, h, w]} of each block, from the input
   *     on
   * @param logits {@code [m, 1]} or {@code [m, 1, h, w]} (likewise); above 0 means true
   */
  public record Verdict(List<Tensor> features, Tensor logits) {}

  private static final class Block extends Module {
    private final Convolution convolution;
    private final BatchNorm norm; // null if there is none
    private final int stride;

    Block(int dimensions, int in, int out, int stride, boolean normalized, RandomGenerator random) {
      this.stride = stride;
      // Of stride 1 a kernel of even size needs one zero more behind than in front: see forward.
      convolution =
          child(
              "conv",
              Convolution.of(
                  dimensions, in, out, KERNEL, stride, padding(), !normalized, 1, random));
      norm = normalized ? child("norm", new BatchNorm(out)) : null;
    }

    private int padding() {
      return stride == 1 ? 0 : KERNEL / 2 - 1;
    }

    Tensor forward(Tensor x) {
      Tensor y = convolution.forward(stride == 1 ? padded(x) : x);
      return (norm == null ? y : norm.forward(y)).leakyRelu(SLOPE);
    }

    /** With the zeros that keep the size: TensorFlow's "same". */
    private static Tensor padded(Tensor x) {
      var amounts = new long[2 * (x.rank() - 2)];
      for (int i = 0; i < amounts.length; i++) {
        amounts[i] = i % 2 == 0 ? (KERNEL - 1) / 2 : KERNEL / 2;
      }
      return Functional.pad(x, Functional.Border.ZERO, amounts);
    }

    /** Sides of the output of an input with these. */
    long[] after(long[] sides) {
      return Arrays.stream(sides).map(side -> side / stride).toArray();
    }

    long multiplyAdds(long[] sides) {
      long products = convolution.weight().count();
      for (long side : after(sides)) {
        products *= side;
      }
      return products;
    }
  }

  /**
   * A discriminator with fresh weights.
   *
   * @param inputs channels
   * @param sides {@code h, w} or {@code d, h, w} of the input, which say in how many dimensions it
   *     works; their lengths are for a dense head alone
   */
  public Discriminator(
      DiscriminatorSettings settings, int inputs, long[] sides, RandomGenerator random) {
    int dimensions = sides.length;
    int channels = inputs;
    stem =
        settings.stem() > 0
            ? child("stem", Convolution.of(dimensions, inputs, settings.stem(), 3, 1, random))
            : null;
    if (stem != null) {
      channels = settings.stem();
    }
    long[] present = sides;
    for (int i = 0; i < settings.channels().size(); i++) {
      int out = settings.channels().get(i);
      // Neither of the papers normalises the first convolution: what the input is like matters.
      boolean normalized = settings.batchNorm() && (i > 0 || stem != null);
      var block = new Block(dimensions, channels, out, settings.stride(i), normalized, random);
      blocks.add(child("blocks." + i, block));
      channels = out;
      present = block.after(present);
    }
    boolean dense = settings.head() == DiscriminatorSettings.Head.DENSE;
    int all = Math.toIntExact(Arrays.stream(present).reduce(channels, Math::multiplyExact));
    // Nearly equal logits at first: neither side begins with an advantage.
    double gain = 0.1;
    denseHead = dense ? child("head", new Linear(all, 1, gain, random)) : null;
    patchHead =
        dense ? null : child("head", Convolution.of(dimensions, channels, 1, 1, gain, random));
  }

  /**
   * Judges.
   *
   * @param x {@code [m, inputs, h, w]} or {@code [m, inputs, d, h, w]}
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

  /** Multiply-adds for one input with these sides. */
  public long multiplyAdds(long... sides) {
    long sum = stem == null ? 0 : stem.multiplyAdds(sides);
    long[] present = sides;
    for (Block block : blocks) {
      sum += block.multiplyAdds(present);
      present = block.after(present);
    }
    return sum + (denseHead == null ? patchHead.multiplyAdds(present) : denseHead.multiplyAdds());
  }
}
