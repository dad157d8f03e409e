package org.perdura.video.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Frames {@code first} up to but not including {@code end}, taken without a cut. */
record Shot(int first, int end) {

  /** Mean change of the thumbnails, in grey levels, that can be a cut. */
  private static final float CUT = 12;

  /** How much stronger than the changes around it a cut is. */
  private static final float OUTSTANDING = 4;

  private static final int NEIGHBOURS = 4;

  int length() {
    return end - first;
  }

  /**
   * Divides a film at its cuts.
   *
   * @param changes {@code changes[i]} is the mean absolute difference of the thumbnails of frames i
   *     and i - 1
   */
  static List<Shot> divide(float[] changes) {
    var shots = new ArrayList<Shot>();
    int first = 0;
    for (int i = 1; i < changes.length; i++) {
      if (changes[i] > CUT && changes[i] > OUTSTANDING * usualAround(changes, i)) {
        shots.add(new Shot(first, i));
        first = i;
      }
    }
    shots.add(new Shot(first, changes.length));
    return shots;
  }

  /** Median of the changes shortly before and after. */
  private static float usualAround(float[] changes, int at) {
    int from = Math.max(1, at - NEIGHBOURS);
    int to = Math.min(changes.length, at + NEIGHBOURS + 1);
    var around = new float[to - from - 1];
    for (int i = from, n = 0; i < to; i++) {
      if (i != at) {
        around[n++] = changes[i];
      }
    }
    if (around.length == 0) {
      return 0;
    }
    Arrays.sort(around);
    return around[around.length / 2];
  }
}
