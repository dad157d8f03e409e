package org.perdura.fluid.solver;

import org.perdura.grid.GridSize;
import org.perdura.grid.Slabs;

/**
 * The least and the most of a velocity in every row of cells, from which follows in what range the
 * displacements of a span lie: means of a span's faces lie between those of the rows they are in.
 */
final class RowRanges {

  private final GridSize size;
  private final int axes;
  private final float[][] least; // [axis][row]
  private final float[][] most;

  RowRanges(GridSize size) {
    this.size = size;
    axes = size.dimensions();
    least = new float[axes][size.y() * size.z()];
    most = new float[axes][size.y() * size.z()];
  }

  /** Looks through a velocity, [axis]. */
  void find(float[][] velocity, Slabs slabs) {
    int width = size.x();
    slabs.run(
        size.y() * size.z(),
        (from, to) -> {
          for (int row = from; row < to; row++) {
            for (int axis = 0; axis < axes; axis++) {
              find(velocity[axis], row * width, width, axis, row);
            }
          }
        });
  }

  private void find(float[] v, int from, int width, int axis, int row) {
    float low = v[from];
    float high = low;
    for (int c = from + 1; c < from + width; c++) {
      float value = v[c];
      if (value < low) {
        low = value;
      } else if (value > high) {
        high = value;
      }
    }
    least[axis][row] = low;
    most[axis][row] = high;
  }

  /**
   * Sets between what the displacements of a span's cells lie.
   *
   * @param component whose faces are meant, or {@link Displacements#CENTRES}
   */
  void of(int component, int first, int n, float[] smallest, float[] largest) {
    int firstRow = first / size.x();
    int lastRow = (first + n - 1) / size.x();
    for (int axis = 0; axis < axes; axis++) {
      boolean alone = axis == component;
      int from = firstRow - (component == 1 && !alone ? 1 : 0);
      int to = lastRow + (axis == 1 && !alone ? 1 : 0);
      int firstLayer = component == 2 && !alone ? -1 : 0;
      int lastLayer = axis == 2 && !alone ? 1 : 0;
      float low = Float.POSITIVE_INFINITY;
      float high = Float.NEGATIVE_INFINITY;
      for (int layer = firstLayer; layer <= lastLayer; layer++) {
        for (int row = from + layer * size.y(); row <= to + layer * size.y(); row++) {
          low = Math.min(low, least[axis][row]);
          high = Math.max(high, most[axis][row]);
        }
      }
      smallest[axis] = -high;
      largest[axis] = -low;
    }
  }
}
