package org.perdura.grid.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdura.grid.GridSize;
import org.perdura.grid.ScalarField;
import org.perdura.grid.Slabs;
import org.perdura.grid.picture.Background;
import org.perdura.grid.picture.SmokePicture;

/** Whole pictures. */
final class VolumeViewTest {

  private static final Slabs SLABS = new Slabs(2);
  private static final GridSize BOX = new GridSize(32, 48, 32);

  @AfterAll
  static void close() {
    SLABS.close();
  }

  private static VolumeView view(Camera camera, DirectionalLight light, Background background) {
    return new VolumeView(camera, light, Medium.white(25), background);
  }

  private static VolumeView usual() {
    return view(Camera.USUAL, DirectionalLight.USUAL, Background.DARK);
  }

  /** How bright a part of a picture is on average, 0 to 255. */
  private static double mean(SmokePicture picture, int left, int right) {
    double sum = 0;
    for (int y = 0; y < picture.height(); y++) {
      for (int x = left; x < right; x++) {
        sum += picture.grey(x, y);
      }
    }
    return sum / picture.height() / (right - left);
  }

  private static ScalarField ball(GridSize size, double x, double y, double z, double radius) {
    var field = new ScalarField(size);
    for (int k = 0; k < size.z(); k++) {
      for (int j = 0; j < size.y(); j++) {
        for (int i = 0; i < size.x(); i++) {
          double square =
              Math.pow(i + 0.5 - x * size.x(), 2)
                  + Math.pow(j + 0.5 - y * size.y(), 2)
                  + Math.pow(k + 0.5 - z * size.z(), 2);
          field.values()[size.index(i, j, k)] =
              (float) Math.min(1, Math.max(0, radius - Math.sqrt(square) + 0.5));
        }
      }
    }
    return field;
  }

  @ParameterizedTest
  @EnumSource(Background.class)
  void nothingIsTheBackground(Background background) {
    var empty = new ScalarField(BOX);
    Arrays.fill(empty.values(), -0.5f); // less than none is none
    byte[] rgb = view(Camera.USUAL, DirectionalLight.USUAL, background).draw(empty, SLABS).rgb();
    var expected = new byte[rgb.length];
    Arrays.fill(expected, (byte) (background == Background.DARK ? 0 : 255));
    assertThat(rgb).containsExactly(expected);
  }

  /** Black smoke before white: the picture is the transmittance. */
  @Test
  void aBallHidesTheBackgroundByItsChord() {
    int side = 64;
    double radius = 24;
    ScalarField ball = ball(new GridSize(side, side, side), 0.5, 0.5, 0.5, radius);
    double distance = 5;
    var camera = new Camera(30, 20, OptionalDouble.of(distance), 14);
    var view =
        new VolumeView(camera, DirectionalLight.USUAL, new Medium(2.5, 0, 0), Background.LIGHT);
    int width = 90;
    int height = 60;
    SmokePicture picture = view.draw(ball, width, height, SLABS);
    double perPixel = 2 * Math.tan(Math.toRadians(7)) / height;
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        double aside = perPixel * Math.hypot(column + 0.5 - 0.5 * width, row + 0.5 - 0.5 * height);
        double impact = distance * side * aside / Math.sqrt(1 + aside * aside); // of the ray
        double chord = 2 * Math.sqrt(Math.max(0, radius * radius - impact * impact));
        double expected = Math.exp(-2.5 * chord / side);
        double found = Srgb.decode(picture.grey(column, row));
        // At the rim the ball is as soft as its cells.
        assertThat(found).isCloseTo(expected, within(impact > radius - 2 ? 0.18 : 0.02));
      }
    }
  }

  @Test
  void theSameOnAnyNumberOfThreads() {
    ScalarField smoke = SmoothSmoke.billow(BOX);
    byte[] expected = usual().draw(smoke, 61, 47, SLABS).rgb();
    for (int threads : new int[] {1, 3}) {
      try (var slabs = new Slabs(threads)) {
        assertThat(usual().draw(smoke, 61, 47, slabs).rgb()).containsExactly(expected);
      }
    }
  }

  @Test
  void coarseAndFineLookTheSame() {
    SmokePicture fine = usual().draw(SmoothSmoke.billow(BOX.times(3)), 120, 120, SLABS);
    SmokePicture coarse = usual().draw(SmoothSmoke.billow(BOX), 120, 120, SLABS);
    double difference = 0;
    for (int n = 0; n < fine.rgb().length; n++) {
      difference += Math.abs((fine.rgb()[n] & 0xff) - (coarse.rgb()[n] & 0xff));
    }
    assertThat(difference / fine.rgb().length).isLessThan(1);
    assertThat(mean(fine, 40, 80)).isGreaterThan(60);
  }

  @Test
  void theSideTowardsTheLightIsBrighter() {
    ScalarField ball = ball(BOX, 0.5, 0.5, 0.5, 12);
    for (int side : new int[] {-1, 1}) {
      var light = new DirectionalLight(80 * side, 10, 2);
      SmokePicture picture =
          view(Camera.at(0, 0), light, Background.DARK).draw(ball, 80, 80, SLABS);
      double left = mean(picture, 0, 40);
      double right = mean(picture, 40, 80);
      assertThat(side < 0 ? left / right : right / left).isGreaterThan(1.3);
    }
    // The light stays where it is when the camera goes around.
    var light = new DirectionalLight(-80, 10, 2);
    SmokePicture behind = view(Camera.at(180, 0), light, Background.DARK).draw(ball, 80, 80, SLABS);
    assertThat(mean(behind, 40, 80) / mean(behind, 0, 40)).isGreaterThan(1.3);
  }

  /** Thin smoke, so that the phase function alone makes the difference. */
  @ParameterizedTest
  @CsvSource({"0.5, 180, 0", "-0.5, 0, 180"})
  void forwardScatteringIsBrighterAgainstTheLight(double anisotropy, int brighter, int darker) {
    ScalarField ball = ball(BOX, 0.5, 0.5, 0.5, 12);
    var medium = new Medium(0.2, 1, anisotropy);
    var light = new DirectionalLight(0, 0, 4);
    double[] means = new double[2];
    for (int n = 0; n < 2; n++) {
      var camera = new Camera(n == 0 ? brighter : darker, 0, OptionalDouble.of(9), 1);
      var view = new VolumeView(camera, light, medium, Background.DARK);
      means[n] = Srgb.decode(view.draw(ball, 3, 3, SLABS).grey(1, 1));
    }
    // Straight on and straight back: ((1 + 0.5) / (1 - 0.5)) ^ 3, but for sky, steps and shadows.
    assertThat(means[0] / means[1]).isBetween(10.0, 27.0);
  }

  @Test
  void oneCloudIsInTheOthersShadow() {
    ScalarField two = ball(BOX, 0.5, 0.3, 0.5, 7);
    ScalarField above = ball(BOX, 0.5, 0.75, 0.5, 9);
    ScalarField alone = two.copy();
    for (int n = 0; n < two.values().length; n++) {
      two.values()[n] += above.values()[n];
    }
    var view = view(Camera.at(0, 0), new DirectionalLight(0, 80, 2), Background.DARK);
    SmokePicture shaded = view.draw(two, 60, 60, SLABS);
    SmokePicture lit = view.draw(alone, 60, 60, SLABS);
    int row = 36; // of the lower cloud's middle
    assertThat(shaded.grey(30, row)).isLessThan(lit.grey(30, row) * 7 / 10);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0.2, 0.8, 0.5, -1, 1",
    "90, 0, 0.5, 0.8, 0.2, 1, 1", // from the right: z to the left
    "-90, 0, 0.5, 0.8, 0.2, -1, 1", // from the left: z to the right
    "180, 0, 0.2, 0.5, 0.5, 1, 0",
    "0, 90, 0.2, 0.5, 0.8, -1, -1", // from above: z downwards
    "0, -90, 0.2, 0.5, 0.8, -1, 1"
  })
  void theCameraStandsWhereItIsTold(
      double azimuth, double elevation, double x, double y, double z, int right, int up) {
    ScalarField ball = ball(new GridSize(30, 30, 30), x, y, z, 4);
    SmokePicture picture =
        view(Camera.at(azimuth, elevation), DirectionalLight.USUAL, Background.DARK)
            .draw(ball, 60, 60, SLABS);
    double sum = 0;
    double aside = 0;
    double above = 0;
    for (int row = 0; row < 60; row++) {
      for (int column = 0; column < 60; column++) {
        sum += picture.grey(column, row);
        aside += picture.grey(column, row) * (column - 29.5);
        above += picture.grey(column, row) * (29.5 - row);
      }
    }
    assertThat(Math.round(aside / sum / 12)).isEqualTo(right);
    assertThat(Math.round(above / sum / 12)).isEqualTo(up);
  }

  /** Soot in all of the box: no pixel at the picture's border, and many close to it. */
  @ParameterizedTest
  @CsvSource({"0, 0", "25, 10", "45, -40", "120, 90"})
  void theWholeDomainIsSeenFromAllAround(double azimuth, double elevation) {
    var full = new ScalarField(BOX);
    Arrays.fill(full.values(), 1);
    for (int[] size : new int[][] {{90, 60}, {40, 80}}) {
      SmokePicture picture =
          new VolumeView(
                  Camera.at(azimuth, elevation),
                  DirectionalLight.USUAL,
                  new Medium(50, 0, 0),
                  Background.LIGHT)
              .draw(full, size[0], size[1], SLABS);
      int dark = 0;
      for (int y = 0; y < size[1]; y++) {
        for (int x = 0; x < size[0]; x++) {
          boolean border = x == 0 || y == 0 || x == size[0] - 1 || y == size[1] - 1;
          boolean hidden = picture.grey(x, y) < 255;
          assertThat(border && hidden).isFalse();
          dark += hidden ? 1 : 0;
        }
      }
      assertThat(dark).isGreaterThan(size[0] * size[1] / 8);
    }
  }

  @Test
  void afterAFullTurnThePictureIsTheFirst() {
    ScalarField smoke = SmoothSmoke.billow(BOX);
    SmokePicture first = usual().draw(smoke, 40, 40, SLABS);
    for (double degrees : new double[] {360, 720, 180}) {
      var turned = view(Camera.USUAL.turned(degrees), DirectionalLight.USUAL, Background.DARK);
      boolean same = Arrays.equals(first.rgb(), turned.draw(smoke, 40, 40, SLABS).rgb());
      assertThat(same).isEqualTo(degrees != 180);
    }
  }

  @Test
  void strongLightIsWhiteAndThereIsNoneWithoutAlbedo() {
    ScalarField ball = ball(BOX, 0.5, 0.5, 0.5, 14);
    var strong = new DirectionalLight(0, 0, 50);
    SmokePicture white = view(Camera.at(0, 0), strong, Background.DARK).draw(ball, 30, 30, SLABS);
    assertThat(white.grey(15, 15)).isEqualTo(255);
    var black = new VolumeView(Camera.at(0, 0), strong, new Medium(25, 0, 0), Background.DARK);
    assertThat(black.draw(ball, 30, 30, SLABS).rgb()).containsOnly(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1x1x2", "2x1x3", "1x40x3"})
  void thinGridsAreDrawn(String sides) {
    int[] side = Arrays.stream(sides.split("x")).mapToInt(Integer::parseInt).toArray();
    var field = new ScalarField(new GridSize(side[0], side[1], side[2]));
    Arrays.fill(field.values(), 0.1f);
    SmokePicture picture = usual().draw(field, 40, 40, SLABS);
    assertThat(mean(picture, 0, 40)).isGreaterThan(1);
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThatThrownBy(() -> usual().draw(new ScalarField(GridSize.flat(4, 4)), SLABS))
        .hasMessage("a density of 4x4: must be solid");
    assertThatThrownBy(() -> Camera.at(0, 91))
        .hasMessage("an elevation of 91.0 degrees: must be from -90 to 90");
    assertThatThrownBy(() -> Camera.at(Double.NaN, 0))
        .hasMessage("an azimuth of NaN degrees: must be from -360 to 360");
    assertThatThrownBy(() -> new Camera(0, 0, OptionalDouble.of(0), 30))
        .hasMessage("a distance of 0.0 longest sides: must be above 0 and at most 1000");
    assertThatThrownBy(() -> new Camera(0, 0, OptionalDouble.empty(), 180))
        .hasMessage("a field of view of 180.0 degrees: must be from 1 to 150");
    assertThatThrownBy(() -> new DirectionalLight(0, 0, -1))
        .hasMessage("a light of strength -1.0: must be from 0 to 100");
    assertThatThrownBy(() -> new Medium(0, 1, 0)).hasMessage("absorption 0.0: must be above 0");
    assertThatThrownBy(() -> new Medium(1, 1.5, 0)).hasMessage("albedo 1.5: must be from 0 to 1");
    assertThatThrownBy(() -> new Medium(1, 1, 1))
        .hasMessage("anisotropy 1.0: must be within -1 and 1");
  }

  @Test
  void bytesAreSrgb() {
    assertThat(Srgb.encode(0.2140)).isBetween(127, 128);
    assertThat(Srgb.encode(0.18)).isEqualTo(118);
    for (int value = 0; value < 256; value++) {
      assertThat(Srgb.encode(Srgb.decode(value))).isEqualTo(value);
    }
    assertThat(Srgb.decode(188)).isCloseTo(0.5029, within(1e-4));
  }
}
