package org.perdura.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdura.grid.VectorField.Placement;

/** What resampling must keep, whatever its filters are. */
final class ResamplingTest {

  private static final Offset<Float> TINY = within(2e-4f);

  private final Slabs slabs = new Slabs(1);

  /** A function of the place, in cells. */
  private interface Shape {
    double at(double x, double y, double z);
  }

  private static final Shape RAMP = (x, y, z) -> 0.5 * x - 0.25 * y + 0.125 * z + 1;
  private static final Shape QUADRATIC =
      (x, y, z) -> 0.01 * (x - 5) * (x - 3) + 0.02 * y * y - 0.03 * z * z + 0.01 * x * y * z;

  private static float[] values(GridSize size, int staggered, double cell, Shape shape) {
    var values = new float[size.cells()];
    for (int k = 0; k < size.z(); k++) {
      for (int j = 0; j < size.y(); j++) {
        for (int i = 0; i < size.x(); i++) {
          double x = (i + (staggered == 0 ? 0 : 0.5)) * cell;
          double y = (j + (staggered == 1 ? 0 : 0.5)) * cell;
          double z = (k + (staggered == 2 ? 0 : 0.5)) * cell;
          values[size.index(i, j, k)] = (float) shape.at(x, y, size.isFlat() ? 0 : z);
        }
      }
    }
    return values;
  }

  /**
   * @param cell its length in the unit of the shape
   */
  private static ScalarField scalar(GridSize size, double cell, Shape shape) {
    return new ScalarField(size, values(size, -1, cell, shape));
  }

  /** Each component has the shape, times what a cell is in the shape's unit of speed. */
  private static VectorField faces(GridSize size, double cell, Shape shape) {
    var components = new float[3][];
    for (int c = 0; c < 3; c++) {
      components[c] = values(size, c, cell, (x, y, z) -> shape.at(x, y, z) / cell);
    }
    return new VectorField(size, Placement.FACES, components[0], components[1], components[2]);
  }

  private static void assertEqualInside(GridSize size, float[] is, float[] should, int margin) {
    int marginZ = size.isFlat() ? 0 : margin;
    for (int k = marginZ; k < size.z() - marginZ; k++) {
      for (int j = margin; j < size.y() - margin; j++) {
        for (int i = margin; i < size.x() - margin; i++) {
          int at = size.index(i, j, k);
          assertThat(is[at]).as("cell %d %d %d", i, j, k).isCloseTo(should[at], TINY);
        }
      }
    }
  }

  private static void assertEqualInside(VectorField is, VectorField should, int margin) {
    assertThat(is.size()).isEqualTo(should.size());
    assertThat(is.placement()).isEqualTo(should.placement());
    for (int c = 0; c < is.size().dimensions(); c++) {
      assertEqualInside(is.size(), is.component(c), should.component(c), margin);
    }
  }

  @ParameterizedTest
  @CsvSource({"1,2", "1,4", "1,3", "8,2", "8,4", "8,3"})
  void aRampStaysTheRampWhenMadeCoarser(int layers, int factor) {
    var low = new GridSize(9, 8, layers);
    GridSize high = low.times(factor);
    // A blur reaches 3 sigma, less than a low-res cell.
    ScalarField made = Resampling.down(scalar(high, 1.0 / factor, RAMP), factor, slabs);
    assertThat(made.size()).isEqualTo(low);
    assertEqualInside(low, made.values(), scalar(low, 1, RAMP).values(), 2);
    VectorField velocity = Resampling.down(faces(high, 1.0 / factor, RAMP), factor, slabs);
    assertEqualInside(velocity, faces(low, 1, RAMP), 2);
  }

  @ParameterizedTest
  @CsvSource({"1,2", "1,4", "1,3", "8,2", "8,4", "8,3"})
  void aRampStaysTheRampWhenMadeFiner(int layers, int factor) {
    var low = new GridSize(9, 8, layers);
    GridSize high = low.times(factor);
    for (Interpolation how : Interpolation.values()) {
      ScalarField made = Resampling.up(scalar(low, 1, RAMP), factor, how, slabs);
      assertThat(made.size()).isEqualTo(high);
      float[] ramp = scalar(high, 1.0 / factor, RAMP).values();
      assertEqualInside(high, made.values(), ramp, 2 * factor);
      VectorField velocity = Resampling.up(faces(low, 1, RAMP), factor, how, slabs);
      assertEqualInside(velocity, faces(high, 1.0 / factor, RAMP), 2 * factor);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7})
  void cubicInterpolationReproducesQuadratics(int layers) {
    var low = new GridSize(8, 9, layers);
    ScalarField made = Resampling.up(scalar(low, 1, QUADRATIC), 4, Interpolation.CUBIC, slabs);
    assertEqualInside(made.size(), made.values(), scalar(made.size(), 0.25, QUADRATIC).values(), 8);
    VectorField velocity = Resampling.up(faces(low, 1, QUADRATIC), 4, Interpolation.CUBIC, slabs);
    assertEqualInside(velocity, faces(made.size(), 0.25, QUADRATIC), 8);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 6})
  void constantsStay(int layers) {
    var size = new GridSize(8, 4, layers);
    ScalarField field = scalar(size, 1, (x, y, z) -> 3);
    for (Interpolation how : Interpolation.values()) {
      assertThat(Resampling.up(field, 3, how, slabs).values())
          .containsOnly(new float[] {3}, PRECISE);
      assertThat(Sampling.at(field, how, 0.01, 3.99, 2.2)).isCloseTo(3, PRECISE);
    }
    assertThat(Resampling.down(field, 2, slabs).values()).containsOnly(new float[] {3}, PRECISE);
    assertThat(Resampling.blur(field, 1.7, slabs).values()).containsOnly(new float[] {3}, PRECISE);
  }

  private static final Offset<Float> PRECISE = within(2e-6f);

  @ParameterizedTest
  @EnumSource(Interpolation.class)
  void samplesAreAtTheirPlaces(Interpolation how) {
    var random = new Random(3);
    for (int layers : new int[] {1, 5}) {
      var size = new GridSize(6, 7, layers);
      ScalarField field = scalar(size, 1, (x, y, z) -> random.nextDouble());
      VectorField velocity = faces(size, 1, (x, y, z) -> random.nextDouble());
      var vector = new float[3];
      for (int k = 0; k < layers; k++) {
        for (int j = 0; j < 7; j++) {
          for (int i = 0; i < 6; i++) {
            int at = size.index(i, j, k);
            assertThat(Sampling.at(field, how, i + 0.5, j + 0.5, k + 0.5))
                .isEqualTo(field.values()[at]);
            Sampling.at(velocity, how, i, j + 0.5, k + 0.5, vector);
            assertThat(vector[0]).isEqualTo(velocity.x()[at]);
            Sampling.at(velocity, how, i + 0.5, j, k + 0.5, vector);
            assertThat(vector[1]).isEqualTo(velocity.y()[at]);
            Sampling.at(velocity, how, i + 0.5, j + 0.5, k, vector);
            assertThat(vector[2]).isEqualTo(velocity.z()[at]);
          }
        }
      }
    }
  }

  @Test
  void samplingReproducesRampsAndQuadratics() {
    var random = new Random(5);
    for (int layers : new int[] {1, 9}) {
      var size = new GridSize(8, 9, layers);
      for (int n = 0; n < 200; n++) {
        double x = 2.5 + 3 * random.nextDouble();
        double y = 2.5 + 4 * random.nextDouble();
        double z = layers == 1 ? 0 : 2.5 + 4 * random.nextDouble();
        assertThat(Sampling.at(scalar(size, 1, RAMP), Interpolation.LINEAR, x, y, z))
            .isCloseTo((float) RAMP.at(x, y, z), TINY);
        assertThat(Sampling.at(scalar(size, 1, QUADRATIC), Interpolation.CUBIC, x, y, z))
            .isCloseTo((float) QUADRATIC.at(x, y, z), TINY);
        var vector = new float[3];
        Sampling.at(faces(size, 1, QUADRATIC), Interpolation.CUBIC, x, y, z, vector);
        for (int c = 0; c < size.dimensions(); c++) {
          assertThat(vector[c]).isCloseTo((float) QUADRATIC.at(x, y, z), TINY);
        }
      }
    }
  }

  @Test
  void outsideTheOutermostValuesGoOn() {
    ScalarField field = scalar(GridSize.flat(4, 3), 1, (x, y, z) -> 10 * x + y);
    for (Interpolation how : Interpolation.values()) {
      assertThat(Sampling.at(field, how, -100, 1.5, 0)).isEqualTo(field.at(0, 1, 0));
      assertThat(Sampling.at(field, how, 3e9, 1.5, 0)).isEqualTo(field.at(3, 1, 0));
    }
  }

  @Test
  void facesToCentres() {
    var size = new GridSize(6, 7, 8);
    for (Interpolation how : Interpolation.values()) {
      VectorField made = Resampling.toCentres(faces(size, 1, RAMP), how, slabs);
      assertThat(made.placement()).isEqualTo(Placement.CENTRES);
      for (int c = 0; c < 3; c++) {
        assertEqualInside(size, made.component(c), values(size, -1, 1, RAMP), 2);
      }
    }
  }

  @Test
  void aPointIsBlurredToTheGaussian() {
    var size = new GridSize(41, 41, 41);
    var field = new ScalarField(size);
    field.values()[size.index(20, 20, 20)] = 1;
    double sigma = 2.5;
    ScalarField made = Resampling.blur(field, sigma, slabs);
    double sum = 0;
    double spread = 0;
    for (int k = 0; k < 41; k++) {
      for (int j = 0; j < 41; j++) {
        for (int i = 0; i < 41; i++) {
          sum += made.at(i, j, k);
          spread += made.at(i, j, k) * (i - 20) * (i - 20);
        }
      }
    }
    assertThat(sum).isCloseTo(1, within(1e-5));
    // The cut-off tails take some of the variance.
    assertThat(spread).isCloseTo(sigma * sigma, within(0.03 * sigma * sigma));
    double peak = Math.pow(2 * Math.PI * sigma * sigma, -1.5);
    assertThat((double) made.at(20, 20, 20)).isCloseTo(peak, within(0.02 * peak));
    assertThat((double) made.at(22, 19, 20))
        .isCloseTo(peak * Math.exp(-5 / (2 * sigma * sigma)), within(0.02 * peak));
  }

  /** Down is defined by a blur and a look-up, which it does in one step. */
  @Test
  void downIsTheBlurredFieldAtTheBlocksCentres() {
    var random = new Random(8);
    ScalarField high = scalar(new GridSize(16, 12, 8), 1, (x, y, z) -> random.nextDouble());
    VectorField fast = faces(new GridSize(16, 12, 8), 1, (x, y, z) -> random.nextDouble());
    double sigma = 4 / 3.5449;
    ScalarField blurred = Resampling.blur(high, sigma, slabs);
    VectorField blurredFast = Resampling.blur(fast, sigma, slabs);
    ScalarField low = Resampling.down(high, 4, slabs);
    VectorField slow = Resampling.down(fast, 4, slabs);
    var vector = new float[3];
    for (int k = 0; k < 2; k++) {
      for (int j = 0; j < 3; j++) {
        for (int i = 0; i < 4; i++) {
          assertThat(low.at(i, j, k))
              .isCloseTo(
                  Sampling.at(blurred, Interpolation.LINEAR, 4 * i + 2, 4 * j + 2, 4 * k + 2),
                  PRECISE);
          Sampling.at(blurredFast, Interpolation.LINEAR, 4 * i, 4 * j + 2, 4 * k + 2, vector);
          assertThat(slow.x()[low.size().index(i, j, k)]).isCloseTo(vector[0] / 4, PRECISE);
          Sampling.at(blurredFast, Interpolation.LINEAR, 4 * i + 2, 4 * j + 2, 4 * k, vector);
          assertThat(slow.z()[low.size().index(i, j, k)]).isCloseTo(vector[2] / 4, PRECISE);
        }
      }
    }
  }

  @Test
  void fourThreadsGiveTheSameBits() {
    var random = new Random(9);
    VectorField high = faces(new GridSize(20, 24, 28), 1, (x, y, z) -> random.nextGaussian());
    try (var four = new Slabs(4)) {
      for (Interpolation how : Interpolation.values()) {
        assertSame(Resampling.up(high, 2, how, slabs), Resampling.up(high, 2, how, four));
        assertSame(Resampling.toCentres(high, how, slabs), Resampling.toCentres(high, how, four));
      }
      assertSame(Resampling.down(high, 4, slabs), Resampling.down(high, 4, four));
      assertSame(Resampling.blur(high, 1.3, slabs), Resampling.blur(high, 1.3, four));
    }
  }

  private static void assertSame(VectorField one, VectorField other) {
    for (int c = 0; c < 3; c++) {
      assertThat(one.component(c)).containsExactly(other.component(c));
    }
  }

  @Test
  void sizesThatDoNotFitAreRefused() {
    var field = new ScalarField(GridSize.flat(10, 8));
    assertThatThrownBy(() -> Resampling.down(field, 4, slabs))
        .hasMessageContainingAll("10x8", "4", "divide");
    assertThatThrownBy(() -> Resampling.up(field, 1 << 28, Interpolation.LINEAR, slabs))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2^31");
    assertThatThrownBy(() -> Resampling.blur(field, Double.NaN, slabs))
        .hasMessageContaining("sigma");
  }
}
