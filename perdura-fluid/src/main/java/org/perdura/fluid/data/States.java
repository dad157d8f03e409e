package org.perdura.fluid.data;

import java.util.Iterator;
import java.util.List;
import org.perdura.grid.GridSize;
import org.perdura.grid.ScalarField;
import org.perdura.grid.VectorField;
import org.perdura.grid.VectorField.Placement;

/** Fields as lists of arrays, and back. */
final class States {

  private States() {}

  static void add(List<float[]> state, ScalarField density, VectorField velocity) {
    state.add(density.values());
    for (int axis = 0; axis < velocity.size().dimensions(); axis++) {
      state.add(velocity.component(axis));
    }
  }

  /** A staggered velocity of the next two or three arrays. */
  static VectorField velocity(GridSize size, Iterator<float[]> state) {
    return new VectorField(
        size,
        Placement.FACES,
        state.next(),
        state.next(),
        size.isFlat() ? new float[size.cells()] : state.next());
  }
}
