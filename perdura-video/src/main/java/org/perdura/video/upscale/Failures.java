package org.perdura.video.upscale;

import java.io.IOException;

/** Carries what went wrong on one thread over to another. */
final class Failures {

  private Failures() {}

  static IOException asIoException(Throwable failure) {
    return failure instanceof IOException known
        ? known
        : new IOException(
            failure.getMessage() == null ? failure.toString() : failure.getMessage(), failure);
  }
}
