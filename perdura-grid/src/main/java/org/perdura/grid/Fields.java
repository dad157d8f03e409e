package org.perdura.grid;

/** What fields of all kinds check. */
final class Fields {

  private Fields() {}

  static void requireLength(GridSize size, int length, String what) {
    if (length != size.cells()) {
      throw new IllegalArgumentException(
          "%d %s for a grid of %s: must be %d".formatted(length, what, size, size.cells()));
    }
  }
}
