package org.perdura.video.motion;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.perdura.nn.Conv2d;
import org.perdura.nn.DType;
import org.perdura.nn.Functional;
import org.perdura.nn.Functional.Border;
import org.perdura.nn.Module;
import org.perdura.nn.Tensor;

/**
 * FNet (Sajjadi et al. 2018, figure 3): two frames to the flow from the second back to the first.
 * Encoder of 32, 64, 128 channels, decoder of 256, 128, 64, each level two convolutions.
 */
public final class FlowNetwork extends Module {

  private static final double SLOPE = 0.2;
  private static final double LARGEST = 24; // low-res pixels
  private static final int[] ENCODER = {32, 64, 128};
  private static final int[] DECODER = {256, 128, 64};
  private static final int LEVELS = 3;

  /** Multiply-adds for one low-res pixel. */
  public static final long MULTIPLY_ADDS_PER_PIXEL = multiplyAdds();

  private final List<Conv2d> encoder = new ArrayList<>();
  private final List<Conv2d> decoder = new ArrayList<>();
  private final Conv2d head;
  private final Conv2d last;

  public FlowNetwork(RandomGenerator random) {
    int channels = 6;
    for (int width : ENCODER) {
      channels = twoConvolutions("encoder.", encoder, channels, width, random);
    }
    for (int width : DECODER) {
      channels = twoConvolutions("decoder.", decoder, channels, width, random);
    }
    head = child("head", new Conv2d(channels, 32, 3, random));
    last = child("last", new Conv2d(32, 2, 3, random));
  }

  private int twoConvolutions(
      String prefix, List<Conv2d> into, int in, int out, RandomGenerator random) {
    into.add(child(prefix + into.size(), new Conv2d(in, out, 3, random)));
    into.add(child(prefix + into.size(), new Conv2d(out, out, 3, random)));
    return out;
  }

  /**
   * The motion from the current frame back to the previous.
   *
   * @param previous {@code [n, 3, h, w]}
   * @param current {@code [n, 3, h, w]}
   * @return {@code [n, 2, h, w]} in pixels, each within 24
   */
  public Tensor forward(Tensor previous, Tensor current) {
    long h = current.size(2);
    long w = current.size(3);
    long unit = 1L << LEVELS;
    Tensor x = Tensor.cat(1, previous, current);
    x = Functional.pad(x, Border.REPLICATE, 0, Math.floorMod(-w, unit), 0, Math.floorMod(-h, unit));
    for (int level = 0; level < LEVELS; level++) {
      x = Functional.maxPool2d(pair(encoder, level, x), 2);
    }
    for (int level = 0; level < LEVELS; level++) {
      x = pair(decoder, level, x);
      x = Functional.resizeBilinear(x, 2 * x.size(2), 2 * x.size(3));
    }
    x = last.forward(head.forward(x).leakyRelu(SLOPE));
    // Near 24 pixels bfloat16 would go in steps of an eighth.
    return x.to(DType.FLOAT32).tanh().mul(LARGEST).narrow(2, 0, h).narrow(3, 0, w);
  }

  private static Tensor pair(List<Conv2d> layers, int level, Tensor x) {
    x = layers.get(2 * level).forward(x).leakyRelu(SLOPE);
    return layers.get(2 * level + 1).forward(x).leakyRelu(SLOPE);
  }

  private static long multiplyAdds() {
    double sum = 0;
    double area = 1; // of the layer, relative to the frame
    int channels = 6;
    for (int width : ENCODER) {
      sum += area * width * (channels + width);
      channels = width;
      area /= 4;
    }
    for (int width : DECODER) {
      sum += area * width * (channels + width);
      channels = width;
      area *= 4;
    }
    sum += 32.0 * channels + 2.0 * 32;
    return Math.round(9 * sum);
  }

  /** {@link org.perdura.nn.Convolution#unfoldedBytes} at full size, where it is the most. */
  public long unfoldedBytes() {
    return head.unfoldedBytes();
  }
}
