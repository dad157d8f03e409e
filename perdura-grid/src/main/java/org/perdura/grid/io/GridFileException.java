package org.perdura.grid.io;

import java.io.IOException;

/** Something is wrong with a grid's file; the message names it, and what would be right. */
final class GridFileException extends IOException {

  private static final long serialVersionUID = 1;

  @SuppressWarnings("AnnotateFormatMethod") // it would take Error Prone as a dependency
  GridFileException(Object file, String format, Object... values) {
    super(file + ": " + format.formatted(values));
  }
}
