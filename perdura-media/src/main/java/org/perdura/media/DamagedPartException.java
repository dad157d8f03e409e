package org.perdura.media;

import java.io.IOException;
import java.nio.file.Path;

/** A part of a film is not what was written: nothing can be gone on with. */
public final class DamagedPartException extends IOException {

  private static final long serialVersionUID = 1;

  DamagedPartException(Path part) {
    super(
        part + ": damaged or missing, so the film cannot be put together; --overwrite begins anew");
  }
}
