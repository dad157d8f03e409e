package org.perdura.adversarial;

import org.perdura.nn.Tensor;

/** What is wrong with a roll-out, as one number that can be differentiated. */
@FunctionalInterface
public interface Loss {

  /** The loss: a tensor of one element, float. */
  Tensor of(Rollout rollout);
}
