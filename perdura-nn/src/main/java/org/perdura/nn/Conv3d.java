package org.perdura.nn;

import java.util.random.RandomGenerator;

/** A 3D convolution with bias: {@code [n, in, d, h, w]} to {@code [n, out, d', h', w']}. */
public final class Conv3d extends Module {

  private final Tensor weight; // [out, in, kernel, kernel, kernel]
  private final Tensor bias; // [out], or null
  private final int stride;
  private final int padding;

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
    this.stride = stride;
    this.padding = padding;
    try (var scope = new Scope()) {
      weight =
          parameter(
              "weight",
              Initializer.heNormal(random, gain, out, in, kernel, kernel, kernel).channelsLast());
      bias = withBias ? parameter("bias", Tensor.zeros(out)) : null;
    }
  }

  /**
   * Convolves.
   *
   * @param x {@code [n, in, d, h, w]}
   * @return {@code [n, out, (d + 2 padding - kernel) / stride + 1, ...]}, channels-last
   */
  public Tensor forward(Tensor x) {
    return Functional.conv3d(x.channelsLast(), weight, bias, stride, padding);
  }

  /** {@code [out, in, kernel, kernel, kernel]}. */
  public Tensor weight() {
    return weight;
  }

  /** {@code [out]}, or null if made without. */
  public Tensor bias() {
    return bias;
  }

  /** Multiplications (each with an addition) that one volume of that size needs. */
  public long multiplyAdds(long depth, long height, long width) {
    long kernel = weight.size(2);
    return weight.count()
        * Conv2d.outputSize(depth, kernel, stride, padding)
        * Conv2d.outputSize(height, kernel, stride, padding)
        * Conv2d.outputSize(width, kernel, stride, padding);
  }
}
