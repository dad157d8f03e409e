package org.perdura.adversarial.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.perdura.nn.DType;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;

class FeatureLossTest {

  private final Scope scope = new Scope();

  @AfterEach
  void free() {
    scope.close();
  }

  @Test
  void sumsOverChannelsAveragesOverPositionsAndWeighsBlocks() {
    // First block, two channels of two positions: |1| + |-3| = 4 and |2| + |0| = 2: mean 3.
    var first = Tensor.of(new float[] {1, 2, -3, 0}, 1, 2, 1, 2);
    // Second block, two looks of one channel and one position: |5| and |1|: mean 3.
    var second = Tensor.of(new float[] {5, 1}, 2, 1, 1, 1);
    var loss =
        new FeatureLoss(List.of(0.5, -2.0))
            .of(List.of(first, second), List.of(first.zerosLike(), second.zerosLike()));
    assertThat(loss.item()).isCloseTo(0.5 * 3 - 2 * 3, within(1e-6));
  }

  @Test
  void aNegativeWeightDrivesResultsAwayFromTruths() {
    for (double weight : List.of(0.25, -0.25)) {
      var result = Tensor.of(new float[] {3, 0}, 1, 1, 1, 2).withGradient();
      var truth = Tensor.of(new float[] {1, 1}, 1, 1, 1, 2).withGradient();
      new FeatureLoss(List.of(weight)).of(List.of(result), List.of(truth)).backward();
      assertThat(result.gradient().toFloats())
          .containsExactly((float) weight / 2, (float) -weight / 2);
      assertThat(truth.gradient()).as("truths stay where they are").isNull();
    }
  }

  @Test
  void halfSquaresAreSummedOverEverything() {
    // First block 1 + 4 + 9 + 0 = 14, halved 7; second 25 + 1 = 26, halved 13.
    var first = Tensor.of(new float[] {1, 2, -3, 0}, 1, 2, 1, 2);
    var second = Tensor.of(new float[] {5, 1}, 2, 1, 1, 1, 1);
    var loss =
        new FeatureLoss(List.of(0.5, -2.0), FeatureLoss.Distance.HALF_SQUARES)
            .of(List.of(first, second), List.of(first.zerosLike(), second.zerosLike()));
    assertThat(loss.item()).isCloseTo(0.5 * 7 - 2 * 13, within(1e-6));
  }

  @Test
  void halfSquaresOfNegativeWeightPushApartInProportion() {
    for (double weight : List.of(0.25, -0.25)) {
      var result = Tensor.of(new float[] {3, 0}, 1, 1, 1, 2).withGradient();
      var truth = Tensor.of(new float[] {1, 1}, 1, 1, 1, 2).withGradient();
      new FeatureLoss(List.of(weight), FeatureLoss.Distance.HALF_SQUARES)
          .of(List.of(result), List.of(truth))
          .backward();
      assertThat(result.gradient().toFloats())
          .containsExactly((float) (2 * weight), (float) -weight);
      assertThat(truth.gradient()).as("truths stay where they are").isNull();
    }
  }

  @Test
  void isFloatEvenOfHalfPreciseFeatures() {
    var result = Tensor.full(1.0078125, 1, 1, 1, 1).to(DType.BFLOAT16);
    var loss = new FeatureLoss(List.of(1.0)).of(List.of(result), List.of(Tensor.ones(1, 1, 1, 1)));
    assertThat(loss.dtype()).isEqualTo(DType.FLOAT32);
    assertThat(loss.item()).isEqualTo(0.0078125);
  }

  @Test
  void thereMustBeAWeightForEachBlock() {
    var one = List.of(Tensor.zeros(1, 1, 1, 1));
    assertThatThrownBy(() -> new FeatureLoss(List.of(1.0, 1.0)).of(one, one))
        .hasMessage("feature loss: 2 weights for 1 blocks; must be as many");
  }
}
