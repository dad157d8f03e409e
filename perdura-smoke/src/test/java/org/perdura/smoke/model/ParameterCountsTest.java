package org.perdura.smoke.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the figures of Xie et al. 2018, in millions. */
class ParameterCountsTest {

  @ParameterizedTest
  @CsvSource({
    "2, DENSITY, 0.547",
    "2, VELOCITY, 0.634",
    "2, VORTICITY, 0.729",
    "3, DENSITY, 2.73",
    "3, VELOCITY, 3.15",
    "3, VORTICITY, 3.61"
  })
  void theReferenceIsAsLargeAsTempoGan(int dimensions, Inputs inputs, double millions) {
    try (var generator = GeneratorSpec.reference(dimensions, inputs).create(1)) {
      assertThat(generator.parameterCount() * 1e-6).isCloseTo(millions, within(0.005 * millions));
    }
  }

  @ParameterizedTest
  @CsvSource({"2, 630", "3, 3000"})
  void itsCostPerHighResCellIsThePapers(int dimensions, double thousands) {
    try (var generator = GeneratorSpec.reference(dimensions, Inputs.VELOCITY).create(1)) {
      double cells = Math.pow(SmokeGenerator.SCALE, dimensions);
      double perCell = generator.multiplyAddsPerCell() / cells * 1e-3;
      assertThat(perCell).isCloseTo(thousands, within(0.06 * thousands));
    }
  }
}
