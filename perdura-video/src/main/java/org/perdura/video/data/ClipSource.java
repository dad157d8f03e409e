package org.perdura.video.data;

import java.util.SplittableRandom;

/** Something that training clips can be taken from; safe for use by many threads. */
interface ClipSource {

  /**
   * The distinct frames of a clip in high resolution, with a halo around them.
   *
   * @param frames {@code [distinct][r, r, 3]} with r = {@link ClipShape#regionSize}
   * @param origin name of the film, the photo or the two photos seen
   * @param whole whether nothing else is seen: where a camera leaves its picture, the picture goes
   *     on mirrored
   */
  record Take(byte[][] frames, String origin, boolean whole) {}

  /**
   * Renders a clip.
   *
   * @param rnd the only origin of chance
   */
  Take render(SplittableRandom rnd, ClipShape shape);

  /** Side of the largest square in which a picture can be seen whole, in high-res pixels. */
  int largestSide();
}
