package org.perdura.smoke.data;

import org.perdura.recipe.Default;

/**
 * How tiles are varied. Flips and quarter turns are exact and always drawn.
 *
 * @param free how many of the tiles are rotated by any angle and scaled, too, from 0 to 1; that
 *     reads between the cells
 * @param leastScale by how much those are scaled at least
 * @param mostScale and at most (Xie et al. 2018: 0.85 to 1.15)
 */
public record Augmentation(
    @Default("0.3") double free,
    @Default("0.85") double leastScale,
    @Default("1.15") double mostScale) {

  public Augmentation {
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
