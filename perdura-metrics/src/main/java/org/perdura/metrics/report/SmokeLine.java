package org.perdura.metrics.report;

import org.perdura.grid.GridSize;
import org.perdura.grid.ScalarField;

/**
 * A line of cells through a flat density, or through the middle layer of a solid one.
 *
 * @param upright along y, else along x
 * @param at the line's x if it is upright, else its y
 */
record SmokeLine(boolean upright, int at) {

  int length(GridSize size) {
    return upright ? size.y() : size.x();
  }

  /** The values along it, x or y ascending. */
  float[] of(ScalarField density) {
    GridSize size = density.size();
    int layer = size.z() / 2;
    var values = new float[length(size)];
    for (int i = 0; i < values.length; i++) {
      values[i] = upright ? density.at(at, i, layer) : density.at(i, at, layer);
    }
    return values;
  }

  /** Finds the line where most happens: where the density changes most from frame to frame. */
  static final class Choice {

    private final GridSize size;
    private final double[] ofColumns;
    private final double[] ofRows;
    private ScalarField before;

    Choice(GridSize size) {
      this.size = size;
      this.ofColumns = new double[size.x()];
      this.ofRows = new double[size.y()];
    }

    /** Takes the next frame into account. */
    void add(ScalarField density) {
      int layer = size.z() / 2;
      for (int j = 0; before != null && j < size.y(); j++) {
        for (int i = 0; i < size.x(); i++) {
          double change = Math.abs(density.at(i, j, layer) - before.at(i, j, layer));
          ofColumns[i] += change / size.y();
          ofRows[j] += change / size.x();
        }
      }
      before = density;
    }

    SmokeLine best() {
      int column = greatest(ofColumns);
      int row = greatest(ofRows);
      return ofColumns[column] >= ofRows[row]
          ? new SmokeLine(true, column)
          : new SmokeLine(false, row);
    }

    private static int greatest(double[] values) {
      int greatest = values.length / 2; // where nothing happens, the middle
      for (int i = 0; i < values.length; i++) {
        greatest = values[i] > values[greatest] ? i : greatest;
      }
      return greatest;
    }
  }
}
