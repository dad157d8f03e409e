package org.perdura.grid.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.perdura.grid.GridSize;
import org.perdura.grid.Interpolation;
import org.perdura.grid.Resampling;
import org.perdura.grid.ScalarField;
import org.perdura.grid.Slabs;

final class SmokeViewTest {

  private static final Slabs SLABS = new Slabs(2);

  @AfterAll
  static void close() {
    SLABS.close();
  }

  private static SmokeView light(ViewAxis axis) {
    return new LightView(axis, LightView.USUAL_ABSORPTION, Background.DARK);
  }

  private static ScalarField uniform(GridSize size, double density) {
    var field = new ScalarField(size);
    Arrays.fill(field.values(), (float) density);
    return field;
  }

  /** A ball of smoke of radius 0.1 of the longest side with a soft edge, at a place of the box. */
  private static ScalarField puff(GridSize size, double x, double y, double z) {
    var field = new ScalarField(size);
    double longest = size.longest();
    for (int k = 0; k < size.z(); k++) {
      for (int j = 0; j < size.y(); j++) {
        for (int i = 0; i < size.x(); i++) {
          double dx = (i + 0.5 - x * size.x()) / longest;
          double dy = (j + 0.5 - y * size.y()) / longest;
          double dz = size.isFlat() ? 0 : (k + 0.5 - z * size.z()) / longest;
          double square = (dx * dx + dy * dy + dz * dz) / (0.1 * 0.1);
          field.values()[size.index(i, j, k)] = (float) Math.exp(-square);
        }
      }
    }
    return field;
  }

  /** Where the smoke is, as parts of the picture from its upper left corner. */
  private static double[] middle(SmokePicture picture) {
    double sum = 0;
    double x = 0;
    double y = 0;
    for (int row = 0; row < picture.height(); row++) {
      for (int column = 0; column < picture.width(); column++) {
        int grey = picture.grey(column, row);
        sum += grey;
        x += grey * (column + 0.5);
        y += grey * (row + 0.5);
      }
    }
    return new double[] {x / sum / picture.width(), y / sum / picture.height()};
  }

  @ParameterizedTest
  @CsvSource({"X, 0.1", "Y, 0.05", "Z, 0.02", "Z, 1", "Z, 0"})
  void lightThroughASlabIsAsBeerAndLambertSay(ViewAxis axis, double density) {
    var size = new GridSize(8, 16, 12);
    double length = axis.depth(size) / 16.0;
    double hidden = 1 - Math.exp(-5 * density * length);
    for (Background background : Background.values()) {
      var view = new LightView(axis, 5, background);
      SmokePicture picture = view.draw(uniform(size, density), SLABS);
      double expected = background == Background.DARK ? 255 * hidden : 255 - 255 * hidden;
      for (int y = 0; y < picture.height(); y++) {
        for (int x = 0; x < picture.width(); x++) {
          assertThat((double) picture.grey(x, y)).isCloseTo(expected, within(0.501));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(ViewAxis.class)
  void coarseAndFineLookTheSame(ViewAxis axis) {
    ScalarField coarse = puff(new GridSize(24, 40, 32), 0.4, 0.6, 0.5);
    ScalarField fine = puff(new GridSize(72, 120, 96), 0.4, 0.6, 0.5);
    for (SmokeView view : new SmokeView[] {light(axis), new SliceView(axis, Background.LIGHT)}) {
      SmokePicture expected = view.draw(fine, SLABS);
      SmokePicture found = view.draw(coarse, expected.width(), expected.height(), SLABS);
      int contrast = 0;
      for (int y = 0; y < found.height(); y++) {
        for (int x = 0; x < found.width(); x++) {
          assertThat(found.grey(x, y)).isCloseTo(expected.grey(x, y), within(4));
          contrast = Math.max(contrast, Math.abs(expected.grey(x, y) - expected.grey(0, 0)));
        }
      }
      assertThat(contrast).isGreaterThan(90);
    }
  }

  @Test
  void upIsUp() {
    ScalarField flat = puff(GridSize.flat(20, 30), 0.2, 0.9, 0);
    SmokePicture picture = new FlatView(Background.DARK).draw(flat, 40, 60, SLABS);
    assertThat(middle(picture)[0]).isCloseTo(0.2, within(0.05));
    assertThat(middle(picture)[1]).isCloseTo(0.1, within(0.05));
  }

  @ParameterizedTest
  @CsvSource({"X, 0.7, 0.2", "Y, 0.3, 0.7", "Z, 0.3, 0.2"})
  void solidSmokeIsSeenFromTheLeftAboveAndTheFront(ViewAxis axis, double x, double y) {
    ScalarField solid = puff(new GridSize(32, 32, 32), 0.3, 0.8, 0.7);
    double[] middle = middle(light(axis).draw(solid, 64, 64, SLABS));
    assertThat(middle[0]).isCloseTo(x, within(0.03));
    assertThat(middle[1]).isCloseTo(y, within(0.03));
  }

  @Test
  void theSliceIsTheMiddleOne() {
    var even = new ScalarField(new GridSize(2, 2, 4));
    Arrays.fill(even.values(), 4, 8, 0.2f);
    Arrays.fill(even.values(), 8, 12, 0.4f);
    var odd = new ScalarField(new GridSize(2, 2, 3));
    Arrays.fill(odd.values(), 4, 8, 0.6f);
    var view = new SliceView(ViewAxis.Z, Background.DARK);
    assertThat(view.draw(even, SLABS).grey(1, 0)).isEqualTo(Math.round(0.3f * 255));
    assertThat(view.draw(odd, SLABS).grey(0, 1)).isEqualTo(Math.round(0.6f * 255));
  }

  @Test
  void valuesBeyondAreCutAndNegativeSmokeHidesNothing() {
    var field = new ScalarField(GridSize.flat(3, 1), new float[] {-1, 0.5f, 2});
    SmokePicture picture = new FlatView(Background.LIGHT).draw(field, SLABS);
    assertThat(picture.grey(0, 0)).isEqualTo(255);
    assertThat(picture.grey(1, 0)).isBetween(127, 128);
    assertThat(picture.grey(2, 0)).isZero();
    var solid = new ScalarField(new GridSize(1, 1, 2), new float[] {-9, 1});
    assertThat(light(ViewAxis.Z).draw(solid, SLABS).grey(0, 0))
        .isEqualTo(255); // exp(-8) is left of the background
  }

  @Test
  void sizesInBetweenAreSampled() {
    ScalarField ramp = new ScalarField(GridSize.flat(10, 4));
    for (int i = 0; i < ramp.values().length; i++) {
      ramp.values()[i] = (i % 10 + 0.5f) / 10;
    }
    for (int width : new int[] {25, 7}) {
      var to = GridSize.flat(width, 9);
      ScalarField resampled = Resampling.to(ramp, to, Interpolation.CUBIC, SLABS);
      for (int i = width / 5 + 1; i < width - width / 5 - 1; i++) {
        assertThat(resampled.at(i, 4, 0)).isCloseTo((i + 0.5f) / width, within(1e-5f));
      }
    }
    assertThat(Resampling.to(ramp, GridSize.flat(30, 12), Interpolation.CUBIC, SLABS).values())
        .containsExactly(Resampling.up(ramp, 3, Interpolation.CUBIC, SLABS).values());
    assertThatThrownBy(() -> Resampling.to(ramp, new GridSize(4, 4, 4), Interpolation.CUBIC, SLABS))
        .hasMessage("a grid of 10x4 to 4x4x4: must have as many dimensions");
  }

  @Test
  void theSameOnAnyNumberOfThreads() {
    ScalarField solid = puff(new GridSize(20, 30, 10), 0.3, 0.8, 0.7);
    try (var one = new Slabs(1)) {
      assertThat(light(ViewAxis.Y).draw(solid, 50, 25, SLABS).rgb())
          .containsExactly(light(ViewAxis.Y).draw(solid, 50, 25, one).rgb());
    }
  }

  @Test
  void momentsAreSpreadFromTheFirstToTheLast() {
    assertThat(Moments.spread(10, 4)).containsExactly(0, 3, 6, 9);
    assertThat(Moments.spread(2, 4)).containsExactly(0, 1);
    assertThat(Moments.spread(9, 1)).containsExactly(0);
  }
}
