package org.perdura.fluid.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class WaveletTileTest {

  private static final int SIZE = 32;

  /** The paper's table: coarse coefficients are fine ones times these, around each other one. */
  private static final double[] PUBLISHED = {
    0.000334, -0.001528, 0.000410, 0.003545, -0.000938, -0.008233, 0.002172, 0.019120,
    -0.005040, -0.044412, 0.011655, 0.103311, -0.025936, -0.243780, 0.033979, 0.655340,
    0.655340, 0.033979, -0.243780, -0.025936, 0.103311, 0.011655, -0.044412, -0.005040,
    0.019120, 0.002172, -0.008233, -0.000938, 0.003546, 0.000410, -0.001528, 0.000334
  };

  /** Coarse coefficients of a line by the paper's table. */
  private static double[] published(float[] line) {
    var coarse = new double[line.length / 2];
    for (int c = 0; c < coarse.length; c++) {
      for (int k = 0; k < PUBLISHED.length; k++) {
        // The table is symmetric about the middle of fine coefficients 2c + 1 and 2c + 2, where
        // the coarse spline of fine support 2c .. 2c + 3 has its middle.
        int fine = Math.floorMod(2 * c + 1 + k - (PUBLISHED.length / 2 - 1), line.length);
        coarse[c] += PUBLISHED[k] * line[fine];
      }
    }
    return coarse;
  }

  private static double deviation(double[] values) {
    double squares = 0;
    for (double value : values) {
      squares += value * value;
    }
    return Math.sqrt(squares / values.length);
  }

  @Test
  void detailOfALineHasNothingLeftInThePapersDownsampling() {
    var rnd = new SplittableRandom(5);
    var line = new float[128];
    for (int i = 0; i < line.length; i++) {
      line[i] = (float) rnd.nextDouble(-1, 1);
    }
    double before = deviation(published(line));
    new WaveletBand(line.length).split(line, 0, 1, true);
    // The table is cut off at 0.0003.
    assertThat(deviation(published(line))).isLessThan(0.003 * before);
    double smooth = 0;
    var again = line.clone();
    new WaveletBand(line.length).split(again, 0, 1, false);
    for (float value : again) {
      smooth = Math.max(smooth, Math.abs(value));
    }
    assertThat(smooth).isLessThan(1e-6);
  }

  @Test
  void coarseSplinesAreKeptWhole() {
    // Constants, and a coarse B-spline itself: 1, 3, 3, 1 quarters.
    var line = new float[16];
    line[4] = 0.25f;
    line[5] = 0.75f;
    line[6] = 0.75f;
    line[7] = 0.25f;
    for (int i = 0; i < line.length; i++) {
      line[i] += 2;
    }
    new WaveletBand(16).split(line, 0, 1, true);
    for (float value : line) {
      assertThat(value).isCloseTo(0, within(1e-6f));
    }
  }

  @Test
  void theTileHasNoCoarsePart() {
    float[] tile = WaveletTile.detail(3, SIZE);
    var band = new WaveletBand(SIZE);
    for (int axis = 0; axis < 3; axis++) {
      int stride = (int) Math.pow(SIZE, axis);
      for (int at = 0; at < tile.length; at++) {
        if (at / stride % SIZE == 0) {
          band.split(tile, at, stride, false);
        }
      }
    }
    for (float value : tile) {
      assertThat(value).isCloseTo(0, within(1e-5f));
    }
  }

  @Test
  void longWavesAreWeak() {
    WaveletTile tile = WaveletTile.of(1, SIZE);
    // The power of waves of 16 coefficients and more along each axis; white noise has 1 of each.
    double power = 0;
    int waves = 0;
    for (int wave = 0; wave < 27; wave++, waves++) {
      double re = 0;
      double im = 0;
      for (int at = 0; at < SIZE * SIZE * SIZE; at++) {
        int i = at % SIZE;
        int j = at / SIZE % SIZE;
        int k = at / SIZE / SIZE;
        double phase =
            2 * Math.PI * (wave % 3 * i + wave / 3 % 3 * j + wave / 9 * k) / (double) SIZE;
        double value = tile.value(i, j, k);
        re += value * Math.cos(phase);
        im += value * Math.sin(phase);
      }
      power += (re * re + im * im) / (SIZE * SIZE * SIZE);
    }
    assertThat(power / waves).isLessThan(0.01);
  }

  @Test
  void meanIsZeroAndVarianceOne() {
    WaveletTile tile = WaveletTile.of(7, SIZE);
    var rnd = new SplittableRandom(1);
    double sum = 0;
    double squares = 0;
    int places = 100_000;
    for (int i = 0; i < places; i++) {
      double value =
          tile.value(rnd.nextDouble() * SIZE, rnd.nextDouble() * SIZE, rnd.nextDouble() * SIZE);
      sum += value;
      squares += value * value;
    }
    assertThat(sum / places).isCloseTo(0, within(0.02));
    assertThat(squares / places).isCloseTo(1, within(0.1));
  }

  @Test
  void repeats() {
    WaveletTile tile = WaveletTile.of(7, SIZE);
    double here = tile.value(3.3, 31.9, 0.1);
    assertThat(tile.value(3.3 - SIZE, 31.9 + 2 * SIZE, 0.1 + SIZE)).isCloseTo(here, within(1e-9));
    assertThat(tile.value(-0.1, 5, 5)).isCloseTo(tile.value(SIZE - 0.1, 5, 5), within(1e-9));
  }

  @Test
  void comesFromTheSeed() {
    float[] tile = WaveletTile.detail(11, 16);
    assertThat(WaveletTile.detail(11, 16)).isEqualTo(tile);
    assertThat(WaveletTile.detail(12, 16)).isNotEqualTo(tile);
    assertThat(WaveletTile.of(11, 16)).isSameAs(WaveletTile.of(11, 16));
  }

  @Test
  void theGradientIsThatOfTheValue() {
    WaveletTile tile = WaveletTile.of(2, SIZE);
    var gradient = new double[3];
    double d = 1e-4;
    for (double x = 0.3; x < 3; x += 0.37) {
      double y = 2 * x + 1;
      double z = 9 - x;
      tile.gradient(x, y, z, gradient);
      assertThat(gradient[0])
          .isCloseTo((tile.value(x + d, y, z) - tile.value(x - d, y, z)) / (2 * d), within(1e-3));
      assertThat(gradient[1])
          .isCloseTo((tile.value(x, y + d, z) - tile.value(x, y - d, z)) / (2 * d), within(1e-3));
      assertThat(gradient[2])
          .isCloseTo((tile.value(x, y, z + d) - tile.value(x, y, z - d)) / (2 * d), within(1e-3));
    }
  }

  @Test
  void curlsOfThePotentialsAreOfUnitSize() {
    for (boolean flat : new boolean[] {true, false}) {
      var noise = new CurlNoise(WaveletTile.of(2, SIZE), flat);
      var rnd = new SplittableRandom(4);
      double d = 1e-4;
      double squares = 0;
      int places = 5000;
      for (int i = 0; i < places; i++) {
        double x = rnd.nextDouble() * SIZE;
        double y = rnd.nextDouble() * SIZE;
        double z = rnd.nextDouble() * SIZE;
        double byY = noise.potential(2, x, y + d, z) - noise.potential(2, x, y - d, z);
        double byZ = noise.potential(1, x, y, z + d) - noise.potential(1, x, y, z - d);
        double curl = (flat ? byY : byY - byZ) / (2 * d);
        squares += curl * curl;
      }
      assertThat(squares / places).isBetween(0.8, 1.25);
    }
  }

  @Test
  void texturesAreCutAndMove() {
    var texture = new NoiseTexture(10, 0, 0.1, 0.75, 1, true, 0);
    var unclamped = new NoiseTexture(10, 0, 0.1, 0.75, 1, false, 0);
    WaveletTile tile = WaveletTile.of(0, SIZE);
    double furthest = 0;
    for (double x = 0; x < 1; x += 0.01) {
      double value = texture.value(tile, x, 0.2, 0.3, 5);
      assertThat(value).isBetween(0.0, 1.0);
      furthest = Math.max(furthest, Math.abs(unclamped.value(tile, x, 0.2, 0.3, 5) - value));
      // Ten steps move it by one coefficient, a tenth of the longest side.
      assertThat(texture.value(tile, x, 0.2, 0.3, 15))
          .isCloseTo(texture.value(tile, x + 0.1, 0.3, 0.4, 5), within(1e-9));
    }
    assertThat(furthest).isGreaterThan(0.1);
    // However far it has come: 2^40 coefficients are whole tiles.
    var fast = new NoiseTexture(10, 0, 1 << 16, 0.75, 1, false, 0);
    assertThat(fast.value(tile, 0.37, 0.2, 0.3, 1 << 24))
        .isEqualTo(fast.value(tile, 0.37, 0.2, 0.3, 0));
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertThatThrownBy(() -> WaveletTile.of(1, 31)).hasMessageContaining("31");
    assertThatThrownBy(() -> new NoiseTexture(0, 0, 0, 0, 1, true, 0))
        .hasMessageContaining("scale: 0.0");
    assertThatThrownBy(() -> new NoiseTexture(5, Double.NaN, 0, 0, 1, true, 0))
        .hasMessageContaining("offset: NaN");
  }
}
