package org.perdura.grid;

/**
 * One number for each cell, sampled at its centre.
 *
 * @param values {@code [z, y, x]}; the field's own, not a copy
 */
public record ScalarField(GridSize size, float[] values) implements Field {

  public ScalarField {
    Fields.requireLength(size, values.length, "values");
  }

  /** All zeros. */
  public ScalarField(GridSize size) {
    this(size, new float[size.cells()]);
  }

  public float at(int i, int j, int k) {
    return values[size.index(i, j, k)];
  }

  public ScalarField copy() {
    return new ScalarField(size, values.clone());
  }
}
