package org.perdura.fluid.pressure;

import java.util.Arrays;
import org.perdura.grid.Slabs;

/**
 * Linear interpolation from a coarse level to a fine one, and its transpose. The centre of a fine
 * cell is a quarter of a coarse cell from its parent's centre, so that along each axis the parent
 * counts 3/4 and its nearer neighbour 1/4. Obstacles among the coarse cells have no pressure: they
 * are left out and the others count more; empty cells count with their pressure 0.
 */
final class Transfer {

  private static final float NEAR = 0.75f;
  private static final float FAR = 0.25f;

  private final Level fine;
  private final Level coarse;

  /** One over the sum of the weights that count; 0 where the fine level has no fluid. */
  private final float[] norm;

  private final int line; // of a work array: a row of the fine level with its rim

  Transfer(Level fine, Level coarse) {
    this.fine = fine;
    this.coarse = coarse;
    this.norm = new float[fine.cells()];
    this.line = 2 * coarse.nx + 4;
    // Interpolating 1 in all cells that are no obstacles gives the sums of the weights.
    var counted = new float[coarse.cells()];
    for (int c = 0; c < counted.length; c++) {
      counted[c] = coarse.kinds[c] == Level.OBSTACLE ? 0 : 1;
    }
    var sums = new float[fine.cells()];
    fine.forEachFluid(c -> norm[c] = 1);
    addRows(counted, sums, 0, fine.rows());
    fine.forEachFluid(c -> norm[c] = sums[c] > 0 ? 1 / sums[c] : 0);
  }

  /** By which a residual must be multiplied before it is restricted. */
  float[] norm() {
    return norm;
  }

  /** Adds the interpolated x of the coarse level to that of the fine one. */
  void prolong(Slabs slabs, float[] coarseX, float[] fineX) {
    fine.runRows(slabs, (from, to) -> addRows(coarseX, fineX, from, to));
  }

  private void addRows(float[] coarseX, float[] fineX, int from, int to) {
    var mixed = new float[line];
    int width = coarse.nx + 2;
    for (int row = from; row < to; row++) {
      int j = row % fine.ny;
      int k = row / fine.ny;
      int parent = coarse.index(-1, j >> 1, fine.flat ? 0 : k >> 1);
      int sideY = (j & 1) == 0 ? -coarse.strideY : coarse.strideY;
      if (fine.flat) {
        mix(coarseX, parent, parent + sideY, NEAR, FAR, mixed, width);
      } else {
        int sideZ = (k & 1) == 0 ? -coarse.strideZ : coarse.strideZ;
        mix(coarseX, parent, parent + sideY, parent + sideZ, parent + sideY + sideZ, mixed, width);
      }
      int at = fine.row(row);
      for (int i = 0; i < fine.nx; i++) {
        int own = (i >> 1) + 1;
        float value = NEAR * mixed[own] + FAR * mixed[own - 1 + 2 * (i & 1)];
        fineX[at + i] += norm[at + i] * value;
      }
    }
  }

  private static void mix(
      float[] x, int a, int b, float weightA, float weightB, float[] out, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = weightA * x[a + i] + weightB * x[b + i];
    }
  }

  private static void mix(float[] x, int a, int b, int c, int d, float[] out, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = NEAR * NEAR * x[a + i] + NEAR * FAR * (x[b + i] + x[c + i]) + FAR * FAR * x[d + i];
    }
  }

  /**
   * The transpose.
   *
   * @param residual already multiplied by {@link #norm}
   */
  void restrict(Slabs slabs, float[] residual, float[] coarseB) {
    coarse.runRows(slabs, (from, to) -> gatherRows(residual, coarseB, from, to));
  }

  private void gatherRows(float[] residual, float[] coarseB, int from, int to) {
    var sums = new float[line]; // sums[i + 1]: of the fine cells i
    for (int row = from; row < to; row++) {
      int j = row % coarse.ny;
      int k = row / coarse.ny;
      Arrays.fill(sums, 0);
      for (int dk = fine.flat ? 0 : -1; dk <= (fine.flat ? 0 : 2); dk++) {
        int fineK = fine.flat ? 0 : 2 * k + dk;
        if (fineK < 0 || fineK >= fine.nz) {
          continue;
        }
        float weightK = fine.flat ? 1 : dk == 0 || dk == 1 ? NEAR : FAR;
        for (int dj = -1; dj <= 2; dj++) {
          int fineJ = 2 * j + dj;
          if (fineJ >= 0 && fineJ < fine.ny) {
            float weight = weightK * (dj == 0 || dj == 1 ? NEAR : FAR);
            add(residual, fine.index(0, fineJ, fineK), weight, sums, fine.nx);
          }
        }
      }
      int at = coarse.row(row);
      for (int i = 0; i < coarse.nx; i++) {
        coarseB[at + i] =
            NEAR * (sums[2 * i + 1] + sums[2 * i + 2]) + FAR * (sums[2 * i] + sums[2 * i + 3]);
      }
    }
  }

  private static void add(float[] x, int at, float weight, float[] sums, int count) {
    for (int i = 0; i < count; i++) {
      sums[i + 1] += weight * x[at + i];
    }
  }
}
