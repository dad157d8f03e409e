package org.perdura.video.data;

import java.util.SplittableRandom;

/** Still pictures to move; safe for use by many threads. */
interface StillSource {

  Still pick(SplittableRandom rnd);

  /** Side of the largest square in which one can be seen whole, in high-res pixels. */
  int largestSide();
}
