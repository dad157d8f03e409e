package org.perdura.video.data;

import org.perdura.recipe.Default;

/**
 * Part of a film.
 *
 * @param path of the film, as {@link org.perdura.media.Media#open(String)} takes it
 * @param from first frame, counted from 0
 * @param to the frame after the last; negative: that many frames before the end of the film;
 *     absent: to the end
 * @param prescale how many times smaller the frames are made (in addition, frames of more than 720
 *     rows get 720); noisy or strongly compressed films need 2; absent: 1
 * @param weight how often clips are sought here, compared with the other films; absent: 1
 */
public record Footage(
    String path,
    @Default("0") int from,
    @Default("null") Integer to,
    @Default("1") Double prescale,
    @Default("1") Double weight) {

  public Footage {
    prescale = prescale == null ? Double.valueOf(1) : prescale;
    weight = weight == null ? Double.valueOf(1) : weight;
    if (path == null || path.isBlank()) {
      throw new IllegalArgumentException("a film without a path: must name a file");
    }
    if (from < 0 || (to != null && to >= 0 && to <= from)) {
      throw new IllegalArgumentException(
          "%s: frames %d to %d: must be a range".formatted(path, from, to));
    }
    if (!(prescale >= 1)) {
      throw new IllegalArgumentException(
          "%s: prescale %s: must be at least 1".formatted(path, prescale));
    }
    if (!(weight >= 0)) {
      throw new IllegalArgumentException(
          "%s: weight %s: must be at least 0".formatted(path, weight));
    }
  }

  /** A whole film as it is. */
  public static Footage whole(String path) {
    return new Footage(path, 0, null, null, null);
  }
}
