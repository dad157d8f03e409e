package org.perdura.metrics.smoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdura.grid.GridSize;
import org.perdura.grid.Interpolation;
import org.perdura.grid.Resampling;
import org.perdura.grid.ScalarField;
import org.perdura.grid.Slabs;
import org.perdura.grid.VectorField;
import org.perdura.grid.VectorField.Placement;
import org.perdura.grid.io.GridFiles;

class SmokeQualityTest {

  private static final int FACTOR = 4;
  private static final GridSize SOLID = new GridSize(24, 16, 20);
  private static final Slabs SLABS = new Slabs(2);

  private final SmokeQuality quality =
      new SmokeQuality(EnumSet.allOf(SmokeMetric.class), FACTOR, SLABS);

  @AfterAll
  static void close() {
    SLABS.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"flat", "solid"})
  void allFiguresAgreeWithScipy(String kind) throws IOException {
    Map<SmokeMetric, Double> figures =
        quality.ofStep(
            GridFiles.readScalar(fixture(kind + "_result_0.npz")),
            GridFiles.readScalar(fixture(kind + "_result_1.npz")),
            GridFiles.readScalar(fixture(kind + "_truth_0.npz")),
            GridFiles.readScalar(fixture(kind + "_truth_1.npz")),
            GridFiles.readVector(fixture(kind + "_velocity_0.npz")));

    var expected = new Properties();
    try (var in = getClass().getResourceAsStream("figures.properties")) {
      expected.load(in);
    }
    for (SmokeMetric metric : SmokeMetric.values()) {
      double value = Double.parseDouble(expected.getProperty(kind + "." + metric.key()));
      assertThat(figures.get(metric)).as(metric.key()).isCloseTo(value, within(2e-5 * value));
    }
  }

  private static Path fixture(String name) {
    return Path.of("src/test/resources/org/perdura/metrics/smoke", name);
  }

  @ParameterizedTest
  @CsvSource({"32, 24, 1", "16, 12, 20"})
  void theTruthItselfIsPerfect(int x, int y, int z) {
    ScalarField truth = MadeUpSmoke.noise(new GridSize(x, y, z), 3);

    assertThat(quality.ofFrame(truth, truth))
        .containsEntry(SmokeMetric.PSNR, Double.POSITIVE_INFINITY)
        .containsEntry(SmokeMetric.FINE_ERROR, 0.0)
        .containsEntry(SmokeMetric.MASS_ERROR, 0.0)
        .containsEntry(SmokeMetric.GRADIENT_RATIO, 1.0)
        .containsEntry(SmokeMetric.SPECTRUM_ERROR, 0.0)
        .containsEntry(SmokeMetric.SPECTRUM_ERROR_FINE, 0.0);
    assertThat(quality.ofFrame(truth, truth).get(SmokeMetric.SSIM)).isCloseTo(1, within(1e-9));
  }

  @Test
  void aCubicUpsamplingHasNoneOfTheDetailAndDetailElsewhereIsWorse() {
    ScalarField truth = MadeUpSmoke.noise(SOLID, 3);
    ScalarField low = Resampling.down(truth, FACTOR, SLABS);
    ScalarField cubic = Resampling.up(low, FACTOR, Interpolation.CUBIC, SLABS);
    ScalarField otherFine = FinePart.of(MadeUpSmoke.noise(SOLID, 4), FACTOR, SLABS);
    ScalarField wrong = MadeUpSmoke.sum(cubic, otherFine);

    Map<SmokeMetric, Double> ofCubic = quality.ofFrame(cubic, truth);
    assertThat(ofCubic.get(SmokeMetric.FINE_ERROR)).isCloseTo(1, within(0.05));
    assertThat(ofCubic.get(SmokeMetric.GRADIENT_RATIO)).isLessThan(0.5);
    assertThat(ofCubic.get(SmokeMetric.SPECTRUM_ERROR_FINE)).isGreaterThan(1);
    Map<SmokeMetric, Double> ofWrong = quality.ofFrame(wrong, truth);
    assertThat(ofWrong.get(SmokeMetric.FINE_ERROR)).isCloseTo(2, within(0.1));
    // The spectrum is fooled, which is why the fine part's error is counted.
    assertThat(ofWrong.get(SmokeMetric.SPECTRUM_ERROR_FINE)).isLessThan(0.1);
  }

  @Test
  void whatDoesNotChangeTheChangeDoesNotChangeTheTemporalError() {
    ScalarField before = MadeUpSmoke.noise(SOLID, 5);
    ScalarField now = MadeUpSmoke.noise(SOLID, 6);
    ScalarField still = MadeUpSmoke.noise(SOLID, 7);

    var same =
        quality.ofStep(
            MadeUpSmoke.sum(before, still), MadeUpSmoke.sum(now, still), before, now, null);
    assertThat(same.get(SmokeMetric.TEMPORAL_ERROR)).isCloseTo(0, within(1e-4));
    assertThat(same.get(SmokeMetric.COHERENCE_FINE)).isNaN();
    assertThat(same.get(SmokeMetric.TEMPORAL_ERROR_ADVECTED)).isNaN();

    // A flash: a tenth more everywhere, in one frame.
    ScalarField flash = new ScalarField(SOLID);
    Arrays.fill(flash.values(), 0.1f);
    var flashed = quality.ofStep(before, MadeUpSmoke.sum(now, flash), before, now, null);
    assertThat(flashed.get(SmokeMetric.TEMPORAL_ERROR)).isCloseTo(10, within(1e-3));
    var flashedTruth = quality.ofStep(before, now, before, MadeUpSmoke.sum(now, flash), null);
    assertThat(flashedTruth.get(SmokeMetric.TEMPORAL_ERROR)).isCloseTo(10, within(1e-3));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void whatTheVelocityCarriesIsCoherent(int factor) {
    // A low-res cell per step is four high-res ones: the fine part moves along with its grid.
    var size = new GridSize(48, 16, 20); // wide enough for nothing to come from beyond the border
    var velocity = new VectorField(size.over(factor), Placement.FACES);
    Arrays.fill(velocity.x(), 4f / factor);
    ScalarField before = MadeUpSmoke.blob(size, 8, 22, 8, 10);
    ScalarField now = MadeUpSmoke.blob(size, 8, 26, 8, 10);

    var carried = quality.ofStep(before, now, before, before, velocity);
    assertThat(carried.get(SmokeMetric.COHERENCE_FINE)).isCloseTo(0, within(1e-5));
    assertThat(carried.get(SmokeMetric.TEMPORAL_ERROR)).isGreaterThan(0.1);
    var stuck = quality.ofStep(before, before, before, now, velocity);
    assertThat(stuck.get(SmokeMetric.COHERENCE_FINE)).isGreaterThan(0.5);
    var both = quality.ofStep(before, now, before, now, velocity);
    assertThat(both.get(SmokeMetric.TEMPORAL_ERROR_ADVECTED)).isZero();
  }

  @Test
  void moreOrLessSmokeIsAMassErrorAndNoSmokeHasNone() {
    ScalarField truth = MadeUpSmoke.noise(SOLID, 9);
    var figures = quality.ofFrame(MadeUpSmoke.scaled(truth, 1.25f), truth);
    assertThat(figures.get(SmokeMetric.MASS_ERROR)).isCloseTo(0.25, within(1e-5));
    assertThat(figures.get(SmokeMetric.GRADIENT_RATIO)).isCloseTo(1.25, within(1e-5));
    // 1.25^2 in power at every wave number.
    assertThat(figures.get(SmokeMetric.SPECTRUM_ERROR))
        .isCloseTo(2 * Math.log10(1.25), within(1e-4));

    var empty = new ScalarField(SOLID);
    assertThat(quality.ofFrame(truth, empty))
        .containsEntry(SmokeMetric.MASS_ERROR, Double.NaN)
        .containsEntry(SmokeMetric.FINE_ERROR, Double.NaN)
        .containsEntry(SmokeMetric.GRADIENT_RATIO, Double.NaN)
        .containsEntry(SmokeMetric.SPECTRUM_ERROR, Double.NaN);
    assertThat(quality.ofFrame(empty, empty))
        .containsEntry(SmokeMetric.SSIM, 1.0)
        .containsEntry(SmokeMetric.SSIM_OCCUPIED, Double.NaN);
    assertThat(quality.ofFrame(empty, truth).get(SmokeMetric.SPECTRUM_ERROR)).isFinite();
  }

  @Test
  void emptyCellsDoNotFlatterTheOccupiedOnes() {
    var size = new GridSize(40, 40, 1);
    ScalarField truth = MadeUpSmoke.blob(size, 5, 12, 12, 0);
    ScalarField result = MadeUpSmoke.blob(size, 5, 14, 13, 0);
    var figures = quality.ofFrame(result, truth);
    assertThat(figures.get(SmokeMetric.SSIM_OCCUPIED))
        .isLessThan(figures.get(SmokeMetric.SSIM) - 0.05);
  }

  @Test
  void threadsChangeNothing() {
    ScalarField truth = MadeUpSmoke.noise(SOLID, 1);
    ScalarField result = MadeUpSmoke.noise(SOLID, 2);
    try (var one = new Slabs(1);
        var three = new Slabs(3)) {
      var all = EnumSet.allOf(SmokeMetric.class);
      assertThat(new SmokeQuality(all, FACTOR, one).ofFrame(result, truth))
          .isEqualTo(new SmokeQuality(all, FACTOR, three).ofFrame(result, truth));
    }
  }
}
