package org.perdura.grid.render;

/**
 * A light as far away as the sun. It stays where it is when a camera goes around.
 *
 * @param azimuth where it comes from, in degrees from the front (z) to the right (x): -360 to 360
 * @param elevation where it comes from, in degrees above the horizon: -90 to 90
 * @param strength of 1: its irradiance is 4 pi, so that smoke which scatters evenly in all
 *     directions and takes nothing away sends 1 (white) per optical depth
 */
public record DirectionalLight(double azimuth, double elevation, double strength) {

  public static final double USUAL_STRENGTH = 1.6;

  /** From the left and above, and a little from the front. */
  public static final DirectionalLight USUAL = new DirectionalLight(-75, 35, USUAL_STRENGTH);

  private static final double STRONGEST = 100;

  public DirectionalLight {
    Direction.requireAzimuth(azimuth);
    Direction.requireElevation(elevation);
    if (!(strength >= 0 && strength <= STRONGEST)) {
      throw new IllegalArgumentException(
          "a light of strength %s: must be from 0 to %.0f".formatted(strength, STRONGEST));
    }
  }

  Direction from() {
    return Direction.of(azimuth, elevation);
  }
}
