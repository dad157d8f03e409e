package org.perdura.video.data;

import java.util.SplittableRandom;

/** Something that training clips can be taken from; safe for use by many threads. */
interface ClipSource {

  /**
   * Renders the distinct frames of a clip in high resolution, with a halo around them.
   *
   * @param rnd the only origin of chance
   * @return {@code [distinct][r, r, 3]} with r = {@link ClipShape#regionSize}
   */
  byte[][] render(SplittableRandom rnd, ClipShape shape);
}
