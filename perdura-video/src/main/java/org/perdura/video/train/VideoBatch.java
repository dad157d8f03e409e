package org.perdura.video.train;

import org.perdura.video.data.Clip;

/**
 * The clips of one step.
 *
 * @param hold how often the first frame is shown, without gradient, before the clips begin
 * @param leadIn how many of the first frames are rolled out without gradient
 */
record VideoBatch(Clip[] clips, int hold, int leadIn) {

  int frames() {
    return clips[0].shape().frames();
  }
}
