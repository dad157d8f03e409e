package org.perdura.grid.vdb;

import java.io.IOException;
import java.nio.file.Path;

/** Something is wrong with a .vdb file; the message names it, and what would be right. */
public final class VdbException extends IOException {

  private static final long serialVersionUID = 1;

  /** Characters of a message, in which what a file calls its grids may occur. */
  private static final int MOST = 400;

  @SuppressWarnings("AnnotateFormatMethod") // it would take Error Prone as a dependency
  VdbException(Path file, String format, Object... values) {
    super(file + ": " + VdbTransform.printable(format.formatted(values), MOST));
  }
}
