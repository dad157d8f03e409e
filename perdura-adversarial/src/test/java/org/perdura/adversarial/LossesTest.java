package org.perdura.adversarial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.perdura.adversarial.loss.CharbonnierLoss;
import org.perdura.adversarial.loss.ContentLoss;
import org.perdura.adversarial.loss.WarpLoss;
import org.perdura.nn.DType;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;

class LossesTest {

  private final Scope scope = new Scope();

  @AfterEach
  void free() {
    scope.close();
  }

  /** Two channels of one row of two pixels. */
  private static Tensor frame(float... values) {
    return Tensor.of(values, 1, 2, 1, 2);
  }

  private static Rollout rollout(List<Tensor> results, List<Tensor> truths) {
    return new Rollout(results, truths, List.of(), (frame, from, to) -> frame);
  }

  @Test
  void charbonnierIsTheMeanRootOverElementsAndFrames() {
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
  void charbonnierIsDifferentiableWhereResultAndTruthAgree() {
    var result = frame(1, 2, 3, 4).withGradient();
    new CharbonnierLoss(1e-3).of(rollout(List.of(result), List.of(frame(1, 2, 3, 4)))).backward();
    assertThat(result.gradient().toFloats()).containsExactly(0, 0, 0, 0);
  }

  @Test
  void contentSumsOverChannelsAndAveragesOverPixels() {
    // First pixel 1^2 + 2^2 = 5, second 0: mean 2.5. Second frame 9 at each pixel: mean 9.
    var loss =
        new ContentLoss()
            .of(
                rollout(
                    List.of(frame(1, 0, 2, 0), frame(3, 3, 0, 0)),
                    List.of(frame(0, 0, 0, 0), frame(0, 0, 0, 0))));
    assertThat(loss.item()).isCloseTo((2.5 + 9) / 2, within(1e-6));
  }

  @Test
  void contentInVolumesToo() {
    // [n, c, d, h, w] = [1, 1, 2, 1, 2]: squares 1, 0, 4, 0.
    var result = Tensor.of(new float[] {1, 0, 2, 0}, 1, 1, 2, 1, 2);
    var loss = new ContentLoss().of(rollout(List.of(result), List.of(result.zerosLike())));
    assertThat(loss.item()).isCloseTo(1.25, within(1e-6));
  }

  @Test
  void lossesAreFloatEvenOfHalfPreciseResults() {
    var result = frame(1, 1, 1, 1).to(DType.BFLOAT16);
    var rollout = rollout(List.of(result), List.of(frame(0.999f, 1, 1, 1)));
    assertThat(new ContentLoss().of(rollout).item()).isCloseTo(1e-6 / 2, within(1e-9));
    assertThat(new CharbonnierLoss(0).of(rollout).dtype()).isEqualTo(DType.FLOAT32);
  }

  @Test
  void warpAlignsEachConditionToTheNext() {
    // The alignment adds 10 for each step forward, so that errors are 1 and 2 at every element.
    var conditions = List.of(frame(0, 0, 0, 0), frame(11, 11, 11, 11), frame(23, 23, 23, 23));
    var rollout =
        new Rollout(
            conditions, conditions, conditions, (frame, from, to) -> frame.add(10.0 * (to - from)));
    assertThat(new WarpLoss().of(rollout).item()).isCloseTo((2 * 1 + 2 * 4) / 2.0, within(1e-6));
  }

  @Test
  void warpNeedsTwoConditions() {
    var one = List.of(frame(0, 0, 0, 0));
    assertThatThrownBy(
            () -> new WarpLoss().of(new Rollout(one, one, one, (frame, from, to) -> frame)))
        .hasMessage("warp loss: 1 conditions; must be two or more");
  }

  @Test
  void weightsFadeIn() {
    Weight weight = Weight.fadeIn(0.5, 100, 200);
    assertThat(weight.at(0)).isZero();
    assertThat(weight.at(100)).isZero();
    assertThat(weight.at(150)).isCloseTo(0.25, within(1e-12));
    assertThat(weight.at(200)).isEqualTo(0.5);
    assertThat(weight.at(5000)).isEqualTo(0.5);
    assertThat(Weight.fadeIn(2, 0, 0).at(0)).isEqualTo(2);
    assertThat(Weight.constant(-1e-5).at(7)).isEqualTo(-1e-5);
  }

  @Test
  void rolloutsMustFit() {
    var one = List.of(frame(0, 0, 0, 0));
    assertThatThrownBy(() -> rollout(one, List.of()))
        .hasMessage("rollout: 1 results and 0 truths; must be as many, and one or more");
  }
}
