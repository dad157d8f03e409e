package org.perdura.grid.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdura.grid.GridSize;
import org.perdura.grid.ScalarField;
import org.perdura.grid.Slabs;
import org.perdura.grid.render.RayMarcher.Seen;

/** Single rays, against closed forms. */
final class RayMarcherTest {

  private static final Slabs SLABS = new Slabs(2);
  private static final Direction FRONT = Direction.of(0, 0);

  @AfterAll
  static void close() {
    SLABS.close();
  }

  private static ScalarField uniform(GridSize size, double density) {
    var field = new ScalarField(size);
    Arrays.fill(field.values(), (float) density);
    return field;
  }

  /** A ball in the middle; cells that it cuts have their share of it. */
  private static ScalarField ball(int side, double radius, double density) {
    var field = new ScalarField(new GridSize(side, side, side));
    int parts = 4;
    for (int k = 0; k < side; k++) {
      for (int j = 0; j < side; j++) {
        for (int i = 0; i < side; i++) {
          int in = 0;
          for (int p = 0; p < parts * parts * parts; p++) {
            int layer = p / (parts * parts);
            int row = p / parts % parts;
            double x = i + (p % parts + 0.5) / parts - 0.5 * side;
            double y = j + (row + 0.5) / parts - 0.5 * side;
            double z = k + (layer + 0.5) / parts - 0.5 * side;
            in += x * x + y * y + z * z < radius * radius ? 1 : 0;
          }
          field.values()[field.size().index(i, j, k)] =
              (float) (density * in / (parts * parts * parts));
        }
      }
    }
    return field;
  }

  private static RayMarcher marcher(Volume volume, Direction light, double step) {
    return new RayMarcher(
        volume, Shadows.ofSun(volume, light, SLABS), Shadows.ofSky(volume, SLABS), step);
  }

  private static Seen along(
      RayMarcher marcher, Volume volume, double[] from, Direction to, double jitter) {
    var ray = new BlockWalk(volume);
    var seen = new Seen();
    seen.clear();
    if (ray.start(from[0], from[1], from[2], to.x(), to.y(), to.z())) {
      marcher.march(ray, jitter, seen);
    }
    return seen;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 4.3, 9, 13.1, 17.7, 24})
  void aBallLetsThroughWhatItsChordDoes(double impact) {
    double radius = 20;
    double density = 0.7;
    Volume volume = Volume.of(ball(48, radius, density), 4, SLABS);
    RayMarcher marcher = marcher(volume, FRONT, 1);
    double chord = 2 * Math.sqrt(Math.max(0, radius * radius - impact * impact));
    double expected = Math.exp(-4 * density * chord / 48);
    // Around the middle at a distance of the impact parameter, in an oblique direction.
    for (int turn = 0; turn < 8; turn++) {
      Direction to = Direction.of(45 * turn + 17, 30 - 8 * turn);
      Direction aside = Direction.of(45 * turn + 107, 0);
      double[] from = {
        24 + impact * aside.x() - 60 * to.x(),
        24 - 60 * to.y(),
        24 + impact * aside.z() - 60 * to.z()
      };
      double found = along(marcher, volume, from, to, VolumeView.jitter(turn, 5)).transmittance;
      // Close to the rim, chords change within a cell.
      assertThat(found).isCloseTo(expected, within(impact > 15 ? 0.015 : 0.004));
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 0, 0", "-1, 0, 0", "0, 1, 0", "0, -1, 0", "0, 0, 1", "0, 0, -1"})
  void aBoxSeenAlongAnAxisIsExact(double x, double y, double z) {
    var size = new GridSize(13, 31, 8);
    Volume volume = Volume.of(uniform(size, 0.6), 3, SLABS);
    RayMarcher marcher = marcher(volume, FRONT, 1);
    double[] from = {6.2 - 50 * x, 7.7 - 50 * y, 3.1 - 50 * z};
    double length = Math.abs(13 * x + 31 * y + 8 * z) / 31;
    for (double jitter : new double[] {0, 0.3, 0.99}) {
      Seen seen = along(marcher, volume, from, new Direction(x, y, z), jitter);
      assertThat(seen.transmittance).isCloseTo(Math.exp(-3 * 0.6 * length), within(1e-6));
    }
  }

  @Test
  void fromWithinOnlyTheRestIsSeen() {
    Volume volume = Volume.of(uniform(new GridSize(20, 20, 20), 1), 3, SLABS);
    RayMarcher marcher = marcher(volume, FRONT, 1);
    Seen seen = along(marcher, volume, new double[] {5, 9, 9}, new Direction(1, 0, 0), 0.5);
    assertThat(seen.transmittance).isCloseTo(Math.exp(-3 * 0.75), within(1e-6));
    seen = along(marcher, volume, new double[] {-5, 9, 9}, new Direction(-1, 0, 0), 0.5);
    assertThat(seen.transmittance).isEqualTo(1);
  }

  /**
   * Light and eye on the same side of a slab: what is scattered at a depth s has come through s and
   * goes back through s, so that the integral of sigma exp(-2 sigma s) is (1 - exp(-2 sigma L)) /
   * 2.
   */
  @ParameterizedTest
  @ValueSource(doubles = {0.2, 1, 3, 20})
  void aSlabLitFromTheCamerasSide(double thickness) {
    var size = new GridSize(24, 24, 64);
    Volume volume = Volume.of(uniform(size, 1), thickness, SLABS);
    double expected = (1 - Math.exp(-2 * thickness)) / 2;
    for (double step : new double[] {0.25, 1, 2}) {
      RayMarcher marcher = marcher(volume, FRONT, step);
      double[] from = {12, 12, 200};
      Seen seen = along(marcher, volume, from, new Direction(0, 0, -1), 0.5);
      // The light is known from half a cell below the surface on.
      assertThat(seen.sun).isCloseTo(expected, within(thickness / 64 * 0.07 + 0.003));
    }
  }

  /** Light from behind has come through L - s: the integral is sigma L exp(-sigma L). */
  @ParameterizedTest
  @ValueSource(doubles = {0.2, 1, 3})
  void aSlabLitFromBehind(double thickness) {
    Volume volume = Volume.of(uniform(new GridSize(24, 24, 64), 1), thickness, SLABS);
    RayMarcher marcher = marcher(volume, Direction.of(180, 0), 1);
    Seen seen = along(marcher, volume, new double[] {12, 12, 200}, new Direction(0, 0, -1), 0.5);
    assertThat(seen.sun).isCloseTo(thickness * Math.exp(-thickness), within(0.004));
  }

  @Test
  void whatIsScatteredInEvenLightIsWhatIsMissing() {
    Volume volume = Volume.of(ball(40, 15, 0.9), 30, SLABS);
    var even = new Shadows(new GridSize(1, 1, 1), 40, new float[] {1});
    for (double step : new double[] {0.3, 1, 4, 16}) {
      var marcher = new RayMarcher(volume, even, even, step);
      for (double y = 3; y < 20; y += 2.7) {
        Seen seen = along(marcher, volume, new double[] {90, y, 21}, new Direction(-1, 0, 0), 0.4);
        assertThat(seen.sun).isCloseTo(1 - seen.transmittance, within(1e-9));
        assertThat(seen.sky).isEqualTo(seen.sun);
      }
    }
  }

  @Test
  void theStepsLengthChangesNothingInSmoothSmoke() {
    Volume volume = Volume.of(SmoothSmoke.billow(new GridSize(48, 64, 48)), 20, SLABS);
    Direction light = Direction.of(-60, 40);
    RayMarcher fine = marcher(volume, light, 0.125);
    double contrast = 0;
    for (double step : new double[] {0.5, 1}) {
      RayMarcher coarse = marcher(volume, light, step);
      for (int y = 8; y < 60; y += 4) {
        double[] from = {20, y, 100};
        Direction to = new Direction(0.06, 0, -Math.sqrt(1 - 0.06 * 0.06));
        Seen expected = along(fine, volume, from, to, 0.5);
        Seen found = along(coarse, volume, from, to, VolumeView.jitter(y, 3));
        assertThat(found.transmittance).isCloseTo(expected.transmittance, within(0.004));
        assertThat(found.sun).isCloseTo(expected.sun, within(0.006));
        assertThat(found.sky).isCloseTo(expected.sky, within(0.006));
        contrast = Math.max(contrast, expected.sun);
      }
    }
    assertThat(contrast).isGreaterThan(0.3);
  }

  @Test
  void emptyBlocksAreSkippedWithoutLosingAnything() {
    var size = new GridSize(70, 45, 61);
    var field = new ScalarField(size);
    for (int n = 0; n < 60; n++) {
      field.values()[n * 48271 % size.cells()] = 1 + n % 3;
    }
    Volume volume = Volume.of(field, 9, SLABS);
    int blocks = 0;
    for (boolean occupied : volume.occupied()) {
      blocks += occupied ? 1 : 0;
    }
    assertThat(blocks).isBetween(1, volume.occupied().length - 1);
    for (int turn = 0; turn < 200; turn++) {
      Direction to = Direction.of(turn * 37 % 360, turn * 13 % 180 - 89);
      var ray = new BlockWalk(volume);
      boolean through =
          ray.start(35 - 90 * to.x(), 22 - 90 * to.y(), 30 - 90 * to.z(), to.x(), to.y(), to.z());
      assertThat(through).isTrue();
      double found = Shadows.opticalDepth(volume, ray);
      int steps = (int) Math.ceil(ray.far() - ray.near());
      double step = (ray.far() - ray.near()) / steps;
      double sum = 0;
      for (int n = 0; n < steps; n++) {
        double t = ray.near() + (n + 0.5) * step;
        sum +=
            Volume.at(
                field.values(),
                70,
                45,
                61,
                (float) (ray.ox() + t * to.x() - 0.5),
                (float) (ray.oy() + t * to.y() - 0.5),
                (float) (ray.oz() + t * to.z() - 0.5));
      }
      assertThat(found).isCloseTo(sum * step * 9 / 70, within(1e-5));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.6, 0, 0.3, 0.8})
  void thePhaseFunctionLosesNothingAndTurnsByItsMeanCosine(double anisotropy) {
    var medium = new Medium(1, 1, anisotropy);
    double sum = 0;
    double cosines = 0;
    int parts = 20_000;
    for (int n = 0; n < parts; n++) {
      double cosine = (n + 0.5) * 2 / parts - 1;
      sum += medium.phase(cosine) / parts;
      cosines += cosine * medium.phase(cosine) / parts;
    }
    assertThat(sum).isCloseTo(1, within(1e-6)); // the mean over all directions
    assertThat(cosines).isCloseTo(anisotropy, within(1e-6));
  }

  @Test
  void theSkyIsOneWhereNothingHidesItAndDarkInsideThickSmoke() {
    Volume volume = Volume.of(ball(48, 18, 1), 200, SLABS);
    Shadows sky = Shadows.ofSky(volume, SLABS);
    assertThat(sky.light()[sky.size().index(24, 24, 24)]).isLessThan(0.001f);
    assertThat(sky.light()[sky.size().index(24, 42, 24)]).isBetween(0.5f, 0.8f); // half is hidden
    Volume thin = Volume.of(ball(48, 18, 1), 1e-3, SLABS);
    assertThat(Shadows.ofSky(thin, SLABS).light()[thin.size().index(24, 24, 24)])
        .isCloseTo(1, within(0.001f));
  }
}
