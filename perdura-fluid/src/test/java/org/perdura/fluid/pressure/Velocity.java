package org.perdura.fluid.pressure;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.perdura.fluid.Boundary;
import org.perdura.fluid.Boundary.Side;
import org.perdura.fluid.Domain;
import org.perdura.grid.GridSize;
import org.perdura.grid.VectorField;
import org.perdura.grid.VectorField.Placement;

/** Velocities to project, and what is plainly true of them, cell by cell. */
final class Velocity {

  private Velocity() {}

  /** Normally distributed on all faces but those of obstacles. */
  static VectorField random(Domain domain, double scale, long seed) {
    var random = new Random(seed);
    var velocity = new VectorField(domain.size(), Placement.FACES);
    for (int axis = 0; axis < domain.size().dimensions(); axis++) {
      var values = velocity.component(axis);
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (scale * random.nextGaussian());
      }
    }
    closeWalls(domain, velocity);
    return velocity;
  }

  static int stride(GridSize size, int axis) {
    return axis == 0 ? 1 : axis == 1 ? size.x() : size.layer();
  }

  /** No flow through faces of obstacles. */
  static void closeWalls(Domain domain, VectorField velocity) {
    GridSize size = domain.size();
    for (int axis = 0; axis < size.dimensions(); axis++) {
      int stride = stride(size, axis);
      var values = velocity.component(axis);
      for (int i = 0; i < values.length; i++) {
        boolean below = i >= stride && domain.cells()[i - stride] == Domain.OBSTACLE;
        if (below || domain.cells()[i] == Domain.OBSTACLE) {
          values[i] = 0;
        }
      }
    }
  }

  /** What flows out of a cell. */
  static double divergence(VectorField velocity, int cell) {
    double sum = 0;
    for (int axis = 0; axis < velocity.size().dimensions(); axis++) {
      var values = velocity.component(axis);
      sum += (double) values[cell + stride(velocity.size(), axis)] - values[cell];
    }
    return sum;
  }

  /** The largest in a fluid cell. */
  static double largestDivergence(Domain domain, VectorField velocity) {
    double max = 0;
    for (int i = 0; i < domain.cells().length; i++) {
      if (domain.isFluid(i)) {
        max = Math.max(max, Math.abs(divergence(velocity, i)));
      }
    }
    return max;
  }

  static double meanDivergence(Domain domain, VectorField velocity) {
    double sum = 0;
    int fluid = 0;
    for (int i = 0; i < domain.cells().length; i++) {
      if (domain.isFluid(i)) {
        sum += divergence(velocity, i);
        fluid++;
      }
    }
    return sum / fluid;
  }

  static double largestDifference(VectorField one, VectorField other) {
    double max = 0;
    for (int axis = 0; axis < 3; axis++) {
      var a = one.component(axis);
      var b = other.component(axis);
      for (int i = 0; i < a.length; i++) {
        max = Math.max(max, Math.abs((double) a[i] - b[i]));
      }
    }
    return max;
  }

  /** All 16 of a flat domain, all 64 of one that is not. */
  static List<Boundary> boundaries(boolean flat) {
    var all = new ArrayList<Boundary>();
    for (int bits = 0; bits < (flat ? 16 : 64); bits++) {
      var sides = new Side[6];
      for (int i = 0; i < 6; i++) {
        sides[i] = (bits >> i & 1) == 1 ? Side.OPEN : Side.WALL;
      }
      all.add(new Boundary(sides[0], sides[1], sides[2], sides[3], sides[4], sides[5]));
    }
    return all;
  }
}
