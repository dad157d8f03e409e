package org.perdura.fluid.solver;

import org.perdura.grid.GridSize;

/**
 * Linear look-up for one cell at a time, for displacements that lead out of the grid or differ much
 * from cell to cell. Positions outside are moved to the outermost cells' centres. One per thread.
 */
final class CellLookUp {

  private final GridSize size;
  private final int[] cells;
  private final int[] source = new int[3]; // the lower source cell along each axis
  private final float[] upper = new float[3]; // weight of the cell above
  private float least;
  private float most;

  CellLookUp(GridSize size) {
    this.size = size;
    cells = new int[] {size.x(), size.y(), size.z()};
  }

  /** f at where a cell is displaced to. */
  float at(float[] f, int cell, float dx, float dy, float dz) {
    locate(cell, dx, dy, dz);
    int a = size.index(source[0], source[1], source[2]);
    float lower = layer(f, a);
    if (size.isFlat()) {
      return lower;
    }
    return (1 - upper[2]) * lower + upper[2] * layer(f, a + size.layer());
  }

  private float layer(float[] f, int a) {
    float x1 = upper[0];
    float x0 = 1 - x1;
    int b = a + size.x();
    float row0 = x0 * f[a] + x1 * f[a + 1];
    float row1 = x0 * f[b] + x1 * f[b + 1];
    return (1 - upper[1]) * row0 + upper[1] * row1;
  }

  private void locate(int cell, float dx, float dy, float dz) {
    int row = cell / size.x();
    int layer = row / size.y();
    locate(0, cell - row * size.x(), dx);
    locate(1, row - layer * size.y(), dy);
    if (!size.isFlat()) {
      locate(2, layer, dz);
    }
  }

  private void locate(int axis, int at, float d) {
    int n = cells[axis];
    // As a float first: a wild velocity must not run over.
    float floor = (float) Math.floor(Math.max(-n, Math.min(n, d)));
    int from = at + (int) floor;
    if (from < 0) {
      source[axis] = 0;
      upper[axis] = 0;
    } else if (from >= n - 1) {
      source[axis] = n - 2;
      upper[axis] = 1;
    } else {
      source[axis] = from;
      upper[axis] = d - floor;
    }
  }

  /**
   * Finds the least and the most in the source cells; along an axis on which the displacement leads
   * to a cell's very centre, that is one, as in {@link Stencil}.
   *
   * @param forLeast the values among which the least is found; forMost may be the same
   */
  void bounds(float[] forLeast, float[] forMost, int cell, float dx, float dy, float dz) {
    locate(cell, dx, dy, dz);
    least = Stencil.HUGE;
    most = -Stencil.HUGE;
    for (int k = source[2]; k <= last(2); k++) {
      for (int j = source[1]; j <= last(1); j++) {
        for (int i = source[0]; i <= last(0); i++) {
          int c = size.index(i, j, k);
          least = Math.min(least, forLeast[c]);
          most = Math.max(most, forMost[c]);
        }
      }
    }
  }

  private int last(int axis) {
    return upper[axis] == 0 ? source[axis] : source[axis] + 1;
  }

  /** Whether a value lies between the last bounds. */
  boolean isWithin(float value) {
    return value >= least && value <= most;
  }
}
