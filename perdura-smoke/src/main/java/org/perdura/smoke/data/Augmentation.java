package org.perdura.smoke.data;

import java.util.List;
import org.perdura.recipe.Default;

/**
 * How tiles are varied. Flips and quarter turns are exact and always drawn.
 *
 * @param free how many of the tiles are rotated by any angle and scaled, too, from 0 to 1; that
 *     reads between the cells
 * @param leastScale by how much those are scaled at least
 * @param mostScale and at most (Xie et al. 2018: 0.85 to 1.15)
 * @param strides how many frames lie between one shown and the next, one of these drawn for each
 *     tile: 2 and more make smoke fast, with its velocity; 0 shows the frame itself in the place of
 *     its neighbours, as at the ends of a sequence
 */
public record Augmentation(
    @Default("0.3") double free,
    @Default("0.85") double leastScale,
    @Default("1.15") double mostScale,
    @Default("[1]") List<Integer> strides) {

  private static final int LONGEST_STRIDE = 16;

  public Augmentation {
    strides = List.copyOf(strides);
    if (strides.isEmpty() || strides.stream().anyMatch(s -> s < 0 || s > LONGEST_STRIDE)) {
      throw new IllegalArgumentException(
          "strides: %s, must be some, each from 0 to %d".formatted(strides, LONGEST_STRIDE));
    }
    if (!(free >= 0 && free <= 1)) {
      throw new IllegalArgumentException("free: " + free + ", must be from 0 to 1");
    }
    if (!(leastScale > 0 && leastScale <= mostScale)) {
      throw new IllegalArgumentException(
          "least-scale %s, most-scale %s: must be above 0, and the least no more than the most"
              .formatted(leastScale, mostScale));
    }
  }
}
