package org.perdura.adversarial.loss;

import org.perdura.adversarial.Loss;
import org.perdura.adversarial.Rollout;
import org.perdura.nn.Tensor;

/**
 * Mean of sqrt(d^2 + eps^2) over all elements of all frames, d = result - truth: L1 that is smooth
 * at zero (Charbonnier et al. 1994; Lai et al. 2017, eq. 3).
 *
 * @param eps half-width of the smooth part, e.g. 1e-3 for values from 0 to 1
 */
public record CharbonnierLoss(double eps) implements Loss {

  @Override
  public Tensor of(Rollout rollout) {
    return FrameMean.of(
        rollout.frames(),
        t -> {
          Tensor difference =
              FrameMean.difference(rollout.results().get(t), rollout.truths().get(t));
          return difference.square().add(eps * eps).sqrt().mean();
        });
  }
}
