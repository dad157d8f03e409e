package org.perdura.nn;

import java.util.random.RandomGenerator;

/**
 * A transposed 3D convolution with bias, which enlarges by its stride: {@code [n, in, d, h, w]} to
 * {@code [n, out, d', h', w']}.
 */
public final class ConvTranspose3d extends Convolution {

  private final int outputPadding;

  /**
   * @param padding samples cut from every side of the output
   * @param outputPadding samples added at the end of every dimension; stride 2, kernel 3, padding
   *     1, outputPadding 1 doubles the size
   * @param gain factor on He initialisation, whose fan-in is what one output sample sees
   */
  public ConvTranspose3d(
      int in,
      int out,
      int kernel,
      int stride,
      int padding,
      int outputPadding,
      boolean withBias,
      double gain,
      RandomGenerator random) {
    super(
        () ->
            Initializer.normal(
                random, deviation(gain, in, kernel, stride, 3), shape(in, out, kernel, 3)),
        out,
        withBias,
        stride,
        padding);
    this.outputPadding = outputPadding;
  }

  /**
   * Convolves and enlarges.
   *
   * @param x {@code [n, in, d, h, w]}
   * @return {@code [n, out, (d - 1) stride - 2 padding + kernel + outputPadding, ...]}
   */
  @Override
  public Tensor forward(Tensor x) {
    return Functional.convTranspose3d(
        x.channelsLast(), weight(), bias(), stride, padding, outputPadding);
  }

  @Override
  public long multiplyAdds(long... sizes) {
    return multiplyAddsOfTransposed(sizes);
  }
}
