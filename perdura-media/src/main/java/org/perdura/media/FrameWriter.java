package org.perdura.media;

import java.io.IOException;
import java.util.List;

/**
 * A film being written. It appears under its own name only by {@link #finish}; closed before that,
 * nothing remains of it.
 */
public interface FrameWriter extends AutoCloseable {

  /** Appends a frame; its pts must be above that of the frame before. */
  void write(Frame frame) throws IOException;

  /** Writes what is still held back and puts the film in its place. */
  void finish() throws IOException;

  /** One line for each thing that could not be carried over, known once writing has begun. */
  default List<String> warnings() {
    return List.of();
  }

  @Override
  void close();
}
