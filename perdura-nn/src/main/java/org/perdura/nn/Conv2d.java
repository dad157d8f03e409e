package org.perdura.nn;

import java.util.random.RandomGenerator;

/** A 2D convolution with bias: {@code [n, in, h, w]} to {@code [n, out, h', w']}. */
public final class Conv2d extends Convolution {

  /** Stride 1, with the border of zeros that keeps the size, and bias. */
  public Conv2d(int in, int out, int kernel, RandomGenerator random) {
    this(in, out, kernel, 1, kernel / 2, true, 1, random);
  }

  /**
   * @param gain factor on He initialisation
   */
  public Conv2d(
      int in,
      int out,
      int kernel,
      int stride,
      int padding,
      boolean withBias,
      double gain,
      RandomGenerator random) {
    super(
        () -> Initializer.heNormal(random, gain, shape(out, in, kernel, 2)),
        out,
        withBias,
        stride,
        padding);
  }

  /**
   * Convolves.
   *
   * @param x {@code [n, in, h, w]}
   * @return {@code [n, out, (h + 2 padding - kernel) / stride + 1, ...]}, channels-last
   */
  @Override
  public Tensor forward(Tensor x) {
    return Functional.conv2d(x.channelsLast(), weight(), bias(), stride, padding, 1);
  }

  @Override
  public long multiplyAdds(long... sizes) {
    return multiplyAddsOf(sizes);
  }
}
