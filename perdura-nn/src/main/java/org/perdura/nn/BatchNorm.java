package org.perdura.nn;

/**
 * Batch normalisation (Ioffe and Szegedy 2015, algorithms 1 and 2) of {@code [n, c]}, {@code [n, c,
 * h, w]} or {@code [n, c, d, h, w]}: every channel gets mean 0 and variance 1, then a learned
 * factor and shift.
 *
 * <p>While {@link #training} it uses the statistics of the batch, and moves its running ones
 * towards them; applied, it uses the running ones.
 */
public final class BatchNorm extends Module {

  private static final double EPS = 1e-5;

  private final Tensor weight; // [c]
  private final Tensor bias; // [c]
  private final Tensor runningMean; // [c]
  private final Tensor runningVariance; // [c]
  private final double momentum;

  /** With PyTorch's momentum of 0.1. */
  public BatchNorm(int channels) {
    this(channels, 0.1);
  }

  /**
   * @param momentum how far the running statistics move towards each batch's, from 0 to 1
   */
  public BatchNorm(int channels, double momentum) {
    this.momentum = momentum;
    try (var scope = new Scope()) {
      weight = parameter("weight", Tensor.ones(channels));
      bias = parameter("bias", Tensor.zeros(channels));
      runningMean = buffer("running_mean", Tensor.zeros(channels));
      runningVariance = buffer("running_var", Tensor.ones(channels));
    }
  }

  /** Normalises {@code [n, c, ...]}; the shape stays. */
  public Tensor forward(Tensor x) {
    return Functional.batchNorm(
        x, weight, bias, runningMean, runningVariance, training(), momentum, EPS);
  }

  /** Statistics are float whatever the samples are: bfloat16 cannot average thousands of them. */
  @Override
  boolean keepsFloat() {
    return true;
  }
}
