package org.perdura.media;

/** Told how far something has come. */
@FunctionalInterface
public interface FrameCount {

  /**
   * A frame more is done.
   *
   * @param frames how many are done
   */
  void at(long frames);
}
