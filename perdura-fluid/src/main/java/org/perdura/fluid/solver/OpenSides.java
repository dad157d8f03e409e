package org.perdura.fluid.solver;

import org.perdura.fluid.Boundary;
import org.perdura.fluid.Domain;
import org.perdura.grid.GridSize;
import org.perdura.grid.Slabs;
import org.perdura.grid.VectorField;

/**
 * Lets the flow out at open sides: an empty cell takes the velocity across the side from its
 * neighbour towards the fluid, and what advection changed in itself, the less of it the faster the
 * flow leaves (a convective condition, as in mantaflow).
 */
final class OpenSides {

  /** Mantaflow's: four steps at least for what changes in the empty cell itself. */
  private static final float DELAY = 4;

  private final GridSize size;
  private final byte[] cells;
  private final Slabs slabs;
  private final CellMasks masks;
  private final int[] strides;
  private final int[] counts;
  private final int[] empty; // cells
  private final float[][] results; // [axis][empty cell]

  OpenSides(Domain domain, CellMasks masks, Slabs slabs) {
    this.size = domain.size();
    this.cells = domain.cells();
    this.slabs = slabs;
    this.masks = masks;
    strides = size.isFlat() ? new int[] {1, size.x()} : new int[] {1, size.x(), size.layer()};
    counts = new int[] {size.x(), size.y(), size.z()};
    int count = 0;
    for (byte cell : cells) {
      count += cell == Domain.EMPTY ? 1 : 0;
    }
    empty = new int[count];
    int at = 0;
    for (int c = 0; c < cells.length; c++) {
      if (cells[c] == Domain.EMPTY) {
        empty[at++] = c;
      }
    }
    results = new float[strides.length][count];
  }

  /**
   * Sets the velocity of the empty cells.
   *
   * @param velocity after advection
   * @param before advection
   */
  void extrapolate(VectorField velocity, VectorField before) {
    if (empty.length == 0) {
      return;
    }
    slabs.run(
        empty.length,
        (from, to) -> {
          var at = new int[3];
          for (int n = from; n < to; n++) {
            locate(empty[n], at);
            for (int axis = 0; axis < strides.length; axis++) {
              results[axis][n] =
                  outflow(velocity.component(axis), before.component(axis), axis, empty[n], at);
            }
          }
        });
    for (int axis = 0; axis < strides.length; axis++) {
      float[] v = velocity.component(axis);
      int stride = strides[axis];
      for (int n = 0; n < empty.length; n++) {
        int c = empty[n];
        v[c] = c < stride ? results[axis][n] : results[axis][n] * masks.open[c - stride];
      }
    }
  }

  private void locate(int c, int[] at) {
    int row = c / size.x();
    at[0] = c - row * size.x();
    at[1] = row % size.y();
    at[2] = row / size.y();
  }

  /** Along an axis on which there is no fluid within two cells, nothing flows. */
  private float outflow(float[] v, float[] before, int axis, int c, int[] at) {
    int stride = strides[axis];
    for (int distance = 1; distance <= Boundary.WIDTH; distance++) {
      boolean lower = at[axis] >= distance && cells[c - distance * stride] == Domain.FLUID;
      boolean upper =
          at[axis] + distance < counts[axis] && cells[c + distance * stride] == Domain.FLUID;
      if (lower || upper) {
        float inner =
            lower && upper
                ? 0.5f * (v[c - stride] + v[c + stride])
                : lower ? v[c - stride] : v[c + stride];
        return (v[c] - before[c]) / (DELAY * Math.max(1, bulk(v, at))) + inner;
      }
    }
    return 0;
  }

  /** Mean over the cell and its neighbours that are not obstacles. */
  private float bulk(float[] v, int[] at) {
    float sum = 0;
    int count = 0;
    for (int k = Math.max(0, at[2] - 1); k <= Math.min(size.z() - 1, at[2] + 1); k++) {
      for (int j = Math.max(0, at[1] - 1); j <= Math.min(size.y() - 1, at[1] + 1); j++) {
        for (int i = Math.max(0, at[0] - 1); i <= Math.min(size.x() - 1, at[0] + 1); i++) {
          int c = size.index(i, j, k);
          if (cells[c] != Domain.OBSTACLE) {
            sum += v[c];
            count++;
          }
        }
      }
    }
    return sum / count;
  }
}
