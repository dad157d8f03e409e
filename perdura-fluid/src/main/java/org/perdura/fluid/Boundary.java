package org.perdura.fluid;

/**
 * What closes or opens the domain at each of its sides. The two outermost cells of a side belong to
 * the boundary: an obstacle at a wall; empty, with pressure 0 and free outflow, at an open side.
 * Where sides meet, the wall wins. A flat domain has no sides along z.
 */
public record Boundary(
    Side lowerX, Side upperX, Side lowerY, Side upperY, Side lowerZ, Side upperZ) {

  /** How many cells a side is thick. */
  public static final int WIDTH = 2;

  /** Closed or open. */
  public enum Side {
    WALL,
    OPEN
  }

  /** Walls on all sides. */
  public static final Boundary CLOSED =
      new Boundary(Side.WALL, Side.WALL, Side.WALL, Side.WALL, Side.WALL, Side.WALL);

  /** Walls along x and z, open bottom and top. */
  public static final Boundary OPEN_Y =
      new Boundary(Side.WALL, Side.WALL, Side.OPEN, Side.OPEN, Side.WALL, Side.WALL);

  public Side lower(int axis) {
    return switch (axis) {
      case 0 -> lowerX;
      case 1 -> lowerY;
      default -> lowerZ;
    };
  }

  public Side upper(int axis) {
    return switch (axis) {
      case 0 -> upperX;
      case 1 -> upperY;
      default -> upperZ;
    };
  }
}
