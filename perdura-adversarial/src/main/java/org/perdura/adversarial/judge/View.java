package org.perdura.adversarial.judge;

import java.util.List;
import org.perdura.adversarial.Rollout;
import org.perdura.nn.Tensor;

/** What a judge is shown of a roll-out: the same of results and of truths. */
public interface View {

  /**
   * Makes the judge's input. Gradients reach the frames, never the motion between them: a motion
   * that could learn to please the judge would stop telling the truth.
   *
   * @param frames the results or the truths of the roll-out, {@code [n, c, h, w]} or {@code [n, c,
   *     d, h, w]} each
   * @return {@code [m, inputs, h', w']} (or with depth), several looks at the roll-out along the
   *     batch
   */
  Tensor of(Rollout rollout, List<Tensor> frames);

  /**
   * How many channels {@link #of} gives.
   *
   * @param channels of a frame
   * @param conditionChannels of a condition
   */
  int inputs(int channels, int conditionChannels);
}
