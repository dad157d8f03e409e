package org.perdura.nn;

import java.io.IOException;

/** Something is wrong with a file of tensors; the message names it, and what would be right. */
public final class TensorFileException extends IOException {

  private static final long serialVersionUID = 1;

  /** Characters of what is said, in which a file's own names may occur. */
  private static final int MOST = 400;

  /**
   * A file that cannot be used.
   *
   * @param file begins the message
   * @param what may hold what the file says: line ends and what a terminal would act upon are
   *     replaced, and what is too long for a line is cut
   */
  public TensorFileException(Object file, String what) {
    this(file, what, null);
  }

  /** The same with a cause. */
  public TensorFileException(Object file, String what, Throwable cause) {
    super(file + ": " + printable(what), cause);
  }

  private static String printable(String what) {
    String start = what.length() > MOST ? what.substring(0, MOST) + "..." : what;
    return start.replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}]", "?");
  }
}
