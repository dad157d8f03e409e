package org.perdura.video.data;

import java.util.SplittableRandom;

/**
 * Symmetries of training clips. They are applied to the high-res region before it is degraded,
 * since low-res pixels do not sit at the centres of 4x4 blocks: a flipped pair would be 3 pixels
 * off.
 *
 * @param channels {@code [3]}: where each channel is taken from
 */
record Augmentation(
    boolean flipX, boolean flipY, boolean transpose, boolean reverse, int[] channels) {

  private static final int[][] ORDERS = {
    {0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}
  };

  /** Most clips keep their colours, which are not as likely in any order. */
  private static final double PERMUTED = 0.3;

  static Augmentation random(SplittableRandom rnd, VideoDataSpec.Variety variety) {
    if (variety == VideoDataSpec.Variety.CROP_AND_FLIP) {
      return new Augmentation(rnd.nextBoolean(), false, false, false, ORDERS[0]);
    }
    return new Augmentation(
        rnd.nextBoolean(),
        rnd.nextBoolean(),
        rnd.nextBoolean(),
        rnd.nextBoolean(),
        ORDERS[rnd.nextDouble() < PERMUTED ? rnd.nextInt(ORDERS.length) : 0]);
  }

  /**
   * @param frames {@code [t][r, r, 3]}; not changed
   */
  byte[][] apply(byte[][] frames) {
    var out = new byte[frames.length][];
    for (int t = 0; t < frames.length; t++) {
      out[reverse ? frames.length - 1 - t : t] = apply(frames[t]);
    }
    return out;
  }

  private byte[] apply(byte[] frame) {
    int side = (int) Math.round(Math.sqrt(frame.length / 3.0));
    var out = new byte[frame.length];
    for (int y = 0, to = 0; y < side; y++) {
      for (int x = 0; x < side; x++, to += 3) {
        int fromX = flipX ? side - 1 - x : x;
        int fromY = flipY ? side - 1 - y : y;
        int from = 3 * (transpose ? fromX * side + fromY : fromY * side + fromX);
        out[to] = frame[from + channels[0]];
        out[to + 1] = frame[from + channels[1]];
        out[to + 2] = frame[from + channels[2]];
      }
    }
    return out;
  }
}
