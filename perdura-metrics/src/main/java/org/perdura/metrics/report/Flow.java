package org.perdura.metrics.report;

import org.perdura.media.Frame;

/** Estimates motion between two frames of 8 bits a sample. */
interface Flow {

  /** {@code [h, w, 2]}: how far each pixel moves to the right and down, in pixels. */
  float[] between(Frame before, Frame after);
}
