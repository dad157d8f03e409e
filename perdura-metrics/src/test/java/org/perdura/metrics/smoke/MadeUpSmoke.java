package org.perdura.metrics.smoke;

import java.util.Random;
import org.perdura.grid.GridSize;
import org.perdura.grid.ScalarField;

/** Densities for tests. */
final class MadeUpSmoke {

  private MadeUpSmoke() {}

  /** White noise around 0.5. */
  static ScalarField noise(GridSize size, long seed) {
    var random = new Random(seed);
    var field = new ScalarField(size);
    for (int i = 0; i < size.cells(); i++) {
      field.values()[i] = (float) (0.5 + 0.1 * random.nextGaussian());
    }
    return field;
  }

  /** A ball with an edge, far from the border: density 1. */
  static ScalarField blob(GridSize size, double diameter, int x, int y, int z) {
    var field = new ScalarField(size);
    for (int k = 0; k < size.z(); k++) {
      for (int j = 0; j < size.y(); j++) {
        for (int i = 0; i < size.x(); i++) {
          double d = Math.hypot(Math.hypot(i - x, j - y), size.isFlat() ? 0 : k - z);
          field.values()[size.index(i, j, k)] = d < diameter / 2 ? 1 : 0;
        }
      }
    }
    return field;
  }

  static ScalarField sum(ScalarField a, ScalarField b) {
    ScalarField sum = a.copy();
    for (int i = 0; i < sum.values().length; i++) {
      sum.values()[i] += b.values()[i];
    }
    return sum;
  }

  static ScalarField scaled(ScalarField field, float by) {
    ScalarField scaled = field.copy();
    for (int i = 0; i < scaled.values().length; i++) {
      scaled.values()[i] *= by;
    }
    return scaled;
  }
}
