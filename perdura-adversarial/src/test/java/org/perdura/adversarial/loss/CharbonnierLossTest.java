package org.perdura.adversarial.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.perdura.adversarial.loss.Frames.frame;
import static org.perdura.adversarial.loss.Frames.rollout;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.perdura.nn.DType;
import org.perdura.nn.Scope;

class CharbonnierLossTest {

  private final Scope scope = new Scope();

  @AfterEach
  void free() {
    scope.close();
  }

  @Test
  void isTheMeanRootOverElementsAndFrames() {
    // With eps 3 the differences 4 and 0 give 5 and 3: (5 + 3 + 3 + 3 + 4 * 5) / 8.
    var loss =
        new CharbonnierLoss(3)
            .of(
                rollout(
                    List.of(frame(4, 0, 0, 0), frame(4, 4, 4, 4)),
                    List.of(frame(0, 0, 0, 0), frame(0, 0, 8, 8))));
    assertThat(loss.item()).isCloseTo(34 / 8.0, within(1e-6));
  }

  @Test
  void isDifferentiableWhereResultAndTruthAgree() {
    var result = frame(1, 2, 3, 4).withGradient();
    new CharbonnierLoss(1e-3).of(rollout(List.of(result), List.of(frame(1, 2, 3, 4)))).backward();
    assertThat(result.gradient().toFloats()).containsExactly(0, 0, 0, 0);
  }

  @Test
  void isFloatEvenOfHalfPreciseResults() {
    var result = frame(1, 1, 1, 1).to(DType.BFLOAT16);
    var loss = new CharbonnierLoss(0).of(rollout(List.of(result), List.of(frame(0.999f, 1, 1, 1))));
    assertThat(loss.dtype()).isEqualTo(DType.FLOAT32);
    assertThat(loss.item()).isCloseTo(1e-3 / 4, within(1e-7));
  }
}
