package org.perdura.video.upscale;

/** Told how upscaling goes on; called on the upscaling thread. */
@FunctionalInterface
public interface UpscaleListener {

  UpscaleListener SILENT = frames -> {};

  /**
   * @param frames how many have been upscaled so far
   */
  void onFrame(long frames);
}
