package org.perdura.adversarial.loss;

import java.util.List;
import org.perdura.adversarial.Rollout;
import org.perdura.nn.Tensor;

/** Frames small enough to reckon with by hand. */
final class Frames {

  private Frames() {}

  /** Two channels of one row of two pixels. */
  static Tensor frame(float... values) {
    return Tensor.of(values, 1, 2, 1, 2);
  }

  /** The same value everywhere. */
  static Tensor flat(double value) {
    return Tensor.full(value, 1, 2, 1, 2);
  }

  /** Without conditions or motion. */
  static Rollout rollout(List<Tensor> results, List<Tensor> truths) {
    return new Rollout(results, truths, List.of(), (frame, from, to) -> frame);
  }
}
