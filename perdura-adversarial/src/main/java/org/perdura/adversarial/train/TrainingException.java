package org.perdura.adversarial.train;

/** Training that cannot begin or go on; the message is one line that says what and why. */
public final class TrainingException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public TrainingException(String message) {
    super(message);
  }

  public TrainingException(String message, Throwable cause) {
    super(message, cause);
  }
}
