package org.perdura.fluid.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdura.fluid.Boundary;
import org.perdura.fluid.Domain;
import org.perdura.grid.GridSize;
import org.perdura.grid.ScalarField;
import org.perdura.grid.Slabs;
import org.perdura.grid.VectorField;

class SmokeSolverTest {

  private static final GridSize FLAT = GridSize.flat(48, 64);
  private static final GridSize SOLID = new GridSize(24, 32, 24);

  private final Slabs slabs = new Slabs(1);

  @AfterEach
  void close() {
    slabs.close();
  }

  private static GridSize size(int dimensions) {
    return dimensions == 2 ? FLAT : SOLID;
  }

  /** A block of density, low in the middle. */
  private static ScalarField block(GridSize size) {
    var density = new ScalarField(size);
    int half = size.x() / 2;
    int quarter = size.y() / 4;
    for (int k = size.isFlat() ? 0 : half - 4; k < (size.isFlat() ? 1 : half + 4); k++) {
      for (int j = quarter - 4; j < quarter + 4; j++) {
        for (int i = half - 4; i < half + 4; i++) {
          density.values()[size.index(i, j, k)] = 0.8f;
        }
      }
    }
    return density;
  }

  /** A smooth cloud, low in the middle; its deviation is an eighth of the width. */
  private static ScalarField cloud(GridSize size) {
    var density = new ScalarField(size);
    double width = size.x() / 8.0;
    for (int k = 0; k < size.z(); k++) {
      for (int j = 0; j < size.y(); j++) {
        for (int i = 0; i < size.x(); i++) {
          double x = (i + 0.5 - 0.5 * size.x()) / width;
          double y = (j + 0.5 - 0.35 * size.y()) / width;
          double z = size.isFlat() ? 0 : (k + 0.5 - 0.5 * size.z()) / width;
          density.values()[size.index(i, j, k)] = (float) Math.exp(-(x * x + y * y + z * z) / 2);
        }
      }
    }
    return density;
  }

  private static VectorField still(GridSize size) {
    return new VectorField(size, VectorField.Placement.FACES);
  }

  private static double sum(ScalarField field) {
    double sum = 0;
    for (float value : field.values()) {
      sum += value;
    }
    return sum;
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void nothingMovesWithoutVelocityAndForces(int dimensions) {
    var size = size(dimensions);
    var density = new ScalarField(size);
    var random = new Random(4);
    var domain = Domain.of(size, Boundary.OPEN_Y, null);
    for (int c = 0; c < size.cells(); c++) {
      density.values()[c] = domain.isFluid(c) ? random.nextFloat() : 0;
    }
    try (var solver = new SmokeSolver(domain, SolverSettings.of(Forces.NONE), slabs)) {
      solver.restore(density, still(size), 7);
      solver.step(List.of());
      solver.step(List.of());
      assertThat(solver.density().values()).isEqualTo(density.values());
      for (int axis = 0; axis < 3; axis++) {
        assertThat(solver.velocity().component(axis)).containsOnly(0);
      }
      assertThat(solver.stepsDone()).isEqualTo(9);
    }
  }

  /** Look-ups conserve mass only as far as density and flow are smooth: to 2 % here. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void massStaysInAClosedBox(int dimensions) {
    var size = size(dimensions);
    try (var solver =
        new SmokeSolver(
            Domain.of(size, Boundary.CLOSED, null),
            SolverSettings.of(Forces.upward(0.02)),
            slabs)) {
      var start = cloud(size);
      solver.restore(start, still(size), 0);
      double before = sum(start);
      for (int step = 0; step < 30; step++) {
        solver.step(List.of());
      }
      assertThat(sum(solver.density())).isCloseTo(before, withinPercentage(2));
      assertThat(solver.density().values()).isNotEqualTo(start.values());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void aMirroredSceneStaysMirrored(int dimensions) {
    var size = size(dimensions);
    var forces = Forces.upward(0.03).withConfinement(0.1);
    try (var solver =
        new SmokeSolver(Domain.of(size, Boundary.OPEN_Y, null), SolverSettings.of(forces), slabs)) {
      solver.restore(block(size), still(size), 0);
      for (int step = 0; step < 30; step++) {
        solver.step(List.of());
      }
      float[] values = solver.density().values();
      for (int row = 0; row < size.cells(); row += size.x()) {
        for (int i = 0; i < size.x() / 2; i++) {
          float mirrored = values[row + size.x() - 1 - i];
          assertThat(values[row + i]).isBetween(mirrored - 1e-3f, mirrored + 1e-3f);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(SolverSettings.Order.class)
  void anyNumberOfThreadsGivesTheSameBits(SolverSettings.Order order) {
    try (var four = new Slabs(4)) {
      for (GridSize size : new GridSize[] {FLAT, SOLID}) {
        var one = run(size, order, slabs);
        var other = run(size, order, four);
        assertThat(one.density().values()).isEqualTo(other.density().values());
        for (int axis = 0; axis < 3; axis++) {
          assertThat(one.velocity().component(axis)).isEqualTo(other.velocity().component(axis));
        }
      }
    }
  }

  private static boolean[] ball(GridSize size) {
    var solid = new boolean[size.cells()];
    for (int c = 0; c < solid.length; c++) {
      int i = c % size.x();
      int j = c / size.x() % size.y();
      int k = c / size.layer();
      double x = i + 0.5 - 0.45 * size.x();
      double y = j + 0.5 - 0.6 * size.y();
      double z = size.isFlat() ? 0 : k + 0.5 - 0.5 * size.z();
      solid[c] = x * x + y * y + z * z < 16;
    }
    return solid;
  }

  private static SmokeSolver run(GridSize size, SolverSettings.Order order, Slabs slabs) {
    var settings = SolverSettings.of(Forces.upward(0.05).withConfinement(0.2)).withOrder(order);
    var solver = new SmokeSolver(Domain.of(size, Boundary.OPEN_Y, ball(size)), settings, slabs);
    solver.restore(block(size), still(size), 0);
    for (int step = 0; step < 20; step++) {
      solver.step(List.of());
    }
    return solver;
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void nothingFlowsThroughObstacles(int dimensions) {
    var size = size(dimensions);
    var domain = Domain.of(size, Boundary.OPEN_Y, ball(size));
    int[] strides = {1, size.x(), size.layer()};
    try (var solver = run(size, SolverSettings.Order.DENSITY_FIRST, slabs)) {
      byte[] cells = domain.cells();
      for (int axis = 0; axis < dimensions; axis++) {
        float[] v = solver.velocity().component(axis);
        for (int c = strides[axis]; c < cells.length; c++) {
          if (cells[c] == Domain.OBSTACLE || cells[c - strides[axis]] == Domain.OBSTACLE) {
            assertThat(v[c]).isZero();
          }
        }
      }
      for (float value : solver.density().values()) {
        assertThat(value).isBetween(0f, 0.800001f);
      }
      var figures = solver.step(List.of());
      assertThat(figures.projection().divergence()).isLessThan(1e-3);
    }
  }

  @Test
  void smokeLeavesThroughAnOpenSide() {
    try (var solver =
        new SmokeSolver(
            Domain.of(FLAT, Boundary.OPEN_Y, null), SolverSettings.of(Forces.NONE), slabs)) {
      var up = still(FLAT);
      Arrays.fill(up.y(), 1.5f);
      solver.restore(block(FLAT), up, 0);
      for (int step = 0; step < 60; step++) {
        solver.step(List.of());
      }
      assertThat(sum(solver.density())).isLessThan(1e-3);
    }
  }

  @Test
  void confinementSpinsVorticesUp() {
    assertThat(energy(0.3)).isGreaterThan(1.05 * energy(0));
  }

  private double energy(double confinement) {
    try (var solver =
        new SmokeSolver(
            Domain.of(FLAT, Boundary.CLOSED, null),
            SolverSettings.of(Forces.NONE.withConfinement(confinement)),
            slabs)) {
      var vortex = still(FLAT);
      for (int j = 2; j < FLAT.y() - 2; j++) {
        for (int i = 2; i < FLAT.x() - 2; i++) {
          vortex.x()[FLAT.index(i, j, 0)] = swirl(j + 0.5 - 32, i - 24);
          vortex.y()[FLAT.index(i, j, 0)] = -swirl(i + 0.5 - 24, j - 32);
        }
      }
      solver.restore(new ScalarField(FLAT), vortex, 0);
      for (int step = 0; step < 20; step++) {
        solver.step(List.of());
      }
      double energy = 0;
      for (int c = 0; c < FLAT.cells(); c++) {
        double x = solver.velocity().x()[c];
        double y = solver.velocity().y()[c];
        energy += x * x + y * y;
      }
      return energy;
    }
  }

  private static float swirl(double across, double along) {
    return (float) (0.1 * across * Math.exp(-(across * across + along * along) / 40));
  }

  @Test
  void aRestoredSimulationContinuesAsTheOldOne() {
    var settings = SolverSettings.of(Forces.upward(0.05));
    var domain = Domain.of(SOLID, Boundary.OPEN_Y, null);
    Source source = (step, density, velocity) -> density.values()[SOLID.index(12, 8, 12)] = step;
    try (var one = new SmokeSolver(domain, settings, slabs);
        var other = new SmokeSolver(domain, settings, slabs)) {
      for (int step = 0; step < 5; step++) {
        one.step(List.of(source));
      }
      other.restore(one.density(), one.velocity(), one.stepsDone());
      for (int step = 0; step < 5; step++) {
        one.step(List.of(source));
        other.step(List.of(source));
      }
      assertThat(other.density().values()).isEqualTo(one.density().values());
      assertThat(other.velocity().y()).isEqualTo(one.velocity().y());
    }
  }

  @Test
  void wrongFieldsAreRefused() {
    try (var solver =
        new SmokeSolver(
            Domain.of(FLAT, Boundary.CLOSED, null), SolverSettings.of(Forces.NONE), slabs)) {
      assertThatThrownBy(() -> solver.restore(new ScalarField(SOLID), still(FLAT), 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a density of 24x32x24 for a domain of 48x64: must be of the same size");
    }
    assertThatThrownBy(() -> Forces.upward(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("buoyancy along y NaN");
  }
}
