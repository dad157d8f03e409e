package org.perdura.adversarial.judge;

import java.util.List;
import org.perdura.nn.DType;
import org.perdura.nn.Tensor;

/**
 * How differently a discriminator's blocks see results and truths (Chu et al. 2020, section 3.2 and
 * appendix, the "layer" loss): for each block the absolute difference summed over the channels,
 * mean over positions and batch, times the block's weight. A weight below 0 drives the two apart
 * instead (Xie et al. 2018, section 4.1).
 *
 * @param weights one for each block, from the input on
 */
public record FeatureLoss(List<Double> weights) {

  public FeatureLoss {
    weights = List.copyOf(weights);
  }

  /**
   * The weighted sum.
   *
   * @param results {@code [m, c, h, w]} for each block
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
      Tensor distance = result.sub(truth).abs().mean().mul(result.size(1) * weights.get(block));
      sum = sum == null ? distance : sum.add(distance);
    }
    return sum;
  }
}
