package org.perdura.grid.io;

import java.io.IOException;
import org.perdura.grid.Field;
import org.perdura.grid.ScalarField;
import org.perdura.grid.VectorField;
import org.perdura.grid.VectorField.Placement;

/**
 * A stored grid.
 *
 * @param note who made it, in free words; empty if unknown. Formats that have no place for it drop
 *     it, and the time
 * @param time when it was made, in milliseconds since 1970; 0 makes files the same every time
 */
public record GridData(GridType type, Field field, String note, long time) {

  public GridData {
    if (!type.fits(field)) {
      throw new IllegalArgumentException(
          "type %s for a field that is %s: must fit its numbers"
              .formatted(type.label(), GridType.of(field).label()));
    }
  }

  /** With the field's usual type, and nothing said of its origin. */
  public static GridData of(Field field) {
    return new GridData(GridType.of(field), field, "", 0);
  }

  /**
   * The same numbers, taken as another type.
   *
   * @throws IllegalArgumentException if they are too many or too few, or not whole
   */
  public GridData as(GridType other) {
    if (field instanceof VectorField vectors && other.components() == 3) {
      var placement = other == GridType.MAC ? Placement.FACES : Placement.CENTRES;
      var moved = new VectorField(vectors.size(), placement, vectors.x(), vectors.y(), vectors.z());
      return new GridData(other, moved, note, time);
    }
    if (!other.fits(field)) {
      throw new IllegalArgumentException(
          "a %s grid cannot be taken as %s: must be a type of as many numbers, whole or not"
              .formatted(type.label(), other.label()));
    }
    return new GridData(other, field, note, time);
  }

  ScalarField requireScalar(Object file) throws IOException {
    if (field instanceof ScalarField scalar) {
      return scalar;
    }
    throw new IOException(
        "%s: is a %s grid, must be Real or Levelset".formatted(file, type.label()));
  }

  VectorField requireVector(Object file) throws IOException {
    if (field instanceof VectorField vectors) {
      return vectors;
    }
    throw new IOException("%s: is a %s grid, must be MAC or Vec3".formatted(file, type.label()));
  }
}
