package org.perdura.fluid.scene;

import java.util.Arrays;
import org.perdura.fluid.solver.Source;
import org.perdura.grid.GridSize;
import org.perdura.grid.ScalarField;
import org.perdura.grid.VectorField;

/** A velocity that all faces inside a shape have at the start of a step. */
final class ImposedVelocity implements Source {

  private final Steps steps;

  /** For each axis the faces' cells. */
  private final int[][] faces;

  /** For each axis, cells per step. */
  private final float[] values;

  ImposedVelocity(VelocitySpec spec, GridSize size) {
    steps = spec.steps();
    PlacedShape shape = spec.shape().in(size);
    int dimensions = size.dimensions();
    faces = new int[dimensions][];
    values = new float[dimensions];
    for (int axis = 0; axis < dimensions; axis++) {
      values[axis] = (float) (spec.velocity().get(axis) * size.longest());
      faces[axis] = faces(shape, size, axis);
    }
  }

  private static int[] faces(PlacedShape shape, GridSize size, int axis) {
    int[] from = {shape.from(0, 1), shape.from(1, 1), shape.from(2, 1)};
    int[] to = {shape.to(0, 1), shape.to(1, 1), shape.to(2, 1)};
    var inside = new int[(to[0] - from[0]) * (to[1] - from[1]) * (to[2] - from[2])];
    int count = 0;
    for (int k = from[2]; k < to[2]; k++) {
      for (int j = from[1]; j < to[1]; j++) {
        for (int i = from[0]; i < to[0]; i++) {
          double x = axis == 0 ? i : i + 0.5;
          double y = axis == 1 ? j : j + 0.5;
          double z = axis == 2 ? k : k + 0.5;
          if (shape.distance(x, y, z) <= 0) {
            inside[count++] = size.index(i, j, k);
          }
        }
      }
    }
    return Arrays.copyOf(inside, count);
  }

  @Override
  public void apply(int step, ScalarField density, VectorField velocity) {
    if (!steps.include(step)) {
      return;
    }
    for (int axis = 0; axis < faces.length; axis++) {
      float[] component = velocity.component(axis);
      for (int face : faces[axis]) {
        component[face] = values[axis];
      }
    }
  }
}
