package org.perdura.metrics.smoke;

import org.perdura.grid.GridSize;
import org.perdura.grid.ScalarField;
import org.perdura.grid.Slabs;

/** How steep a density is. */
final class Gradient {

  private Gradient() {}

  /** The mean length of the gradient by central differences, over all cells but the outermost. */
  static double mean(ScalarField field, Slabs slabs) {
    GridSize size = field.size();
    int edge = size.isFlat() ? 0 : 1;
    int rows = size.y() - 2;
    int layers = size.z() - 2 * edge;
    double sum =
        slabs.sum(
            rows * layers,
            (from, to) -> {
              double lengths = 0;
              for (int row = from; row < to; row++) {
                lengths += ofRow(field, 1 + row % rows, edge + row / rows);
              }
              return lengths;
            });
    return sum / ((double) rows * layers * (size.x() - 2));
  }

  private static double ofRow(ScalarField field, int j, int k) {
    GridSize size = field.size();
    float[] v = field.values();
    int up = size.x();
    int back = size.isFlat() ? 0 : size.layer();
    int first = size.index(0, j, k);
    double lengths = 0;
    for (int at = first + 1; at < first + size.x() - 1; at++) {
      double dx = v[at + 1] - v[at - 1];
      double dy = v[at + up] - v[at - up];
      double dz = v[at + back] - v[at - back];
      lengths += Math.sqrt(dx * dx + dy * dy + dz * dz) / 2;
    }
    return lengths;
  }
}
