package org.perdura.adversarial.loss;

import java.util.function.IntFunction;
import org.perdura.nn.DType;
import org.perdura.nn.Tensor;

/** What losses over frames have in common. */
final class FrameMean {

  private FrameMean() {}

  /** The mean of a number per frame. */
  static Tensor of(int frames, IntFunction<Tensor> loss) {
    Tensor sum = loss.apply(0);
    for (int t = 1; t < frames; t++) {
      sum = sum.add(loss.apply(t));
    }
    return sum.mul(1.0 / frames);
  }

  /** Squared error summed over the channels, mean over batch and positions. */
  static Tensor squaredError(Tensor result, Tensor truth) {
    return difference(result, truth).square().mean().mul(result.size(1));
  }

  /** Both in float first: the difference of two close bf16 numbers is mostly rounding. */
  static Tensor difference(Tensor result, Tensor truth) {
    return result.to(DType.FLOAT32).sub(truth.to(DType.FLOAT32));
  }
}
