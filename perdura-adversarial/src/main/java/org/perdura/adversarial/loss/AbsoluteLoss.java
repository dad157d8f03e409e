package org.perdura.adversarial.loss;

import org.perdura.adversarial.Loss;
import org.perdura.adversarial.Rollout;
import org.perdura.nn.Tensor;

/** L1: mean of |result - truth| over all elements of all frames (Xie et al. 2018, eq. 8). */
public record AbsoluteLoss() implements Loss {

  @Override
  public Tensor of(Rollout rollout) {
    return FrameMean.of(
        rollout.frames(),
        t -> FrameMean.difference(rollout.results().get(t), rollout.truths().get(t)).abs().mean());
  }
}
