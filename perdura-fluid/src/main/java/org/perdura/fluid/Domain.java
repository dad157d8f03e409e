package org.perdura.fluid;

import org.perdura.fluid.Boundary.Side;
import org.perdura.grid.GridSize;

/**
 * What each cell of a simulation is.
 *
 * @param cells {@link #FLUID}, {@link #OBSTACLE} or {@link #EMPTY} for each cell, {@code [z, y, x]}
 * @param plainBox whether all cells inside the boundary are fluid, so that the pressure can be
 *     solved for directly
 */
public record Domain(GridSize size, Boundary boundary, byte[] cells, boolean plainBox) {

  /** Smoke and air. */
  public static final byte FLUID = 0;

  /** Solid; nothing flows through its faces. */
  public static final byte OBSTACLE = 1;

  /** Outside of an open side: pressure 0, and what flows in there is gone. */
  public static final byte EMPTY = 2;

  /** Below this a side is nothing but boundary. */
  private static final int SMALLEST_SIDE = 2 * Boundary.WIDTH + 1;

  /**
   * A domain with obstacles in it.
   *
   * @param solid whether each cell is an obstacle, {@code [z, y, x]}; null for none; what it says
   *     of the boundary's cells is ignored
   */
  public static Domain of(GridSize size, Boundary boundary, boolean[] solid) {
    requireSide(size, size.x());
    requireSide(size, size.y());
    if (!size.isFlat()) {
      requireSide(size, size.z());
    }
    if (solid != null && solid.length != size.cells()) {
      throw new IllegalArgumentException(
          "a mask of %d cells for a domain of %s: must be %d"
              .formatted(solid.length, size, size.cells()));
    }
    var cells = new byte[size.cells()];
    boolean plain = true;
    int at = 0;
    for (int k = 0; k < size.z(); k++) {
      byte layer = size.isFlat() ? FLUID : side(k, size.z(), boundary.lowerZ(), boundary.upperZ());
      for (int j = 0; j < size.y(); j++) {
        byte row = join(layer, side(j, size.y(), boundary.lowerY(), boundary.upperY()));
        for (int i = 0; i < size.x(); i++, at++) {
          byte cell = join(row, side(i, size.x(), boundary.lowerX(), boundary.upperX()));
          if (cell == FLUID && solid != null && solid[at]) {
            cell = OBSTACLE;
            plain = false;
          }
          cells[at] = cell;
        }
      }
    }
    return new Domain(size, boundary, cells, plain);
  }

  private static void requireSide(GridSize size, int cells) {
    if (cells < SMALLEST_SIDE) {
      throw new IllegalArgumentException(
          "a domain of %s cells: every side must be at least %d, since %d on either end are boundary"
              .formatted(size, SMALLEST_SIDE, Boundary.WIDTH));
    }
  }

  private static byte side(int at, int cells, Side lower, Side upper) {
    Side side;
    if (at < Boundary.WIDTH) {
      side = lower;
    } else if (at >= cells - Boundary.WIDTH) {
      side = upper;
    } else {
      return FLUID;
    }
    return side == Side.WALL ? OBSTACLE : EMPTY;
  }

  private static byte join(byte one, byte other) {
    if (one == OBSTACLE || other == OBSTACLE) {
      return OBSTACLE;
    }
    return one == EMPTY || other == EMPTY ? EMPTY : FLUID;
  }

  public boolean isFluid(int cell) {
    return cells[cell] == FLUID;
  }
}
