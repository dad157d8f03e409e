package org.perdura.fluid.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdura.fluid.Boundary;
import org.perdura.fluid.Domain;
import org.perdura.fluid.noise.SmallScales;
import org.perdura.grid.GridSize;
import org.perdura.grid.Interpolation;
import org.perdura.grid.Resampling;
import org.perdura.grid.Slabs;
import org.perdura.grid.VectorField;
import org.perdura.grid.VectorField.Placement;

final class WaveletTurbulenceTest {

  private static final int FACTOR = 4;
  private final Slabs slabs = new Slabs(1);

  private static VectorField rough(GridSize size, float amplitude) {
    var rnd = new SplittableRandom(3);
    var velocity = new VectorField(size, Placement.FACES);
    for (int axis = 0; axis < size.dimensions(); axis++) {
      for (int c = 0; c < size.cells(); c++) {
        velocity.component(axis)[c] = amplitude * (float) rnd.nextDouble(-1, 1);
      }
    }
    return velocity;
  }

  /** What is added to the interpolated velocity. */
  private VectorField added(VectorField low) {
    GridSize high = low.size().times(FACTOR);
    var domain = Domain.of(high, Boundary.OPEN_Y, null);
    var coordinates = new TextureCoordinates(low.size(), slabs);
    coordinates.advance(low);
    var fine = new WaveletTurbulence(domain, FACTOR, slabs).refine(low, coordinates);
    var plain = Resampling.up(low, FACTOR, Interpolation.LINEAR, slabs);
    for (int axis = 0; axis < 3; axis++) {
      for (int c = 0; c < high.cells(); c++) {
        fine.component(axis)[c] -= plain.component(axis)[c];
      }
    }
    return fine;
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void eddiesHaveNoDivergenceAndStayInside(int dimensions) {
    var low = new GridSize(16, 16, dimensions == 2 ? 1 : 16);
    VectorField eddies = added(rough(low, 0.5f));
    GridSize size = eddies.size();
    int[] strides = {1, size.x(), size.layer()};
    double worst = 0;
    double squares = 0;
    for (int c = 0; c < size.cells() - size.layer() * (dimensions - 2) - size.x() - 1; c++) {
      double outflow = 0;
      for (int axis = 0; axis < dimensions; axis++) {
        float[] v = eddies.component(axis);
        outflow += (double) v[c + strides[axis]] - v[c];
      }
      worst = Math.max(worst, Math.abs(outflow));
      squares += eddies.x()[c] * eddies.x()[c];
    }
    assertThat(Math.sqrt(squares / size.cells())).isGreaterThan(0.1);
    assertThat(worst).isLessThan(1e-5);
    for (int j = 0; j < size.y(); j++) {
      assertThat(eddies.x()[size.index(2, j, size.z() / 2)]).isEqualTo(0); // the wall's face
    }
  }

  @Test
  void eddiesAreAsFastAsTheOctavesOfTheSmallestScales() {
    var low = GridSize.flat(64, 64);
    VectorField rough = rough(low, 0.5f);
    VectorField eddies = added(rough);
    double energy = 0;
    for (int c = 0; c < eddies.size().cells(); c++) {
      energy += eddies.x()[c] * eddies.x()[c] + eddies.y()[c] * eddies.y()[c];
    }
    double speed = Math.sqrt(energy / 2 / eddies.size().cells());
    double smallest = 0;
    for (float value : SmallScales.speed(rough, slabs).values()) {
      smallest += value * value;
    }
    smallest = FACTOR * Math.sqrt(smallest / low.cells());
    double octaves = Math.sqrt(0.64 + Math.pow(0.8, 4) + Math.pow(0.8, 6));
    // The finest octave is near the grid's limit, and the border has none.
    assertThat(speed / smallest).isBetween(0.7 * octaves, 1.1 * octaves);
  }

  @Test
  void whereTheFlowIsSmoothThereAreNone() {
    var low = GridSize.flat(32, 32);
    var smooth = new VectorField(low, Placement.FACES);
    for (int c = 0; c < low.cells(); c++) {
      smooth.x()[c] = 0.5f;
      smooth.y()[c] = 0.3f;
    }
    VectorField eddies = added(smooth);
    for (int c = 0; c < eddies.size().cells(); c++) {
      assertThat(eddies.x()[c]).isCloseTo(0, within(1e-4f));
    }
  }

  @Test
  void texturesMoveWithTheFlow() {
    var size = GridSize.flat(16, 16);
    var even = new VectorField(size, Placement.FACES);
    for (int c = 0; c < size.cells(); c++) {
      even.x()[c] = 0.25f;
    }
    var coordinates = new TextureCoordinates(size, slabs);
    for (int step = 1; step < 16; step++) {
      coordinates.advance(even);
      float come = coordinates.fine(0, 1).x()[size.index(8, 8, 0)];
      assertThat(come).isCloseTo(0.25f * step, within(1e-5f));
      double squares = Math.pow(coordinates.weight(0), 2) + Math.pow(coordinates.weight(1), 2);
      assertThat(squares).isCloseTo(1, within(1e-9));
    }
    coordinates.advance(even);
    // The other set has begun anew, and does not count at that moment.
    assertThat(coordinates.fine(1, 1).x()[size.index(8, 8, 0)]).isZero();
    assertThat(coordinates.weight(1)).isZero();
  }
}
