package org.perdura.grid.io;

import java.util.Locale;
import org.perdura.grid.Field;
import org.perdura.grid.IntField;
import org.perdura.grid.VectorField;
import org.perdura.grid.VectorField.Placement;

/** What the values of a stored grid mean, in mantaflow's words. */
public enum GridType {
  /** Numbers at the centres: a density, a temperature. */
  REAL,
  /** Signed distances from a surface, in cells. */
  LEVELSET,
  /** Whole numbers. */
  INT,
  /** What each cell is: bits. */
  FLAGS,
  /** Vectors at the centres. */
  VEC3,
  /** Staggered vectors: each component at the cell's lower face. */
  MAC;

  /** The usual type of a field. */
  public static GridType of(Field field) {
    if (field instanceof VectorField vectors) {
      return vectors.placement() == Placement.FACES ? MAC : VEC3;
    }
    return field instanceof IntField ? INT : REAL;
  }

  /** Numbers for each cell: 1 or 3. */
  public int components() {
    return this == VEC3 || this == MAC ? 3 : 1;
  }

  /** Whether the numbers are whole. */
  public boolean isWhole() {
    return this == INT || this == FLAGS;
  }

  /** Whether a field may be stored as this. */
  public boolean fits(Field field) {
    if (field instanceof VectorField vectors) {
      return this == of(vectors);
    }
    return field instanceof IntField ? isWhole() : this == REAL || this == LEVELSET;
  }

  /** As people and mantaflow write it: {@code Real}, {@code MAC}. */
  public String label() {
    return this == MAC ? "MAC" : name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
  }
}
