package org.perdura.nn;

import java.util.random.RandomGenerator;

/**
 * A transposed 2D convolution with bias, which enlarges by its stride: {@code [n, in, h, w]} to
 * {@code [n, out, h', w']}.
 */
public final class ConvTranspose2d extends Convolution {

  private final int outputPadding;

  /**
   * @param padding rows and columns cut from every side of the output
   * @param outputPadding rows and columns added at the bottom and at the right; stride 2, kernel 3,
   *     padding 1, outputPadding 1 doubles the size
   * @param gain factor on He initialisation, whose fan-in is what one output sample sees
   */
  public ConvTranspose2d(
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
                random, deviation(gain, in, kernel, stride, 2), shape(in, out, kernel, 2)),
        out,
        withBias,
        stride,
        padding);
    this.outputPadding = outputPadding;
  }

  /**
   * Convolves and enlarges.
   *
   * @param x {@code [n, in, h, w]}
   * @return {@code [n, out, (h - 1) stride - 2 padding + kernel + outputPadding, ...]}
   */
  @Override
  public Tensor forward(Tensor x) {
    return Functional.convTranspose2d(
        x.channelsLast(), weight(), bias(), stride, padding, outputPadding);
  }

  @Override
  public long multiplyAdds(long... sizes) {
    return multiplyAddsOfTransposed(sizes);
  }
}
