package org.perdura.adversarial;

import org.perdura.nn.Tensor;

/**
 * Moves frames along the motion of what they show. It is the one thing that domains do differently:
 * smoke knows its velocity and advects, video estimates a flow and warps.
 */
@FunctionalInterface
public interface Alignment {

  /**
   * The frame of one time as it would look at another.
   *
   * @param frame {@code [n, c, h, w]} or {@code [n, c, d, h, w]}, at the size of the results or of
   *     the conditions; the implementation scales its motion to the frame
   * @param from the time of the frame: its index in the {@link Rollout}
   * @param to the time to move it to; equal to {@code from}, the frame comes back as it is
   * @return of the frame's shape
   * @throws IllegalArgumentException if the motion between those times is not known
   */
  Tensor align(Tensor frame, int from, int to);

  /**
   * The same motion as a fact: gradients go through it to the frames, not into the motion. What has
   * no learned motion is its own.
   */
  default Alignment detached() {
    return this;
  }
}
