package org.perdura.grid.io;

import java.io.IOException;

/** Something is wrong with a grid's file; the message names it, and what would be right. */
final class GridFileException extends IOException {

  private static final long serialVersionUID = 1;

  /** Characters of a message, in which what a file calls its grids may occur. */
  private static final int MOST = 400;

  @SuppressWarnings("AnnotateFormatMethod") // it would take Error Prone as a dependency
  GridFileException(Object file, String format, Object... values) {
    super(file + ": " + printable(format.formatted(values)));
  }

  /** One line, without what a terminal would act upon. */
  private static String printable(String text) {
    String start = text.length() > MOST ? text.substring(0, MOST) + "..." : text;
    return start.replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}]", "?");
  }
}
