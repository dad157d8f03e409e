package org.perdura.grid;

/**
 * Three numbers for each cell, in cells per step where they are a velocity.
 *
 * <p>On a staggered (MAC) grid component c of a cell is the velocity through its lower face along
 * c. The upper faces of the last cells are not held: the outermost cells of a simulation belong to
 * its boundary. A flat field has a z component, too, which the formats store; as a velocity it is
 * 0.
 *
 * @param x {@code [z, y, x]}; the field's own, not a copy; y and z alike
 */
public record VectorField(GridSize size, Placement placement, float[] x, float[] y, float[] z)
    implements Field {

  /** Where the numbers are sampled. */
  public enum Placement {
    /** All three at the cell's centre. */
    CENTRES,
    /** Each at the centre of the cell's lower face: staggered. */
    FACES
  }

  public VectorField {
    Fields.requireLength(size, x.length, "x");
    Fields.requireLength(size, y.length, "y");
    Fields.requireLength(size, z.length, "z");
  }

  /** All zeros. */
  public VectorField(GridSize size, Placement placement) {
    this(
        size, placement, new float[size.cells()], new float[size.cells()], new float[size.cells()]);
  }

  /** Along axis 0, 1 or 2. */
  public float[] component(int axis) {
    return switch (axis) {
      case 0 -> x;
      case 1 -> y;
      case 2 -> z;
      default -> throw new IllegalArgumentException("axis " + axis + ": must be 0, 1 or 2");
    };
  }

  public VectorField copy() {
    return new VectorField(size, placement, x.clone(), y.clone(), z.clone());
  }
}
