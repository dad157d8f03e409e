package org.perdura.video.data;

import java.util.SplittableRandom;

/**
 * A random walk of whole high-res pixels: one frame becomes a clip as a shaking camera would take
 * it (Chu et al. 2020, "moving first frame" of the released configuration).
 *
 * @param x of each frame's window, from the leftmost of all
 * @param y likewise, from the topmost
 */
record FrameWalk(int[] x, int[] y) {

  /** A step is a number between these, rounded down: -4 to 4, the two ends half as often. */
  private static final double LEAST = -3.5;

  private static final double MOST = 4.5;

  static FrameWalk random(SplittableRandom rnd, int frames) {
    return new FrameWalk(path(rnd, frames), path(rnd, frames));
  }

  private static int[] path(SplittableRandom rnd, int frames) {
    var path = new int[frames];
    int least = 0;
    for (int t = 1; t < frames; t++) {
      path[t] = path[t - 1] + (int) Math.floor(rnd.nextDouble(LEAST, MOST));
      least = Math.min(least, path[t]);
    }
    for (int t = 0; t < frames; t++) {
      path[t] -= least;
    }
    return path;
  }

  /** The side of a square that holds all windows of a side; whole cells of {@link Sampler}. */
  int sideFor(int side) {
    int reach = 0;
    for (int t = 0; t < x.length; t++) {
      reach = Math.max(reach, Math.max(x[t], y[t]));
    }
    return side + (reach + Sampler.CELL - 1) / Sampler.CELL * Sampler.CELL;
  }

  /**
   * The windows.
   *
   * @param picture {@code [larger, larger, 3]}
   * @return {@code [t][side, side, 3]}
   */
  byte[][] frames(byte[] picture, int larger, int side) {
    var frames = new byte[x.length][side * side * 3];
    for (int t = 0; t < frames.length; t++) {
      for (int row = 0; row < side; row++) {
        int from = ((y[t] + row) * larger + x[t]) * 3;
        System.arraycopy(picture, from, frames[t], row * side * 3, side * 3);
      }
    }
    return frames;
  }
}
