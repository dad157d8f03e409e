package org.perdura.media;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** What the parts of a film hold, and what is made of them in the end. */
interface PartContent extends AutoCloseable {

  /** Adds a frame to the part that is being written; begins one if there is none. */
  void write(Frame frame) throws IOException;

  /** Ends the part that is being written: all frames of it are on the disk afterwards. */
  void endPart() throws IOException;

  /** What must be known, besides the parts themselves, to go on behind the last of them. */
  Map<String, String> facts();

  /**
   * Puts all parts together in the film's place.
   *
   * @param stages kept up to date where there are steps that must not be done twice
   * @param listener told how many frames are in their place
   */
  void join(PartStages stages, FrameCount listener) throws IOException;

  /** Steps of the joining. */
  interface PartStages {
    PartProgress progress();

    void enter(PartProgress.Stage stage) throws IOException;
  }

  /** One line for each thing that could not be carried over. */
  List<String> warnings();

  @Override
  void close() throws IOException;
}
