package org.perdura.fluid.pressure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.perdura.fluid.Boundary;
import org.perdura.fluid.Boundary.Side;
import org.perdura.fluid.Domain;
import org.perdura.grid.GridSize;
import org.perdura.grid.Slabs;
import org.perdura.grid.VectorField;
import org.perdura.grid.VectorField.Placement;

final class DirectSolverTest {

  private static final List<GridSize> FLAT =
      List.of(
          GridSize.flat(32, 32), GridSize.flat(21, 38), GridSize.flat(5, 9), GridSize.flat(70, 11));
  private static final List<GridSize> SOLID =
      List.of(
          new GridSize(16, 16, 16),
          new GridSize(13, 20, 9),
          new GridSize(5, 6, 7),
          new GridSize(8, 15, 36));

  @Test
  void leavesNoDivergenceWhateverSidesAreOpen() {
    for (GridSize size : FLAT) {
      Velocity.boundaries(true).forEach(boundary -> leavesNoDivergence(size, boundary));
    }
    for (GridSize size : SOLID) {
      Velocity.boundaries(false).forEach(boundary -> leavesNoDivergence(size, boundary));
    }
  }

  private static void leavesNoDivergence(GridSize size, Boundary boundary) {
    var domain = Domain.of(size, boundary, null);
    // About 2.7 times as large at most: what the fastest plume of the issue comes to, 8.3.
    var velocity = Velocity.random(domain, 2, 7);
    try (var slabs = new Slabs(1)) {
      var projection = PressureSolvers.of(domain, slabs).project(velocity);
      double left = Velocity.largestDivergence(domain, velocity);
      assertThat(left).as("%s %s", size, boundary).isLessThan(1e-5);
      assertThat(projection.divergence()).isCloseTo(left, within(2e-6));
      assertThat(projection.iterations()).isZero();
    }
  }

  @Test
  void aSecondProjectionChangesNothing() {
    for (GridSize size : List.of(GridSize.flat(64, 40), new GridSize(20, 24, 18))) {
      var domain = Domain.of(size, Boundary.OPEN_Y, null);
      var velocity = Velocity.random(domain, 1, 3);
      try (var slabs = new Slabs(1)) {
        var solver = PressureSolvers.of(domain, slabs);
        solver.project(velocity);
        var once = velocity.copy();
        solver.project(velocity);
        assertThat(Velocity.largestDifference(once, velocity)).isLessThan(1e-6);
      }
    }
  }

  @Test
  void aGradientOfAnEigenfunctionVanishes() {
    var open = Side.OPEN;
    var wall = Side.WALL;
    var size = new GridSize(20, 17, 24);
    // Eigenfunctions of the discrete Laplacian along x: walls; y: open; z: a wall, then open.
    var domain = Domain.of(size, new Boundary(wall, wall, open, open, wall, open), null);
    var velocity = new VectorField(size, Placement.FACES);
    for (int k = 1; k < size.z(); k++) {
      for (int j = 1; j < size.y(); j++) {
        for (int i = 1; i < size.x(); i++) {
          int cell = size.index(i, j, k);
          double here = eigenfunction(i, j, k);
          velocity.x()[cell] = (float) (here - eigenfunction(i - 1, j, k));
          velocity.y()[cell] = (float) (here - eigenfunction(i, j - 1, k));
          velocity.z()[cell] = (float) (here - eigenfunction(i, j, k - 1));
        }
      }
    }
    Velocity.closeWalls(domain, velocity);
    try (var slabs = new Slabs(1)) {
      PressureSolvers.of(domain, slabs).project(velocity);
    }
    // The pressure that is subtracted is the eigenfunction, so nothing is left on any fluid face.
    for (int cell = 0; cell < size.cells(); cell++) {
      if (domain.isFluid(cell)) {
        for (int axis = 0; axis < 3; axis++) {
          int next = cell + Velocity.stride(size, axis);
          assertThat(velocity.component(axis)[cell]).isCloseTo(0, within(3e-7f));
          assertThat(velocity.component(axis)[next]).isCloseTo(0, within(3e-7f));
        }
      }
    }
  }

  private static double eigenfunction(int i, int j, int k) {
    double x = Math.cos(Math.PI * 3 * (2 * (i - 2) + 1) / (2.0 * 16));
    double y = Math.sin(Math.PI * 2 * (j - 2 + 1) / (13 + 1.0));
    double z = Math.cos(Math.PI * 5 * (2 * (k - 2) + 1) / (2.0 * (2 * 20 + 1)));
    return x * y * z;
  }

  @Test
  void leavesTheMeanOfAClosedBoxAlone() {
    for (GridSize size : List.of(GridSize.flat(30, 22), new GridSize(12, 11, 14))) {
      var domain = Domain.of(size, Boundary.CLOSED, null);
      var velocity = Velocity.random(domain, 1, 5);
      int axis = size.dimensions() - 1;
      int cell = size.index(6, size.isFlat() ? 2 : 5, size.isFlat() ? 0 : 2);
      velocity.component(axis)[cell] = 3; // an inflow through the wall
      double mean = Velocity.meanDivergence(domain, velocity);
      assertThat(mean).isLessThan(-1e-3);
      try (var slabs = new Slabs(1)) {
        PressureSolvers.of(domain, slabs).project(velocity);
      }
      for (int i = 0; i < size.cells(); i++) {
        if (domain.isFluid(i)) {
          assertThat(Velocity.divergence(velocity, i)).isCloseTo(mean, within(3e-6));
        }
      }
    }
  }

  @Test
  void mirroredVelocitiesStayMirrored() {
    var size = new GridSize(22, 19, 17);
    var domain = Domain.of(size, Boundary.OPEN_Y, null);
    var velocity = Velocity.random(domain, 1, 11);
    var mirrored = new VectorField(size, Placement.FACES);
    mirror(velocity, mirrored);
    try (var slabs = new Slabs(2)) {
      var solver = PressureSolvers.of(domain, slabs);
      solver.project(velocity);
      solver.project(mirrored);
    }
    var expected = new VectorField(size, Placement.FACES);
    mirror(velocity, expected);
    assertThat(Velocity.largestDifference(expected, mirrored)).isLessThan(1e-6);
  }

  private static void mirror(VectorField from, VectorField to) {
    GridSize size = from.size();
    for (int k = 0; k < size.z(); k++) {
      for (int j = 0; j < size.y(); j++) {
        for (int i = 1; i < size.x(); i++) {
          int cell = size.index(i, j, k);
          to.x()[cell] = -from.x()[size.index(size.x() - i, j, k)];
          to.y()[cell] = from.y()[size.index(size.x() - 1 - i, j, k)];
          to.z()[cell] = from.z()[size.index(size.x() - 1 - i, j, k)];
        }
        to.y()[size.index(0, j, k)] = from.y()[size.index(size.x() - 1, j, k)];
        to.z()[size.index(0, j, k)] = from.z()[size.index(size.x() - 1, j, k)];
      }
    }
  }

  @Test
  void anyNumberOfThreadsGivesTheSameBits() {
    for (GridSize size : List.of(GridSize.flat(150, 170), new GridSize(40, 44, 36))) {
      var domain = Domain.of(size, Boundary.OPEN_Y, null);
      var one = Velocity.random(domain, 1, 13);
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
  void takesOnlyVelocitiesOfItsDomain() {
    var domain = Domain.of(GridSize.flat(16, 12), Boundary.OPEN_Y, null);
    try (var slabs = new Slabs(1)) {
      var solver = PressureSolvers.of(domain, slabs);
      assertThatThrownBy(
              () -> solver.project(new VectorField(GridSize.flat(12, 16), Placement.FACES)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a velocity of 12x16 for a domain of 16x12: must be of the same size");
      assertThatThrownBy(() -> solver.project(new VectorField(domain.size(), Placement.CENTRES)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("CENTRES");
    }
  }
}
