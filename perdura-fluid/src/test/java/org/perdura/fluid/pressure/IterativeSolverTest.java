package org.perdura.fluid.pressure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.perdura.fluid.Boundary;
import org.perdura.fluid.Domain;
import org.perdura.fluid.SolverException;
import org.perdura.grid.GridSize;
import org.perdura.grid.Slabs;
import org.perdura.grid.VectorField;
import org.perdura.grid.VectorField.Placement;

final class IterativeSolverTest {

  private static final List<GridSize> SIZES =
      List.of(GridSize.flat(32, 40), GridSize.flat(21, 13), new GridSize(18, 23, 14));

  @Test
  void agreesWithTheDirectSolverOnPlainBoxes() {
    for (GridSize size : SIZES) {
      for (Boundary boundary : Velocity.boundaries(size.isFlat())) {
        var domain = Domain.of(size, boundary, null);
        var velocity = Velocity.random(domain, 1, 17);
        var expected = velocity.copy();
        try (var slabs = new Slabs(1)) {
          new IterativeSolver(domain, slabs).project(velocity);
          new DirectSolver(domain, slabs).project(expected);
        }
        assertThat(Velocity.largestDivergence(domain, velocity))
            .as("%s %s", size, boundary)
            .isLessThan(1e-4);
        assertThat(Velocity.largestDifference(expected, velocity))
            .as("%s %s", size, boundary)
            .isLessThan(5e-4);
      }
    }
  }

  @Test
  void leavesNoDivergenceAroundASphere() {
    for (GridSize size : SIZES) {
      for (Boundary boundary : Velocity.boundaries(size.isFlat())) {
        var domain = Domain.of(size, boundary, sphere(size));
        var velocity = Velocity.random(domain, 2, 19);
        try (var slabs = new Slabs(1)) {
          var projection = PressureSolvers.of(domain, slabs).project(velocity);
          double left = Velocity.largestDivergence(domain, velocity);
          assertThat(left).as("%s %s", size, boundary).isLessThan(1e-4);
          assertThat(projection.divergence()).isCloseTo(left, within(3e-6));
          assertThat(projection.iterations()).isBetween(1, 12);
        }
        assertNoFlowThroughObstacles(domain, velocity);
      }
    }
  }

  private static boolean[] sphere(GridSize size) {
    var solid = new boolean[size.cells()];
    double radius = 0.2 * size.x();
    for (int k = 0; k < size.z(); k++) {
      for (int j = 0; j < size.y(); j++) {
        for (int i = 0; i < size.x(); i++) {
          double x = i + 0.5 - 0.45 * size.x();
          double y = j + 0.5 - 0.5 * size.y();
          double z = size.isFlat() ? 0 : k + 0.5 - 0.55 * size.z();
          solid[size.index(i, j, k)] = x * x + y * y + z * z < radius * radius;
        }
      }
    }
    return solid;
  }

  private static void assertNoFlowThroughObstacles(Domain domain, VectorField velocity) {
    var closed = velocity.copy();
    Velocity.closeWalls(domain, closed);
    assertThat(Velocity.largestDifference(closed, velocity)).isZero();
  }

  @Test
  void anEnclosedBubbleIsSolvedForUpToItsMean() {
    for (GridSize size : List.of(GridSize.flat(32, 32), new GridSize(24, 24, 24))) {
      var solid = new boolean[size.cells()];
      // A hollow box, and a single cell enclosed by the thickness of another.
      for (int k = 0; k < size.z(); k++) {
        for (int j = 8; j < 18; j++) {
          for (int i = 8; i < 18; i++) {
            boolean within = size.isFlat() || (k >= 8 && k < 18);
            boolean hollow =
                i > 9 && i < 16 && j > 9 && j < 16 && (size.isFlat() || (k > 9 && k < 16));
            boolean cell = i == 16 && j == 8 && (size.isFlat() || k == 16);
            solid[size.index(i, j, k)] = within && !hollow && !cell;
          }
        }
      }
      int lone = size.index(5, 12, size.isFlat() ? 0 : 12);
      for (int axis = 0; axis < size.dimensions(); axis++) {
        solid[lone - Velocity.stride(size, axis)] = true;
        solid[lone + Velocity.stride(size, axis)] = true;
      }
      var domain = Domain.of(size, Boundary.OPEN_Y, solid);
      var velocity = Velocity.random(domain, 1, 23);
      try (var slabs = new Slabs(1)) {
        PressureSolvers.of(domain, slabs).project(velocity);
      }
      assertThat(Velocity.largestDivergence(domain, velocity)).isLessThan(1e-4);
      assertNoFlowThroughObstacles(domain, velocity);
    }
  }

  @Test
  void rubbleFullOfHolesIsNoProblem() {
    for (double share : new double[] {0.1, 0.4, 0.6}) {
      for (GridSize size : List.of(GridSize.flat(48, 48), new GridSize(24, 24, 24))) {
        var random = new Random(29);
        var solid = new boolean[size.cells()];
        for (int i = 0; i < solid.length; i++) {
          solid[i] = random.nextDouble() < share;
        }
        var domain = Domain.of(size, Boundary.OPEN_Y, solid);
        var velocity = Velocity.random(domain, 1, 31);
        try (var slabs = new Slabs(1)) {
          var projection = PressureSolvers.of(domain, slabs).project(velocity);
          assertThat(projection.iterations()).isLessThan(60);
        }
        assertThat(Velocity.largestDivergence(domain, velocity))
            .as("%s %s", size, share)
            .isLessThan(1e-4);
      }
    }
  }

  @Test
  void theLastPressureIsAStartAndASecondProjectionChangesLittle() {
    var size = new GridSize(32, 32, 32);
    var domain = Domain.of(size, Boundary.OPEN_Y, sphere(size));
    var velocity = Velocity.random(domain, 1, 37);
    try (var slabs = new Slabs(1)) {
      var solver = PressureSolvers.of(domain, slabs);
      var again = velocity.copy();
      int first = solver.project(velocity).iterations();
      var once = velocity.copy();
      assertThat(solver.project(velocity).iterations()).isZero();
      assertThat(Velocity.largestDifference(once, velocity)).isZero();
      assertThat(solver.project(again).iterations()).isLessThan(first);
      assertThat(Velocity.largestDifference(once, again)).isLessThan(5e-4);
    }
  }

  @Test
  void iterationsHardlyGrowWithTheGrid() {
    int small = iterations(new GridSize(32, 32, 32));
    int large = iterations(new GridSize(64, 64, 64));
    assertThat(large).isLessThanOrEqualTo(small + 2);
  }

  private static int iterations(GridSize size) {
    var domain = Domain.of(size, Boundary.OPEN_Y, sphere(size));
    try (var slabs = new Slabs(2)) {
      return PressureSolvers.of(domain, slabs).project(Velocity.random(domain, 1, 41)).iterations();
    }
  }

  @Test
  void anyNumberOfThreadsGivesTheSameBits() {
    for (GridSize size : List.of(GridSize.flat(140, 130), new GridSize(36, 40, 44))) {
      var domain = Domain.of(size, Boundary.CLOSED, sphere(size));
      var one = Velocity.random(domain, 1, 43);
      var four = one.copy();
      try (var slabs = new Slabs(1);
          var moreSlabs = new Slabs(4)) {
        var alone = PressureSolvers.of(domain, slabs).project(one);
        var together = PressureSolvers.of(domain, moreSlabs).project(four);
        assertThat(together).isEqualTo(alone);
      }
      assertThat(four.x()).isEqualTo(one.x());
      assertThat(four.y()).isEqualTo(one.y());
      assertThat(four.z()).isEqualTo(one.z());
    }
  }

  @Test
  void saysWhatIsLeftIfItDoesNotConverge() {
    var size = new GridSize(16, 16, 16);
    var domain = Domain.of(size, Boundary.OPEN_Y, sphere(size));
    var velocity = new VectorField(size, Placement.FACES);
    velocity.x()[size.index(3, 3, 3)] = Float.NaN;
    try (var slabs = new Slabs(1)) {
      var solver = PressureSolvers.of(domain, slabs);
      assertThatThrownBy(() -> solver.project(velocity))
          .isInstanceOf(SolverException.class)
          .hasMessageContaining("16x16x16")
          .hasMessageContaining("NaN");
    }
  }
}
