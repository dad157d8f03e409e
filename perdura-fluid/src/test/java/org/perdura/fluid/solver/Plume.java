package org.perdura.fluid.solver;

import java.util.List;
import org.perdura.fluid.Boundary;
import org.perdura.fluid.Domain;
import org.perdura.grid.GridSize;
import org.perdura.grid.ScalarField;
import org.perdura.grid.Slabs;
import org.perdura.grid.VectorField;

/** The plume of the reference's timings; see README.md beside its densities. */
final class Plume implements AutoCloseable {

  private final GridSize size;
  private final SmokeSolver solver;

  Plume(GridSize size, Slabs slabs) {
    this.size = size;
    solver =
        new SmokeSolver(
            Domain.of(size, Boundary.OPEN_Y, null),
            SolverSettings.of(Forces.upward(size.x() / 1000.0)),
            slabs);
  }

  SmokeSolver solver() {
    return solver;
  }

  StepFigures step() {
    return solver.step(List.of(this::fill));
  }

  private void fill(int step, ScalarField density, VectorField velocity) {
    double n = size.x();
    for (int k = 0; k < size.z(); k++) {
      for (int j = 0; j < size.y(); j++) {
        for (int i = 0; i < size.x(); i++) {
          double x = i + 0.5 - 0.5 * n;
          double y = j + 0.5 - 0.15 * n;
          double z = size.isFlat() ? 0 : k + 0.5 - 0.5 * n;
          if (x * x + y * y + z * z <= 0.01 * n * n) {
            density.values()[size.index(i, j, k)] = 1;
          }
        }
      }
    }
  }

  double sum() {
    double sum = 0;
    for (float value : solver.density().values()) {
      sum += value;
    }
    return sum;
  }

  /** The y of the centre of mass, cells. */
  double height() {
    double moment = 0;
    float[] density = solver.density().values();
    for (int c = 0; c < density.length; c++) {
      moment += density[c] * (c / size.x() % size.y() + 0.5);
    }
    return moment / sum();
  }

  double fastest() {
    double fastest = 0;
    for (float v : solver.velocity().y()) {
      fastest = Math.max(fastest, v);
    }
    return fastest;
  }

  @Override
  public void close() {
    solver.close();
  }
}
