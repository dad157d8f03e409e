package org.perdura.adversarial.judge;

import java.util.List;
import org.perdura.nn.DType;
import org.perdura.nn.Tensor;

/**
 * How differently a discriminator's blocks see results and truths, times a weight for each block. A
 * weight below 0 drives the two apart instead (Xie et al. 2018, section 4.1).
 *
 * @param weights one for each block, from the input on
 */
public record FeatureLoss(List<Double> weights, Distance distance) {

  /** How a block's difference becomes a number. */
  public enum Distance {
    /**
     * The absolute difference summed over the channels, mean over positions and batch (Chu et al.
     * 2020, section 3.2 and appendix, the "layer" loss).
     */
    ABSOLUTE,
    /** Half the sum of squares over all elements (Xie et al. 2018, as their code computes it). */
    HALF_SQUARES
  }

  /** With absolute differences. */
  public FeatureLoss(List<Double> weights) {
    this(weights, Distance.ABSOLUTE);
  }

  public FeatureLoss {
    weights = List.copyOf(weights);
  }

  /**
   * The weighted sum.
   *
   * @param results {@code [m, c, h, w]} or {@code [m, c, d, h, w]} for each block
   * @param truths the same of the truths; no gradient is wanted there
   * @throws IllegalArgumentException unless there are as many blocks as weights
   */
  public Tensor of(List<Tensor> results, List<Tensor> truths) {
    if (results.size() != weights.size() || truths.size() != weights.size()) {
      throw new IllegalArgumentException(
          "feature loss: %d weights for %d blocks; must be as many"
              .formatted(weights.size(), results.size()));
    }
    Tensor sum = null;
    for (int block = 0; block < weights.size(); block++) {
      Tensor result = results.get(block).to(DType.FLOAT32);
      Tensor truth = truths.get(block).detach().to(DType.FLOAT32);
      Tensor weighted = apart(result.sub(truth)).mul(weights.get(block));
      sum = sum == null ? weighted : sum.add(weighted);
    }
    return sum;
  }

  private Tensor apart(Tensor difference) {
    return switch (distance) {
      case ABSOLUTE -> difference.abs().mean().mul(difference.size(1));
      case HALF_SQUARES -> difference.square().sum().mul(0.5);
    };
  }
}
