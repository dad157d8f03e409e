package org.perdura.adversarial.example;

import org.perdura.adversarial.Alignment;
import org.perdura.nn.Tensor;

/**
 * A current that carries everything alike. Pictures are periodic: what leaves on one side comes in
 * on the other.
 *
 * @param right pixels a frame
 * @param down pixels a frame
 */
record Drift(int right, int down) implements Alignment {

  @Override
  public Tensor align(Tensor frame, int from, int to) {
    if (frame.size(2) != Foam.SIZE || frame.size(3) != Foam.SIZE) {
      throw new IllegalArgumentException(
          "drift: frame of %dx%d; must be %dx%d, the size in whose pixels it is known"
              .formatted(frame.size(3), frame.size(2), Foam.SIZE, Foam.SIZE));
    }
    int frames = to - from;
    return roll(roll(frame, 2, down * frames), 3, right * frames);
  }

  /** Moves along one dimension, round the end. */
  private static Tensor roll(Tensor frame, int dim, int pixels) {
    long length = frame.size(dim);
    long first = Math.floorMod(-pixels, length);
    return first == 0
        ? frame
        : Tensor.cat(dim, frame.narrow(dim, first, length - first), frame.narrow(dim, 0, first));
  }
}
