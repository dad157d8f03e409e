package org.perdura.fluid.pressure;

import java.util.Arrays;
import org.perdura.fluid.Boundary;
import org.perdura.fluid.Domain;
import org.perdura.fluid.SolverException;
import org.perdura.grid.GridSize;
import org.perdura.grid.Slabs;
import org.perdura.grid.VectorField;

/**
 * The pressure of any domain by conjugate gradients, preconditioned by multigrid (McAdams, Sifakis
 * and Teran, "A parallel multigrid Poisson solver for fluids simulation on large grids", 2010).
 *
 * <p>It begins with the multiple of the last pressure that fits best, and solves for what is then
 * missing only: a small pressure has small rounding errors, so floats do. The divergence that
 * cannot be removed, the mean over fluid that is closed in by walls, is reported but is no failure.
 */
final class IterativeSolver implements PressureSolver {

  /** The largest divergence at which a solution is good. */
  private static final double GOAL = 1e-4;

  /** What is promised; only worse is a failure. */
  private static final double WORST = 1e-3;

  /** How far the iteration goes, since rounding the velocity adds a little. */
  private static final double STOP = 5e-5;

  private static final int MOST_ITERATIONS = 200;
  private static final int MOST_SOLVES = 3;

  private final Domain domain;
  private final Slabs slabs;
  private final Level level;
  private final Multigrid multigrid;
  private final Pockets pockets;
  private final int origin; // the first cell inside the boundary
  private final float[] mask; // 1 where there is fluid
  private final float[] last; // the last pressure; as all that follow of the level, with its rim
  private final float[] p;
  private final float[] r;
  private final float[] z;
  private final float[] d;
  private final float[] q;
  private double largest; // divergence, with what cannot be removed

  IterativeSolver(Domain domain, Slabs slabs) {
    this.domain = domain;
    this.slabs = slabs;
    GridSize size = domain.size();
    int width = Boundary.WIDTH;
    boolean flat = size.isFlat();
    this.origin = size.index(width, width, flat ? 0 : width);
    int nx = size.x() - 2 * width;
    int ny = size.y() - 2 * width;
    int nz = flat ? 1 : size.z() - 2 * width;
    this.level = Level.finest(nx, ny, nz, flat, kinds(domain, origin, nx, ny, nz));
    this.multigrid = new Multigrid(level, slabs);
    this.pockets = Pockets.of(level);
    this.mask = new float[level.cells()];
    level.forEachFluid(c -> mask[c] = 1);
    this.last = new float[level.cells()];
    this.p = new float[level.cells()];
    this.r = new float[level.cells()];
    this.z = new float[level.cells()];
    this.d = new float[level.cells()];
    this.q = new float[level.cells()];
  }

  /** The box inside the boundary and one cell around it. */
  private static byte[] kinds(Domain domain, int origin, int nx, int ny, int nz) {
    GridSize size = domain.size();
    var kinds = new byte[(nx + 2) * (ny + 2) * (nz + 2)];
    int at = 0;
    for (int k = -1; k <= nz; k++) {
      for (int j = -1; j <= ny; j++) {
        for (int i = -1; i <= nx; i++, at++) {
          kinds[at] =
              size.isFlat() && k != 0
                  ? Level.OBSTACLE
                  : switch (domain.cells()[origin + k * size.layer() + j * size.x() + i]) {
                    case Domain.FLUID -> Level.FLUID;
                    case Domain.EMPTY -> Level.EMPTY;
                    default -> Level.OBSTACLE;
                  };
        }
      }
    }
    return kinds;
  }

  @Override
  public void forget() {
    Arrays.fill(last, 0);
  }

  @Override
  public Projection project(VectorField velocity) {
    Velocities.require(domain, velocity);
    double left = divergence(velocity);
    if (left < GOAL) {
      return new Projection(0, largest);
    }
    if (useLast()) {
      subtractGradient(velocity, p);
      addToLast(0);
      left = divergence(velocity);
    }
    int iterations = 0;
    for (int solve = 0; solve < MOST_SOLVES && !(left < GOAL); solve++) {
      iterations += solve(MOST_ITERATIONS - iterations);
      subtractGradient(velocity, p);
      addToLast(1);
      left = divergence(velocity);
    }
    if (!(left <= WORST)) {
      Arrays.fill(last, 0);
      throw new SolverException(
          "pressure of %s: a divergence of %.3g is left after %d iterations; must be below %.3g"
              .formatted(domain.size(), left, iterations, WORST));
    }
    return new Projection(iterations, largest);
  }

  /** p = the last pressure times what fits r best; false if there is nothing to gain. */
  private boolean useLast() {
    level.run(slabs, (from, to) -> level.apply(last, mask, q, from, to));
    double energy = dot(last, q);
    double gain = dot(last, r);
    if (!(energy > 0) || !Double.isFinite(gain)) {
      return false;
    }
    float scale = (float) (gain / energy);
    level.run(slabs, (from, to) -> multiply(last, scale, p, from, to));
    return true;
  }

  /** last = keep last + p. */
  private void addToLast(float keep) {
    level.run(slabs, (from, to) -> addTo(p, last, keep, last, from, to));
  }

  /** Conjugate gradients for A p = r from p = 0; how many iterations it took. */
  private int solve(int most) {
    level.run(slabs, (from, to) -> Arrays.fill(p, from, to, 0));
    double rz = 0;
    double norm = Double.POSITIVE_INFINITY;
    int iteration = 0;
    while (iteration < most && norm > STOP) {
      multigrid.precondition(r, z);
      double next = dot(r, z);
      float beta = iteration == 0 ? 0 : (float) (next / rz);
      rz = next;
      level.run(slabs, (from, to) -> addTo(z, d, beta, d, from, to));
      level.run(slabs, (from, to) -> level.apply(d, mask, q, from, to));
      double energy = dot(d, q);
      if (!(energy > 0) || !(rz > 0)) {
        return iteration; // solved to the last digit, or not finite
      }
      float alpha = (float) (rz / energy);
      norm = rowMax((from, to) -> step(alpha, d, q, p, r, from, to));
      iteration++;
    }
    return iteration;
  }

  private double rowMax(Slabs.Term term) {
    return slabs.max(
        level.rows(), (from, to) -> term.of(level.row(from), level.row(to - 1) + level.nx));
  }

  private double dot(float[] a, float[] b) {
    return slabs.sum(
        level.rows(), (from, to) -> dot(a, b, level.row(from), level.row(to - 1) + level.nx));
  }

  private static double dot(float[] a, float[] b, int from, int to) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int c = from;
    for (; c + 4 <= to; c += 4) {
      s0 += (double) a[c] * b[c];
      s1 += (double) a[c + 1] * b[c + 1];
      s2 += (double) a[c + 2] * b[c + 2];
      s3 += (double) a[c + 3] * b[c + 3];
    }
    for (; c < to; c++) {
      s0 += (double) a[c] * b[c];
    }
    return (s0 + s1) + (s2 + s3);
  }

  private static void multiply(float[] a, float factor, float[] out, int from, int to) {
    for (int c = from; c < to; c++) {
      out[c] = factor * a[c];
    }
  }

  private static void addTo(float[] a, float[] b, float factor, float[] out, int from, int to) {
    for (int c = from; c < to; c++) {
      out[c] = a[c] + factor * b[c];
    }
  }

  private static float step(
      float alpha, float[] d, float[] q, float[] p, float[] r, int from, int to) {
    for (int c = from; c < to; c++) {
      p[c] += alpha * d[c];
    }
    for (int c = from; c < to; c++) {
      r[c] -= alpha * q[c];
    }
    return largest(r, from, to);
  }

  /** r = minus the divergence, without what no pressure can remove; the largest of it. */
  private double divergence(VectorField velocity) {
    GridSize size = domain.size();
    var x = velocity.x();
    var y = velocity.y();
    var up = velocity.z();
    int sy = size.x();
    int sz = size.isFlat() ? 0 : size.layer(); // 0: no difference, nothing flows
    level.runRows(
        slabs,
        (from, to) -> {
          for (int row = from; row < to; row++) {
            inflow(x, y, sy, up, sz, cell(row), mask, r, level.row(row), level.nx);
          }
        });
    largest = rowMax((from, to) -> largest(r, from, to));
    if (pockets.none()) {
      return largest;
    }
    pockets.removeMeans(slabs, r);
    return rowMax((from, to) -> largest(r, from, to));
  }

  private static float largest(float[] a, int from, int to) {
    float max = 0;
    for (int c = from; c < to; c++) {
      max = Math.max(max, Math.abs(a[c]));
    }
    return max;
  }

  /** The domain's index of the first cell of a row. */
  private int cell(int row) {
    GridSize size = domain.size();
    return origin + row / level.ny * size.layer() + row % level.ny * size.x();
  }

  private static void inflow(
      float[] x,
      float[] y,
      int sy,
      float[] z,
      int sz,
      int at,
      float[] mask,
      float[] out,
      int outAt,
      int n) {
    for (int i = 0; i < n; i++) {
      int c = at + i;
      out[outAt + i] =
          mask[outAt + i] * ((x[c] - x[c + 1]) + (y[c] - y[c + sy]) + (z[c] - z[c + sz]));
    }
  }

  private void subtractGradient(VectorField velocity, float[] pressure) {
    int[] steps = level.steps();
    for (int axis = 0; axis < steps.length; axis++) {
      var v = velocity.component(axis);
      int step = steps[axis];
      int extraX = axis == 0 ? 1 : 0;
      level.runRows(
          slabs,
          (from, to) -> {
            for (int row = from; row < to; row++) {
              subtractRow(v, cell(row), pressure, level.row(row), step, level.nx + extraX);
            }
          });
    }
    subtractUpper(velocity, pressure);
  }

  /** The upper faces of the last cells along y and z. */
  private void subtractUpper(VectorField velocity, float[] pressure) {
    GridSize size = domain.size();
    for (int k = 0; k < level.nz; k++) {
      int cell = origin + k * size.layer() + level.ny * size.x();
      int at = level.index(0, level.ny, k);
      subtractRow(velocity.y(), cell, pressure, at, level.strideY, level.nx);
    }
    if (!level.flat) {
      for (int j = 0; j < level.ny; j++) {
        int cell = origin + level.nz * size.layer() + j * size.x();
        int at = level.index(0, j, level.nz);
        subtractRow(velocity.z(), cell, pressure, at, level.strideZ, level.nx);
      }
    }
  }

  private void subtractRow(float[] v, int cell, float[] pressure, int at, int step, int count) {
    var kinds = level.kinds;
    for (int i = 0; i < count; i++) {
      int c = at + i;
      if (kinds[c] != Level.OBSTACLE && kinds[c - step] != Level.OBSTACLE) {
        v[cell + i] -= pressure[c] - pressure[c - step];
      }
    }
  }
}
