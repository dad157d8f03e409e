package org.perdura.adversarial.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.perdura.recipe.RecipeReader;

class TrainerSettingsTest {

  private static TrainerSettings read(String yaml) {
    return RecipeReader.parse("r.yaml", yaml, TrainerSettings.class, List.of()).value();
  }

  @Test
  void oneScheduleRisesAndFallsToTheFraction() {
    var factor = read("{steps: 1100}").factor();
    assertThat(factor.at(0)).isCloseTo(0.01, within(1e-12));
    assertThat(factor.at(99)).isCloseTo(1, within(1e-12));
    // Half way down: the mean of 1 and 0.01.
    assertThat(factor.at(600)).isCloseTo(0.505, within(1e-12));
    assertThat(factor.at(1100)).isCloseTo(0.01, within(1e-12));
  }

  @Test
  void phasesFollowEachOtherEachWithItsOwnWarmup() {
    var factor =
        read("""
                steps: 300
                learning-rate:
                  phases:
                    - {steps: 200, warmup: 10, final-fraction: 0.1}
                    - {steps: 100, warmup: 20, factor: 0.5, schedule: constant}
                """)
            .factor();
    assertThat(factor.at(9)).isCloseTo(1, within(1e-12));
    assertThat(factor.at(199)).isBetween(0.1, 0.1002);
    assertThat(factor.at(200)).isCloseTo(0.5 / 20, within(1e-12));
    assertThat(factor.at(219)).isCloseTo(0.5, within(1e-12));
    assertThat(factor.at(299)).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void aLinearScheduleFallsAlongALine() {
    var factor =
        read("{steps: 500, learning-rate: {schedule: linear, final-fraction: 0.05}}").factor();
    assertThat(factor.at(49)).isCloseTo(0.5, within(1e-12));
    assertThat(factor.at(100)).isEqualTo(1);
    assertThat(factor.at(200)).isCloseTo(0.7625, within(1e-12));
    assertThat(factor.at(500)).isCloseTo(0.05, within(1e-12));
  }

  /** Xie et al. 2018: the rate stays for the first half and falls to 5 % over the second. */
  @Test
  void tempoGansScheduleIsTwoPhases() {
    var factor =
        read("""
                steps: 40000
                learning-rate:
                  phases:
                    - {steps: 20000, warmup: 0, schedule: constant}
                    - {steps: 20000, warmup: 0, schedule: linear, final-fraction: 0.05}
                """)
            .factor();
    assertThat(factor.at(0)).isEqualTo(1);
    assertThat(factor.at(20_000)).isEqualTo(1);
    assertThat(factor.at(30_000)).isCloseTo(0.525, within(1e-12));
    assertThat(factor.at(40_000)).isCloseTo(0.05, within(1e-12));
  }

  @Test
  void aStepTakesAsManyBatchesAsTheSideThatLearnsMoreOften() {
    assertThat(read("{steps: 1}").runs()).isEqualTo(1);
    assertThat(read("{steps: 1, generator-runs: 2}").runs()).isEqualTo(2);
    assertThat(read("{steps: 1, generator-runs: 2, judge-runs: 3}").runs()).isEqualTo(3);
  }

  @Test
  void badValuesAreNamed() {
    assertThatThrownBy(() -> read("{steps: 0}")).hasMessage("r.yaml: steps: 0, must be 1 or more");
    assertThatThrownBy(() -> read("{steps: 5, ema: 1}"))
        .hasMessage("r.yaml: ema: 1.0, must be from 0 to below 1");
    assertThatThrownBy(() -> read("{steps: 5, generator-runs: 0}"))
        .hasMessage("r.yaml: generator-runs: 0, must be 1 or more");
    assertThatThrownBy(() -> read("{steps: 5, judge-runs: -1}"))
        .hasMessage("r.yaml: judge-runs: -1, must be 1 or more");
    for (String beta1 : List.of("1.0", "-0.1")) {
      assertThatThrownBy(() -> read("{steps: 5, learning-rate: {beta1: %s}}".formatted(beta1)))
          .hasMessage("r.yaml: learning-rate.beta1: %s, must be from 0 to below 1", beta1);
    }
    assertThatThrownBy(() -> read("{steps: 5, optimizer: sgd}"))
        .hasMessage("r.yaml: optimizer: sgd, must be one of adam, muon");
  }
}
