package org.perdura.smoke.upscale;

import org.perdura.grid.GridSize;

/** Cells from (x0, y0, z0), inclusive, to (x1, y1, z1), exclusive. */
record Box(int x0, int y0, int z0, int x1, int y1, int z1) {

  static final Box EMPTY = new Box(0, 0, 0, 0, 0, 0);

  /** All cells of a grid. */
  static Box of(GridSize size) {
    return new Box(0, 0, 0, size.x(), size.y(), size.z());
  }

  boolean isEmpty() {
    return x0 >= x1 || y0 >= y1 || z0 >= z1;
  }

  long cells() {
    return isEmpty() ? 0 : (long) (x1 - x0) * (y1 - y0) * (z1 - z0);
  }

  /** With some more cells on all sides. */
  Box grown(int cells) {
    return new Box(x0 - cells, y0 - cells, z0 - cells, x1 + cells, y1 + cells, z1 + cells);
  }

  /** What is in this and in the other. */
  Box within(Box other) {
    var common =
        new Box(
            Math.max(x0, other.x0),
            Math.max(y0, other.y0),
            Math.max(z0, other.z0),
            Math.min(x1, other.x1),
            Math.min(y1, other.y1),
            Math.min(z1, other.z1));
    return common.isEmpty() ? EMPTY : common;
  }
}
