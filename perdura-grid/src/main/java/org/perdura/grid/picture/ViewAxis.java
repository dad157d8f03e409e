package org.perdura.grid.picture;

import java.util.Arrays;
import org.perdura.grid.GridSize;
import org.perdura.grid.ScalarField;
import org.perdura.grid.Slabs;

/** Along which axis one looks at solid smoke. */
public enum ViewAxis {
  /** From the left: z to the right, y up. */
  X,
  /** From above: x to the right, z down. */
  Y,
  /** From the front: x to the right, y up. */
  Z;

  /** The picture's cells. */
  GridSize across(GridSize size) {
    return switch (this) {
      case X -> GridSize.flat(size.z(), size.y());
      case Y -> GridSize.flat(size.x(), size.z());
      case Z -> GridSize.flat(size.x(), size.y());
    };
  }

  /** How many cells lie behind each of the picture's. */
  int depth(GridSize size) {
    return switch (this) {
      case X -> size.x();
      case Y -> size.y();
      case Z -> size.z();
    };
  }

  /**
   * The smoke that lies in some layers across the axis, added up; less than none counts as none.
   *
   * @param from the first layer
   * @param to the last one, exclusive
   * @return {@code [y, x]} of the picture, rows from the bottom
   */
  ScalarField sum(ScalarField density, int from, int to, Slabs slabs) {
    GridSize plane = across(density.size());
    var sums = new ScalarField(plane);
    slabs.run(
        plane.y(),
        (first, last) -> {
          var row = new double[plane.x()];
          for (int j = first; j < last; j++) {
            Arrays.fill(row, 0);
            addRow(density, j, from, to, row);
            for (int i = 0; i < row.length; i++) {
              sums.values()[j * row.length + i] = (float) row[i];
            }
          }
        });
    return sums;
  }

  private void addRow(ScalarField density, int j, int from, int to, double[] row) {
    GridSize size = density.size();
    float[] values = density.values();
    switch (this) {
      case X -> {
        for (int i = 0; i < row.length; i++) {
          int at = size.index(0, j, i);
          for (int layer = from; layer < to; layer++) {
            row[i] += Math.max(0, values[at + layer]);
          }
        }
      }
      case Y -> {
        int z = size.z() - 1 - j;
        for (int layer = from; layer < to; layer++) {
          add(values, size.index(0, layer, z), row);
        }
      }
      case Z -> {
        for (int layer = from; layer < to; layer++) {
          add(values, size.index(0, j, layer), row);
        }
      }
    }
  }

  private static void add(float[] values, int at, double[] row) {
    for (int i = 0; i < row.length; i++) {
      row[i] += Math.max(0, values[at + i]);
    }
  }
}
