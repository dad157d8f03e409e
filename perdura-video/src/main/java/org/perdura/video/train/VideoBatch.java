package org.perdura.video.train;

import org.perdura.video.data.Clip;

/**
 * The clips of one step.
 *
 * @param leadIn how many of the first frames are rolled out without gradient
 */
record VideoBatch(Clip[] clips, int leadIn) {

  int frames() {
    return clips[0].shape().frames();
  }
}
