package org.perdura.nn;

import java.util.Arrays;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** What all convolutions have, of two and of three dimensions, transposed or not. */
public abstract sealed class Convolution extends Module
    permits Conv2d, Conv3d, ConvTranspose2d, ConvTranspose3d {

  private final Tensor weight;
  private final Tensor bias;
  final int stride;
  final int padding;

  /**
   * @param weight drawn when it is made, channels first of all
   * @param out output channels
   */
  Convolution(Supplier<Tensor> weight, int out, boolean withBias, int stride, int padding) {
    this.stride = stride;
    this.padding = padding;
    try (var scope = new Scope()) {
      this.weight = parameter("weight", weight.get().channelsLast());
      bias = withBias ? parameter("bias", Tensor.zeros(out)) : null;
    }
  }

  /**
   * A convolution in as many dimensions as asked for, stride 1, with the border of zeros that keeps
   * the size (for odd kernels), and bias.
   *
   * @param dimensions 2 or 3
   * @param gain factor on He initialisation
   */
  public static Convolution of(
      int dimensions, int in, int out, int kernel, double gain, RandomGenerator random) {
    return of(dimensions, in, out, kernel, 1, kernel / 2, true, gain, random);
  }

  /**
   * A convolution in as many dimensions as asked for.
   *
   * @param dimensions 2 or 3
   * @param padding zeros on each side
   * @param gain factor on He initialisation
   */
  public static Convolution of(
      int dimensions,
      int in,
      int out,
      int kernel,
      int stride,
      int padding,
      boolean withBias,
      double gain,
      RandomGenerator random) {
    return switch (dimensions) {
      case 2 -> new Conv2d(in, out, kernel, stride, padding, withBias, gain, random);
      case 3 -> new Conv3d(in, out, kernel, stride, padding, withBias, gain, random);
      default ->
          throw new IllegalArgumentException(
              "a convolution in %d dimensions: must be 2 or 3".formatted(dimensions));
    };
  }

  /**
   * Convolves.
   *
   * @param x {@code [n, in, h, w]}, or {@code [n, in, d, h, w]} in three dimensions
   * @return the same with {@code out} channels, channels-last; its size as the subclass says
   */
  public abstract Tensor forward(Tensor x);

  /**
   * Multiplications (each with an addition) that one picture or volume of that size needs.
   *
   * @param sizes {@code h, w} or {@code d, h, w} of the input
   * @throws IllegalArgumentException unless there are as many as dimensions
   */
  public abstract long multiplyAdds(long... sizes);

  /** The shape of weights: two numbers of channels, then the kernel's sides. */
  static long[] shape(int first, int second, int kernel, int dimensions) {
    var shape = new long[2 + dimensions];
    Arrays.fill(shape, kernel);
    shape[0] = first;
    shape[1] = second;
    return shape;
  }

  /** Of a transposed convolution: the fan-in is what one output sample sees. */
  static double deviation(double gain, int in, int kernel, int stride, int dimensions) {
    return gain * Math.sqrt(2 / (in * Math.pow((double) kernel / stride, dimensions)));
  }

  /** {@link #multiplyAdds} of a convolution that is not transposed. */
  final long multiplyAddsOf(long... sizes) {
    requireAllOf(sizes);
    long kernel = weight.size(2);
    long products = weight.count();
    for (long size : sizes) {
      products *= (size + 2L * padding - kernel) / stride + 1;
    }
    return products;
  }

  /** {@link #multiplyAdds} of a transposed one: each input sample meets all weights. */
  final long multiplyAddsOfTransposed(long... sizes) {
    requireAllOf(sizes);
    long products = weight.count();
    for (long size : sizes) {
      products *= size;
    }
    return products;
  }

  private void requireAllOf(long... sizes) {
    int dimensions = weight.rank() - 2;
    if (sizes.length != dimensions) {
      throw new IllegalArgumentException(
          "multiply-adds of sides %s: must be %d".formatted(Arrays.toString(sizes), dimensions));
    }
  }

  /**
   * Bytes for each position of the output (of the input, if transposed), whatever its channels,
   * that computing it takes besides what goes in and comes out: without oneDNN LibTorch unfolds the
   * windows that the weights meet.
   */
  public final long unfoldedBytes() {
    return Torch.hasOneDnn() ? 0 : Float.BYTES * weight.count() / weight.size(0);
  }

  /** {@code [out, in, kernel, ...]}, or {@code [in, out, kernel, ...]} if transposed. */
  public final Tensor weight() {
    return weight;
  }

  /** {@code [out]}, or null if made without. */
  public final Tensor bias() {
    return bias;
  }
}
