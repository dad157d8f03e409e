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
import org.perdura.nn.Tensor;

class AbsoluteLossTest {

  private final Scope scope = new Scope();

  @AfterEach
  void free() {
    scope.close();
  }

  @Test
  void averagesOverAllElementsAndFrames() {
    // 1 and 2 of four elements: 0.75. Second frame 3 and 3: 1.5.
    var loss =
        new AbsoluteLoss()
            .of(
                rollout(
                    List.of(frame(1, 0, -2, 0), frame(-3, 3, 0, 0)),
                    List.of(frame(0, 0, 0, 0), frame(0, 0, 0, 0))));
    assertThat(loss.item()).isCloseTo((0.75 + 1.5) / 2, within(1e-6));
  }

  @Test
  void pullsAsHardHoweverFarAway() {
    var result = frame(5, 0.001f, -2, -0.001f).withGradient();
    new AbsoluteLoss().of(rollout(List.of(result), List.of(frame(0, 0, 0, 0)))).backward();
    assertThat(result.gradient().toFloats()).containsExactly(0.25f, 0.25f, -0.25f, -0.25f);
  }

  @Test
  void worksInVolumesToo() {
    var result = Tensor.of(new float[] {1, 0, -2, 0}, 1, 1, 2, 1, 2);
    var loss = new AbsoluteLoss().of(rollout(List.of(result), List.of(result.zerosLike())));
    assertThat(loss.item()).isCloseTo(0.75, within(1e-6));
  }

  @Test
  void isFloatEvenOfHalfPreciseResults() {
    var result = frame(1, 1, 1, 1).to(DType.BFLOAT16);
    var loss = new AbsoluteLoss().of(rollout(List.of(result), List.of(frame(0.999f, 1, 1, 1))));
    assertThat(loss.item()).isCloseTo(0.001 / 4, within(1e-7));
  }
}
