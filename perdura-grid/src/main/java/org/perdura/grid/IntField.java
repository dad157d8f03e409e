package org.perdura.grid;

/**
 * One whole number for each cell: what a cell is (flags), or a count.
 *
 * @param values {@code [z, y, x]}; the field's own, not a copy
 */
public record IntField(GridSize size, int[] values) implements Field {

  public IntField {
    Fields.requireLength(size, values.length, "values");
  }

  /** All zeros. */
  public IntField(GridSize size) {
    this(size, new int[size.cells()]);
  }

  public int at(int i, int j, int k) {
    return values[size.index(i, j, k)];
  }
}
