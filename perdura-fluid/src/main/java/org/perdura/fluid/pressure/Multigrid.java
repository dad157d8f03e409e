package org.perdura.fluid.pressure;

import java.util.ArrayList;
import java.util.List;
import org.perdura.grid.Slabs;

/**
 * A V-cycle as a preconditioner: about the inverse of the discrete Laplacian, symmetric and
 * positive, as conjugate gradients need it. It smooths by Chebyshev polynomials of the Jacobi
 * method, the same ones on the way down and on the way up, which are symmetric by themselves, and,
 * unlike Gauss-Seidel, vectorise and do not depend on any order.
 */
final class Multigrid {

  private static final int SMOOTHINGS = 2;
  private static final int COARSEST_SMOOTHINGS = 8;

  private final Slabs slabs;
  private final List<Level> levels = new ArrayList<>();
  private final List<Transfer> transfers = new ArrayList<>();
  private final List<float[]> right = new ArrayList<>(); // b of each level but the finest
  private final List<float[]> here = new ArrayList<>(); // x of each level but the finest
  private final List<float[]> other = new ArrayList<>();
  private final float[] smoothing;
  private final float[] coarsest;

  Multigrid(Level finest, Slabs slabs) {
    this.slabs = slabs;
    // What interpolation cannot represent lies between these eigenvalues of the Jacobi iteration;
    // on the coarsest level all have to be caught.
    this.smoothing = chebyshev(SMOOTHINGS, finest.flat ? 1 / 2.0 : 1 / 3.0, 2);
    this.coarsest = chebyshev(COARSEST_SMOOTHINGS, 0.1, 2);
    for (Level level = finest; ; level = level.coarsen()) {
      levels.add(level);
      boolean first = levels.size() == 1;
      right.add(first ? null : new float[level.cells()]);
      here.add(first ? null : new float[level.cells()]);
      other.add(new float[level.cells()]);
      if (!first) {
        transfers.add(new Transfer(levels.get(levels.size() - 2), level));
      }
      if (!level.canCoarsen()) {
        return;
      }
    }
  }

  /** The steps of damped Jacobi that together damp best all eigenvalues in a range. */
  private static float[] chebyshev(int degree, double low, double high) {
    var steps = new float[degree];
    for (int i = 0; i < degree; i++) {
      double root = Math.cos(Math.PI * (2 * i + 1) / (2 * degree));
      steps[i] = (float) (1 / ((high + low) / 2 + (high - low) / 2 * root));
    }
    return steps;
  }

  /** {@code z = M^-1 r}; both of the finest level, with the rim, and 0 where there is no fluid. */
  void precondition(float[] r, float[] z) {
    cycle(0, r, z);
  }

  private void cycle(int depth, float[] b, float[] x) {
    var level = levels.get(depth);
    var spare = other.get(depth);
    if (depth == levels.size() - 1) {
      smooth(level, x, b, spare, coarsest, true);
      return;
    }
    smooth(level, x, b, spare, smoothing, true);
    var transfer = transfers.get(depth);
    level.run(slabs, (from, to) -> level.residual(x, b, transfer.norm(), spare, from, to));
    var coarseB = right.get(depth + 1);
    var coarseX = here.get(depth + 1);
    transfer.restrict(slabs, spare, coarseB);
    cycle(depth + 1, coarseB, coarseX);
    transfer.prolong(slabs, coarseX, x);
    smooth(level, x, b, spare, smoothing, false);
  }

  /** An even number of steps, so that the result is in x. */
  private void smooth(
      Level level, float[] x, float[] b, float[] spare, float[] steps, boolean fromZero) {
    for (int i = 0; i < steps.length; i++) {
      float omega = steps[i];
      var from = i % 2 == 0 ? x : spare;
      var to = i % 2 == 0 ? spare : x;
      if (i == 0 && fromZero) {
        level.run(slabs, (first, end) -> scale(b, level.inverse, omega, to, first, end));
      } else {
        level.run(slabs, (first, end) -> level.relax(from, b, omega, to, first, end));
      }
    }
  }

  private static void scale(
      float[] b, float[] inverse, float omega, float[] out, int from, int to) {
    for (int c = from; c < to; c++) {
      out[c] = omega * inverse[c] * b[c];
    }
  }
}
