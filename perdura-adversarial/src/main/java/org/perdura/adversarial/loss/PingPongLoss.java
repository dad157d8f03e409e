package org.perdura.adversarial.loss;

import org.perdura.adversarial.Loss;
import org.perdura.adversarial.Rollout;
import org.perdura.nn.Tensor;

/**
 * How far a sequence that is played forth and back differs from itself: the mean absolute
 * difference between each frame on the way forth and its mirror on the way back (Chu et al. 2020,
 * L_PP, table 1). Whatever a recurrent generator piles up over time differs between the two.
 *
 * <p>The roll-out has 2n - 1 frames, the last of the way forth being the first of the way back.
 */
public record PingPongLoss() implements Loss {

  @Override
  public Tensor of(Rollout rollout) {
    int frames = rollout.frames();
    if (frames < 3 || frames % 2 == 0) {
      throw new IllegalArgumentException(
          "ping-pong loss: " + frames + " frames; must be an odd number, three or more");
    }
    int last = frames - 1;
    return FrameMean.of(
        frames / 2,
        t ->
            FrameMean.difference(rollout.results().get(t), rollout.results().get(last - t))
                .abs()
                .mean());
  }
}
