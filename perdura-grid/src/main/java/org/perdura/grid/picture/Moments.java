package org.perdura.grid.picture;

import java.util.ArrayList;
import java.util.List;

/** Which frames of many are shown. */
public final class Moments {

  private Moments() {}

  /**
   * Evenly from the first to the last.
   *
   * @param count of all frames
   * @param most that are shown
   * @return indices, ascending
   */
  public static List<Integer> spread(int count, int most) {
    int shown = Math.min(count, most);
    var frames = new ArrayList<Integer>();
    for (int i = 0; i < shown; i++) {
      frames.add(shown == 1 ? 0 : (int) Math.round(i * (count - 1.0) / (shown - 1)));
    }
    return frames;
  }
}
