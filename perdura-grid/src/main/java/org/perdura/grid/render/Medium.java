package org.perdura.grid.render;

/**
 * What smoke does to light.
 *
 * @param absorption extinction per density and length; the length is the domain's longest side, so
 *     that coarse and fine grids of the same smoke are equally thick
 * @param albedo which part of the light that is met is scattered and not lost: 0 to 1
 * @param anisotropy the mean cosine of the angle light is scattered by: 0 evenly, towards 1 forward
 */
public record Medium(double absorption, double albedo, double anisotropy) {

  /** Billows are solid and veils are still seen. */
  public static final double USUAL_ABSORPTION = 40;

  private static final double FORWARD = 0.3;

  public Medium {
    if (!(absorption > 0) || Double.isInfinite(absorption)) {
      throw new IllegalArgumentException("absorption " + absorption + ": must be above 0");
    }
    if (!(albedo >= 0 && albedo <= 1)) {
      throw new IllegalArgumentException("albedo " + albedo + ": must be from 0 to 1");
    }
    if (!(anisotropy > -1 && anisotropy < 1)) {
      throw new IllegalArgumentException("anisotropy " + anisotropy + ": must be within -1 and 1");
    }
  }

  /** White smoke. */
  public static Medium white(double absorption) {
    return new Medium(absorption, 0.95, FORWARD);
  }

  /** Soot. */
  public static Medium dark(double absorption) {
    return new Medium(absorption, 0.3, FORWARD);
  }

  /**
   * How much more light goes into a direction than if it went evenly into all: 4 pi times the phase
   * function of Henyey and Greenstein, "Diffuse radiation in the galaxy" (1941), equation 2.
   *
   * @param cosine of the angle by which the light is turned; 1 goes on straight
   */
  double phase(double cosine) {
    double g = anisotropy;
    double square = 1 + g * g - 2 * g * cosine;
    return (1 - g * g) / (square * Math.sqrt(square));
  }
}
