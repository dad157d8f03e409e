package org.perdura.cli;

import java.io.IOException;

/** The work was interrupted by the user and everything is in order; the message says how. */
public final class StoppedException extends IOException {

  private static final long serialVersionUID = 1;

  public StoppedException(String message) {
    super(message);
  }
}
