package org.perdura.nn;

import java.util.random.RandomGenerator;

/** A 2D convolution with bias: {@code [n, in, h, w]} to {@code [n, out, h', w']}. */
public final class Conv2d extends Module {

  private final Tensor weight; // [out, in, kernel, kernel]
  private final Tensor bias; // [out], or null
  private final int stride;
  private final int padding;

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
    this.stride = stride;
    this.padding = padding;
    try (var scope = new Scope()) {
      weight =
          parameter(
              "weight", Initializer.heNormal(random, gain, out, in, kernel, kernel).channelsLast());
      bias = withBias ? parameter("bias", Tensor.zeros(out)) : null;
    }
  }

  /**
   * Convolves.
   *
   * @param x {@code [n, in, h, w]}
   * @return {@code [n, out, (h + 2 padding - kernel) / stride + 1, ...]}, channels-last
   */
  public Tensor forward(Tensor x) {
    return Functional.conv2d(x.channelsLast(), weight, bias, stride, padding, 1);
  }

  /** {@code [out, in, kernel, kernel]}. */
  public Tensor weight() {
    return weight;
  }

  /** {@code [out]}, or null if made without. */
  public Tensor bias() {
    return bias;
  }

  /** Multiplications (each with an addition) that one picture of that size needs. */
  public long multiplyAdds(long height, long width) {
    long kernel = weight.size(2);
    return weight.count()
        * outputSize(height, kernel, stride, padding)
        * outputSize(width, kernel, stride, padding);
  }

  static long outputSize(long size, long kernel, int stride, int padding) {
    return (size + 2L * padding - kernel) / stride + 1;
  }
}
