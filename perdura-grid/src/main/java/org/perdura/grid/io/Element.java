package org.perdura.grid.io;

/** How one number is stored. */
enum Element {
  INT32("int32", 4),
  FLOAT32("float32", 4),
  FLOAT64("float64", 8);

  private final String label;
  private final int bytes;

  Element(String label, int bytes) {
    this.label = label;
    this.bytes = bytes;
  }

  String label() {
    return label;
  }

  int bytes() {
    return bytes;
  }
}
