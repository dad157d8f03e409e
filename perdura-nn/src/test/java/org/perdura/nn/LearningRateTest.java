package org.perdura.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LearningRateTest {

  @Test
  void constant() {
    assertThat(LearningRate.constant(0.3).at(12345)).isEqualTo(0.3);
  }

  @Test
  void warmupCosine() {
    LearningRate rate = LearningRate.warmupCosine(2, 100, 500, 0.01);
    assertThat(rate.at(0)).isEqualTo(0.02);
    assertThat(rate.at(49)).isEqualTo(1);
    assertThat(rate.at(99)).isEqualTo(2);
    assertThat(rate.at(100)).isEqualTo(2);
    // A third of the way: cos 60 degrees = 1/2, so 3/4 of the way from the last to the peak.
    assertThat(LearningRate.warmupCosine(2, 0, 300, 0.01).at(100))
        .isCloseTo(2 * (0.01 + 0.99 * 0.75), within(1e-12));
    assertThat(rate.at(300)).as("half way").isCloseTo(2 * 0.505, within(1e-12));
    assertThat(rate.at(500)).isCloseTo(0.02, within(1e-12));
    assertThat(rate.at(9999)).isCloseTo(0.02, within(1e-12));
  }

  @Test
  void warmupLinear() {
    LearningRate rate = LearningRate.warmupLinear(2, 100, 500, 0.05);
    assertThat(rate.at(0)).isEqualTo(0.02);
    assertThat(rate.at(99)).isEqualTo(2);
    assertThat(rate.at(100)).isEqualTo(2);
    assertThat(rate.at(200)).as("a quarter of the way").isCloseTo(2 * 0.7625, within(1e-12));
    assertThat(rate.at(300)).as("half way").isCloseTo(2 * 0.525, within(1e-12));
    assertThat(rate.at(500)).isCloseTo(0.1, within(1e-12));
    assertThat(rate.at(9999)).isCloseTo(0.1, within(1e-12));
    assertThat(LearningRate.warmupLinear(2, 0, 4, 0).at(1)).isCloseTo(1.5, within(1e-12));
  }

  @Test
  void staircase() {
    LearningRate rate = LearningRate.staircase(1, 0.5, 10);
    assertThat(rate.at(0)).isEqualTo(1);
    assertThat(rate.at(9)).isEqualTo(1);
    assertThat(rate.at(10)).isEqualTo(0.5);
    assertThat(rate.at(35)).isEqualTo(0.125);
  }
}
