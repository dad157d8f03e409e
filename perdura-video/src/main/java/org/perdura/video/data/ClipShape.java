package org.perdura.video.data;

import org.perdura.media.BlurDownscale;

/**
 * The size of a training clip.
 *
 * @param frames how many frames it has
 * @param lowSize side of its square frames, in low-res pixels
 * @param distinct how many of the frames differ: with fewer than {@code frames}, they are played
 *     forth and back until there are enough (for {@code distinct} 3: 0 1 2 1 0 1 ...)
 */
public record ClipShape(int frames, int lowSize, int distinct) {

  public ClipShape {
    if (frames < 1 || lowSize < 1) {
      throw new IllegalArgumentException(
          "a clip of %d frames of %dx%d low-res pixels: must be at least 1 and 1x1"
              .formatted(frames, lowSize, lowSize));
    }
    if (distinct < 1 || distinct > frames) {
      throw new IllegalArgumentException(
          "%d distinct frames in a clip of %d: must be 1 to %d"
              .formatted(distinct, frames, frames));
    }
  }

  /** A clip that is played once. */
  public ClipShape(int frames, int lowSize) {
    this(frames, lowSize, frames);
  }

  /** Side of the high-res frames, in high-res pixels. */
  public int highSize() {
    return BlurDownscale.SCALE * lowSize;
  }

  /** Side of what a source renders: the high-res frame with the halo of the degradation. */
  int regionSize() {
    return highSize() + 2 * BlurDownscale.HALO;
  }

  /** Which of the distinct frames is shown at {@code frame}. */
  int shown(int frame) {
    return pingPong(frame, distinct);
  }

  /** 0 1 ... n-1 n-2 ... 1 0 1 ... */
  static int pingPong(int i, int n) {
    if (n == 1) {
      return 0;
    }
    int phase = i % (2 * (n - 1));
    return phase < n ? phase : 2 * (n - 1) - phase;
  }
}
