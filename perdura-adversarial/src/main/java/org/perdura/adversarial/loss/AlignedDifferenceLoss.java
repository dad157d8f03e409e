package org.perdura.adversarial.loss;

import java.util.List;
import org.perdura.adversarial.Alignment;
import org.perdura.adversarial.Loss;
import org.perdura.adversarial.Rollout;
import org.perdura.nn.Tensor;

/**
 * By how much each result differs from the one before, aligned to it: squared, summed over the
 * channels, mean over all else. It is the simple way to make results hold still (Xie et al. 2018,
 * section 4.2, L_2,t), which holds what should change, too; a temporal judge knows the difference.
 */
public record AlignedDifferenceLoss() implements Loss {

  @Override
  public Tensor of(Rollout rollout) {
    List<Tensor> frames = rollout.results();
    if (frames.size() < 2) {
      throw new IllegalArgumentException(
          "temporal L2 loss: a roll-out of " + frames.size() + " frames; must be two or more");
    }
    Alignment alignment = rollout.alignment().detached();
    return FrameMean.of(
        frames.size() - 1,
        t -> FrameMean.squaredError(alignment.align(frames.get(t), t, t + 1), frames.get(t + 1)));
  }
}
