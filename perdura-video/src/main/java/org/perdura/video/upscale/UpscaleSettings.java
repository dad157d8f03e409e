package org.perdura.video.upscale;

import org.perdura.nn.Precision;

/**
 * How a film is upscaled.
 *
 * @param scale of the output's sides; the network's own is 4, others are resampled from that
 * @param precision of the convolutions
 * @param memory what the process may use in all, in bytes; larger frames are done in bands
 * @param sceneCuts whether to look for cuts and begin afresh there
 */
public record UpscaleSettings(double scale, Precision precision, long memory, boolean sceneCuts) {

  public static final double LARGEST_SCALE = 16;

  public UpscaleSettings {
    if (!(scale > 0 && scale <= LARGEST_SCALE)) {
      throw new IllegalArgumentException(
          "scale %s: must be above 0, up to %s".formatted(scale, LARGEST_SCALE));
    }
    if (memory <= 0) {
      throw new IllegalArgumentException(memory + " bytes of memory: must be above 0");
    }
  }
}
