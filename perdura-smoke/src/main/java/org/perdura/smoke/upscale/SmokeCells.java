package org.perdura.smoke.upscale;

import org.perdura.grid.ScalarField;
import org.perdura.smoke.model.SmokeGenerator;

/** Where in a frame there is smoke, so that the rest need not be computed. */
final class SmokeCells {

  /** Stays empty when it grows. */
  private static final Box NOWHERE =
      new Box(
          Integer.MAX_VALUE / 2,
          Integer.MAX_VALUE / 2,
          Integer.MAX_VALUE / 2,
          Integer.MIN_VALUE / 2,
          Integer.MIN_VALUE / 2,
          Integer.MIN_VALUE / 2);

  private SmokeCells() {}

  /**
   * The cells in a part of the frame that have smoke within {@link SmokeGenerator#EMPTY_REACH}.
   *
   * @return the smallest box that holds all of them, inside the part; empty if there are none
   */
  static Box in(Box part, ScalarField density) {
    int reach = SmokeGenerator.EMPTY_REACH;
    Box looked = part.grown(reach).within(Box.of(density.size()));
    return full(looked, density).grown(reach).within(part);
  }

  /** The smallest box in a part that holds all cells with smoke. */
  private static Box full(Box part, ScalarField density) {
    int x0 = part.x1();
    int y0 = part.y1();
    int z0 = part.z1();
    int x1 = part.x0();
    int y1 = part.y0();
    int z1 = part.z0();
    for (int k = part.z0(); k < part.z1(); k++) {
      for (int j = part.y0(); j < part.y1(); j++) {
        int row = density.size().index(0, j, k);
        int first = first(density.values(), row + part.x0(), row + part.x1()) - row;
        if (first == part.x1()) {
          continue;
        }
        int last = last(density.values(), row + first, row + part.x1()) - row;
        x0 = Math.min(x0, first);
        x1 = Math.max(x1, last + 1);
        y0 = Math.min(y0, j);
        y1 = Math.max(y1, j + 1);
        z0 = Math.min(z0, k);
        z1 = Math.max(z1, k + 1);
      }
    }
    return x0 < x1 ? new Box(x0, y0, z0, x1, y1, z1) : NOWHERE;
  }

  /** The first cell with smoke; the end if there is none. */
  private static int first(float[] values, int from, int to) {
    int i = from;
    while (i < to && values[i] <= SmokeGenerator.EMPTY) {
      i++;
    }
    return i;
  }

  /** The last cell with smoke; there is one. */
  private static int last(float[] values, int from, int to) {
    int i = to - 1;
    while (i > from && values[i] <= SmokeGenerator.EMPTY) {
      i--;
    }
    return i;
  }
}
