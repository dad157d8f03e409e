package org.perdura.media;

import java.io.IOException;
import java.util.List;

/** A film, read frame by frame in the order of presentation. */
public interface FrameReader extends AutoCloseable {

  VideoInfo info();

  /**
   * The next frame, or null after the last.
   *
   * @throws IOException if nothing more can be read for a reason other than the end of the file
   */
  Frame read() throws IOException;

  /** One line for each thing that was wrong with the input and was survived so far. */
  List<String> warnings();

  /**
   * Why there should be more, once {@link #read} has returned null: one line that names the file;
   * empty if nothing is missing.
   */
  default String shortfall() {
    return "";
  }

  /** How the pictures that are read are called; null if they are not numbered alike, or a film. */
  default PictureNames names() {
    return null;
  }

  @Override
  void close();
}
