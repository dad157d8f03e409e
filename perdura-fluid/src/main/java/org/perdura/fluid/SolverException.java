package org.perdura.fluid;

/** A step that cannot be computed; the message is one line that says what and where. */
public final class SolverException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public SolverException(String message) {
    super(message);
  }
}
