package org.perdura.fluid.solver;

import org.perdura.fluid.Domain;
import org.perdura.fluid.pressure.PressureSolver;
import org.perdura.fluid.pressure.Projection;
import org.perdura.grid.VectorField;

/** Conjugate gradients without anything: slow, short, in double precision. */
final class PlainConjugateGradients implements PressureSolver {

  private final Domain domain;
  private final double tolerance;
  private final int[] strides;
  private final double[] pressure;
  private final double[] residual;
  private final double[] direction;
  private final double[] image;

  PlainConjugateGradients(Domain domain, double tolerance) {
    this.domain = domain;
    this.tolerance = tolerance;
    var size = domain.size();
    strides = size.isFlat() ? new int[] {1, size.x()} : new int[] {1, size.x(), size.layer()};
    pressure = new double[size.cells()];
    residual = new double[size.cells()];
    direction = new double[size.cells()];
    image = new double[size.cells()];
  }

  @Override
  public Projection project(VectorField velocity) {
    double max = residual(velocity);
    double square = 0;
    for (int c = 0; c < residual.length; c++) {
      pressure[c] = 0;
      direction[c] = residual[c];
      square += residual[c] * residual[c];
    }
    int iterations = 0;
    while (max > tolerance && iterations < 5000) {
      double curvature = apply();
      double step = square / curvature;
      double next = 0;
      max = 0;
      for (int c = 0; c < residual.length; c++) {
        pressure[c] += step * direction[c];
        residual[c] -= step * image[c];
        next += residual[c] * residual[c];
        max = Math.max(max, Math.abs(residual[c]));
      }
      for (int c = 0; c < residual.length; c++) {
        direction[c] = residual[c] + next / square * direction[c];
      }
      square = next;
      iterations++;
    }
    correct(velocity);
    return new Projection(iterations, residual(velocity));
  }

  private double residual(VectorField velocity) {
    byte[] cells = domain.cells();
    double max = 0;
    for (int c = 0; c < cells.length; c++) {
      if (cells[c] == Domain.FLUID) {
        double outflow = 0;
        for (int axis = 0; axis < strides.length; axis++) {
          float[] v = velocity.component(axis);
          outflow += (double) v[c + strides[axis]] - v[c];
        }
        residual[c] = -outflow;
        max = Math.max(max, Math.abs(outflow));
      }
    }
    return max;
  }

  private double apply() {
    byte[] cells = domain.cells();
    double product = 0;
    for (int c = 0; c < cells.length; c++) {
      if (cells[c] == Domain.FLUID) {
        double sum = 0;
        for (int stride : strides) {
          sum += neighbour(cells, c, c - stride) + neighbour(cells, c, c + stride);
        }
        image[c] = sum;
        product += sum * direction[c];
      }
    }
    return product;
  }

  private double neighbour(byte[] cells, int c, int other) {
    return switch (cells[other]) {
      case Domain.FLUID -> direction[c] - direction[other];
      case Domain.EMPTY -> direction[c];
      default -> 0;
    };
  }

  private void correct(VectorField velocity) {
    byte[] cells = domain.cells();
    for (int axis = 0; axis < strides.length; axis++) {
      float[] v = velocity.component(axis);
      for (int c = strides[axis]; c < cells.length; c++) {
        byte here = cells[c];
        byte below = cells[c - strides[axis]];
        if ((here == Domain.FLUID || below == Domain.FLUID)
            && here != Domain.OBSTACLE
            && below != Domain.OBSTACLE) {
          v[c] -= (float) (pressure[c] - pressure[c - strides[axis]]);
        }
      }
    }
  }
}
