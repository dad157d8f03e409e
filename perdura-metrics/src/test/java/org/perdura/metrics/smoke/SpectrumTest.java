package org.perdura.metrics.smoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perdura.grid.GridSize;
import org.perdura.grid.ScalarField;
import org.perdura.grid.Slabs;

class SpectrumTest {

  private static final Slabs SLABS = new Slabs(2);

  @AfterAll
  static void close() {
    SLABS.close();
  }

  @ParameterizedTest
  @CsvSource({"48, 32, 1", "40, 24, 28"})
  void aCosineIsAllInTheBinOfItsWaves(int x, int y, int z) {
    var size = new GridSize(x, y, z);
    for (int axis = 0; axis < size.dimensions(); axis++) {
      int side = axis == 0 ? x : axis == 1 ? y : z;
      int waves = 5; // on that side
      var field = new ScalarField(size);
      for (int c = 0; c < size.cells(); c++) {
        int place = axis == 0 ? c % x : axis == 1 ? c / x % y : c / (x * y);
        field.values()[c] = (float) Math.cos(2 * Math.PI * waves * (place + 0.5) / side);
      }
      Spectrum spectrum = Spectrum.of(field, SLABS);
      int bin = Math.round((float) waves * size.longest() / side);
      assertThat(spectrum.power()[bin] * spectrum.modes()[bin]).isCloseTo(0.5, within(1e-6));
      assertThat(energy(spectrum) - 0.5).isCloseTo(0, within(1e-6));
      assertThat(spectrum.waveNumber(bin)).isCloseTo((double) waves / side, within(0.02));
    }
  }

  @ParameterizedTest
  @CsvSource({"45, 64, 1", "20, 32, 27", "8, 8, 8"})
  void theBinsAddUpToTheMeanSquare(int x, int y, int z) {
    ScalarField field = MadeUpSmoke.noise(new GridSize(x, y, z), 5);
    double squares = 0;
    for (float value : field.values()) {
      squares += (double) value * value;
    }
    Spectrum spectrum = Spectrum.of(field, SLABS);
    assertThat(energy(spectrum)).isCloseTo(squares / field.size().cells(), within(1e-7));
    long modes = 0;
    for (long count : spectrum.modes()) {
      modes += count;
    }
    assertThat(modes).isEqualTo(field.size().cells());
    assertThat(spectrum.modes()[0]).isOne();
  }

  private static double energy(Spectrum spectrum) {
    double energy = 0;
    for (int b = 0; b < spectrum.bins(); b++) {
      energy += spectrum.power()[b] * spectrum.modes()[b];
    }
    return energy;
  }

  @Test
  void whiteNoiseIsFlat() {
    var size = new GridSize(48, 48, 48);
    Spectrum spectrum = Spectrum.of(MadeUpSmoke.noise(size, 6), SLABS);
    double perMode = 0.01 / size.cells(); // a variance of 0.1^2, spread evenly
    for (int b = 4; b <= spectrum.lastFull(); b++) {
      double deviation = Math.sqrt(2.0 / spectrum.modes()[b]); // of a mean of squared Gaussians
      assertThat(spectrum.power()[b] / perMode).isCloseTo(1, within(5 * deviation));
    }
  }

  @Test
  void theFinePartBeginsAboveTheLowResNyquistFrequency() {
    Spectrum spectrum = Spectrum.of(MadeUpSmoke.noise(GridSize.flat(64, 64), 7), SLABS);
    assertThat(spectrum.lastFull()).isEqualTo(32);
    assertThat(spectrum.waveNumber(32)).isEqualTo(0.5);
    assertThat(spectrum.firstFine(4)).isEqualTo(9); // a grid of 16 has 8 waves
    assertThat(spectrum.waveNumber(8)).isEqualTo(0.125);
  }
}
