package org.perdura.video.upscale;

/** Told how upscaling goes on; called on the upscaling thread. */
@FunctionalInterface
public interface UpscaleListener {

  UpscaleListener SILENT = frames -> {};

  /**
   * A frame is done.
   *
   * @param frames how many have been upscaled so far
   */
  void onFrame(long frames);

  /**
   * A frame that was done in an earlier run has been read again.
   *
   * @param frames how many so far
   */
  default void onSkipped(long frames) {}
}
