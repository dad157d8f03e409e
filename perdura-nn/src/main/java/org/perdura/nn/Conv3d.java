package org.perdura.nn;

import java.util.random.RandomGenerator;

/** A 3D convolution with bias: {@code [n, in, d, h, w]} to {@code [n, out, d', h', w']}. */
public final class Conv3d extends Convolution {

  /** Stride 1, with the border of zeros that keeps the size (for odd kernels), and bias. */
  public Conv3d(int in, int out, int kernel, RandomGenerator random) {
    this(in, out, kernel, 1, kernel / 2, true, 1, random);
  }

  /**
   * @param gain factor on He initialisation
   */
  public Conv3d(
      int in,
      int out,
      int kernel,
      int stride,
      int padding,
      boolean withBias,
      double gain,
      RandomGenerator random) {
    super(
        () -> Initializer.heNormal(random, gain, shape(out, in, kernel, 3)),
        out,
        withBias,
        stride,
        padding);
  }

  /**
   * Convolves.
   *
   * @param x {@code [n, in, d, h, w]}
   * @return {@code [n, out, (d + 2 padding - kernel) / stride + 1, ...]}, channels-last
   */
  @Override
  public Tensor forward(Tensor x) {
    return Functional.conv3d(x.channelsLast(), weight(), bias(), stride, padding);
  }

  @Override
  public long multiplyAdds(long... sizes) {
    return multiplyAddsOf(sizes);
  }
}
