package org.perdura.nn;

import java.util.random.RandomGenerator;

/** A fully connected layer with bias: {@code [n, in]} to {@code [n, out]}. */
public final class Linear extends Module {

  private final Tensor weight; // [out, in]
  private final Tensor bias; // [out]

  /** He initialisation, bias 0. */
  public Linear(int in, int out, RandomGenerator random) {
    this(in, out, 1, random);
  }

  /**
   * @param gain factor on He initialisation
   */
  public Linear(int in, int out, double gain, RandomGenerator random) {
    try (var scope = new Scope()) {
      weight = parameter("weight", Initializer.heNormal(random, gain, out, in));
      bias = parameter("bias", Tensor.zeros(out));
    }
  }

  /**
   * Multiplies every row by the weights, and adds the bias.
   *
   * @param x {@code [n, in]}
   * @return {@code [n, out]}
   */
  public Tensor forward(Tensor x) {
    return Functional.linear(x, weight, bias);
  }

  /** {@code [out, in]}. */
  public Tensor weight() {
    return weight;
  }

  /** {@code [out]}. */
  public Tensor bias() {
    return bias;
  }

  /** Multiplications (each with an addition) for one row. */
  public long multiplyAdds() {
    return weight.count();
  }
}
