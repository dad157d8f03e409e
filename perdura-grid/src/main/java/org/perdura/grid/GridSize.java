package org.perdura.grid;

/**
 * How many cells a grid has along each axis. A flat (2D) grid has one layer, z = 1. Cells lie in
 * memory with x fastest, then y, then z. The cell (i, j, k) covers [i, i + 1] x [j, j + 1] x [k, k
 * + 1]; lengths are in cells.
 */
public record GridSize(int x, int y, int z) {

  public GridSize {
    if (x < 1 || y < 1 || z < 1 || (long) x * y > Integer.MAX_VALUE / (long) z) {
      throw new IllegalArgumentException(
          "a grid of %dx%dx%d cells: every side must be at least 1, and the cells fewer than 2^31"
              .formatted(x, y, z));
    }
  }

  public static GridSize flat(int x, int y) {
    return new GridSize(x, y, 1);
  }

  public boolean isFlat() {
    return z == 1;
  }

  /** 2 or 3. */
  public int dimensions() {
    return isFlat() ? 2 : 3;
  }

  public int cells() {
    return x * y * z;
  }

  /** Cells of one layer of constant z. */
  public int layer() {
    return x * y;
  }

  /** The longest side, which scenes take as their unit of length. */
  public int longest() {
    return Math.max(x, Math.max(y, z));
  }

  public int index(int i, int j, int k) {
    return (k * y + j) * x + i;
  }

  /** The size with every side times a factor; a flat grid stays flat. */
  public GridSize times(int factor) {
    return new GridSize(side(x, factor), side(y, factor), isFlat() ? 1 : side(z, factor));
  }

  private int side(int cells, int factor) {
    if (factor < 1 || (long) cells * factor > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "a grid of %s times %d: must be at least 1, and every side fewer than 2^31 cells"
              .formatted(this, factor));
    }
    return cells * factor;
  }

  /**
   * The size with every side divided by a factor; a flat grid stays flat.
   *
   * @throws IllegalArgumentException if a side is no multiple of it
   */
  public GridSize over(int factor) {
    if (factor < 1 || x % factor != 0 || y % factor != 0 || (!isFlat() && z % factor != 0)) {
      throw new IllegalArgumentException(
          "a grid of %s over %d: must be at least 1 and divide every side".formatted(this, factor));
    }
    return new GridSize(x / factor, y / factor, isFlat() ? 1 : z / factor);
  }

  @Override
  public String toString() {
    return isFlat() ? x + "x" + y : x + "x" + y + "x" + z;
  }
}
