package org.perdura.smoke.upscale;

import org.perdura.nn.Precision;

/**
 * How a sequence of smoke is upscaled.
 *
 * @param precision of the convolutions
 * @param memory what the process may use in all, in bytes; larger frames are done in tiles
 * @param conserveMass whether each frame gets a factor that makes its mass the low-res frame's
 */
public record UpscaleSettings(Precision precision, long memory, boolean conserveMass) {

  public UpscaleSettings {
    if (memory <= 0) {
      throw new IllegalArgumentException(memory + " bytes of memory: must be above 0");
    }
  }
}
