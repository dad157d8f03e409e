package org.perdura.video.data;

import java.util.ArrayList;
import java.util.List;

/** Frames {@code first} up to but not including {@code end}, taken without a cut. */
record Shot(int first, int end) {

  int length() {
    return end - first;
  }

  /** Whether it is a part of so many frames. */
  boolean isWithin(int frames) {
    return first >= 0 && first < end && end <= frames;
  }

  /**
   * Divides a film at its cuts.
   *
   * @param starts the first frames after cuts, ascending; those beyond the film do not matter
   */
  static List<Shot> divide(List<Integer> starts, int frames) {
    var shots = new ArrayList<Shot>();
    int first = 0;
    for (int start : starts) {
      if (start > first && start < frames) {
        shots.add(new Shot(first, start));
        first = start;
      }
    }
    shots.add(new Shot(first, frames));
    return shots;
  }
}
