package org.perdura.adversarial.loss;

import java.util.List;
import org.perdura.adversarial.Loss;
import org.perdura.adversarial.Rollout;
import org.perdura.nn.Tensor;

/**
 * How badly the estimated motion explains the conditions: each frame against the one before,
 * aligned to it; squared error summed over the channels, mean over all else (Sajjadi et al. 2018,
 * eq. 4; TecoGAN's L_warp).
 */
public record WarpLoss() implements Loss {

  @Override
  public Tensor of(Rollout rollout) {
    List<Tensor> frames = rollout.conditions();
    if (frames.size() < 2) {
      throw new IllegalArgumentException(
          "warp loss: " + frames.size() + " conditions; must be two or more");
    }
    return FrameMean.of(
        frames.size() - 1,
        t -> {
          Tensor aligned = rollout.alignment().align(frames.get(t), t, t + 1);
          return FrameMean.squaredError(aligned, frames.get(t + 1));
        });
  }
}
