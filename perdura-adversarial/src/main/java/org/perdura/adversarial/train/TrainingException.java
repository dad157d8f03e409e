package org.perdura.adversarial.train;

/** Training that cannot begin or go on; the message is one line that says what and why. */
public final class TrainingException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** What cannot go on; what a file says in the message cannot break its line. */
  public TrainingException(String message) {
    super(printable(message));
  }

  /** The same with a cause. */
  public TrainingException(String message, Throwable cause) {
    super(printable(message), cause);
  }

  private static String printable(String message) {
    return String.valueOf(message).replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}]", "?");
  }
}
