package org.perdura.recipe;

/**
 * A recipe that cannot be used; the message is one line that says where and what would be right.
 */
public final class RecipeException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** Characters of a message, in which what a file says may occur. */
  private static final int MOST = 600;

  /**
   * A recipe that cannot be used.
   *
   * @param message may hold what a file says: line ends and what a terminal would act upon are
   *     replaced, and what is too long for a line is cut
   */
  public RecipeException(String message) {
    super(printable(message));
  }

  private static String printable(String message) {
    String start = message.length() > MOST ? message.substring(0, MOST) + "..." : message;
    return start.replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}]", "?");
  }
}
