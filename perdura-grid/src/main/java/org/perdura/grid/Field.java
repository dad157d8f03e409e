package org.perdura.grid;

/** Values on a grid, of one of these kinds. */
public sealed interface Field permits ScalarField, VectorField, IntField {

  GridSize size();
}
