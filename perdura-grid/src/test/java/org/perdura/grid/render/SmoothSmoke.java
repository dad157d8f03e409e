package org.perdura.grid.render;

import org.perdura.grid.GridSize;
import org.perdura.grid.ScalarField;

/** Smoke that is smooth at any resolution. */
final class SmoothSmoke {

  /** Of one puff: its middle as parts of the longest side, its radius and its density. */
  private static final double[][] PUFFS = {
    {0.32, 0.25, 0.36, 0.11, 1.2},
    {0.45, 0.45, 0.38, 0.14, 0.8},
    {0.3, 0.6, 0.45, 0.1, 1},
    {0.42, 0.75, 0.3, 0.08, 0.5}
  };

  private SmoothSmoke() {}

  static ScalarField billow(GridSize size) {
    var field = new ScalarField(size);
    double longest = size.longest();
    for (int k = 0; k < size.z(); k++) {
      for (int j = 0; j < size.y(); j++) {
        for (int i = 0; i < size.x(); i++) {
          double sum = 0;
          for (double[] puff : PUFFS) {
            double x = (i + 0.5) / longest - puff[0];
            double y = (j + 0.5) / longest - puff[1];
            double z = (k + 0.5) / longest - puff[2];
            sum += puff[4] * Math.exp(-(x * x + y * y + z * z) / (puff[3] * puff[3]));
          }
          field.values()[size.index(i, j, k)] = (float) Math.max(0, sum - 0.02);
        }
      }
    }
    return field;
  }
}
