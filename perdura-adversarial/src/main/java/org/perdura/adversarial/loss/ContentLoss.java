package org.perdura.adversarial.loss;

import org.perdura.adversarial.Loss;
import org.perdura.adversarial.Rollout;
import org.perdura.nn.Tensor;

/**
 * Squared error summed over the channels, mean over positions, batch and frames (TecoGAN's
 * L_content as the authors compute it; Chu et al. 2020, table 1).
 */
public record ContentLoss() implements Loss {

  @Override
  public Tensor of(Rollout rollout) {
    return FrameMean.of(
        rollout.frames(),
        t -> FrameMean.squaredError(rollout.results().get(t), rollout.truths().get(t)));
  }
}
