package org.perdura.adversarial.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.perdura.adversarial.Rollout;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;

class BlockPatternLossTest {

  private static final int SIDE = 64;

  private final Scope scope = new Scope();

  @AfterEach
  void free() {
    scope.close();
  }

  private interface Picture {
    double at(int y, int x);
  }

  private static double loss(int window, Picture error) {
    float[] values = new float[SIDE * SIDE];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) error.at(i / SIDE, i % SIDE);
    }
    Tensor result = Tensor.of(values, 1, 1, SIDE, SIDE);
    return new BlockPatternLoss(4, window)
        .of(
            new Rollout(
                List.of(result),
                List.of(result.zerosLike()),
                List.of(),
                (frame, from, to) -> frame))
        .item();
  }

  @Test
  void aPatternOfTheBlocksRemainsWhole() {
    // One pixel in 16 is 1; with window 1 nothing is averaged.
    assertThat(loss(1, (y, x) -> y % 4 == 1 && x % 4 == 2 ? 1 : 0))
        .isCloseTo(1 / 16.0, within(1e-6));
    // 16 x 16 blocks; along each side the blur over 5 sees 3/5, 4/5, 1 ... 1, 4/5, 3/5 of it.
    double side = (12 + 2 * (0.6 + 0.8)) / 16;
    assertThat(loss(5, (y, x) -> y % 4 == 1 && x % 4 == 2 ? 1 : 0))
        .isCloseTo(side * side / 16, within(1e-6));
  }

  @Test
  void noiseCancelsByTheSideOfTheWindow() {
    var random = new SplittableRandom(4);
    float[] noise = new float[SIDE * SIDE];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (float) random.nextGaussian();
    }
    double alone = loss(1, (y, x) -> noise[y * SIDE + x]);
    double averaged = loss(5, (y, x) -> noise[y * SIDE + x]);
    // The mean of 25 is a fifth as far from 0, and less so at the borders, where fewer count.
    assertThat(averaged / alone).isBetween(0.15, 0.21);
  }

  @Test
  void patternsOfOtherPeriodsCancel() {
    // Period 5 lies elsewhere in each of 5 blocks.
    double inStep = loss(5, (y, x) -> Math.sin(2 * Math.PI * x / 4 + 0.5));
    double outOfStep = loss(5, (y, x) -> Math.sin(2 * Math.PI * x / 5 + 0.5));
    assertThat(outOfStep).isLessThan(0.2 * inStep);
  }
}
