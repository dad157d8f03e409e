package org.perdura.nn;

import java.util.Arrays;
import java.util.function.Supplier;

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

  /** Multiplications (each with an addition) of a convolution that is not transposed. */
  final long multiplyAddsOf(long... sizes) {
    long kernel = weight.size(2);
    long products = weight.count();
    for (long size : sizes) {
      products *= (size + 2L * padding - kernel) / stride + 1;
    }
    return products;
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
