package org.perdura.fluid.noise;

/**
 * Velocities that are free of divergence and band-limited: the curl of three pieces of a tile far
 * from each other (Bridson et al. 2007; Kim et al., Wavelet Turbulence for Fluid Simulation, 2008,
 * equation 4), in the plane the curl of one. The mean square of each component is about 1.
 */
public final class CurlNoise {

  private final WaveletTile tile;
  private final boolean flat;
  private final double scale;

  /** Of the gradients. */
  private final double[] first = new double[3];

  private final double[] second = new double[3];
  private final double[] third = new double[3];

  /** Keeps work arrays: one for each thread. */
  public CurlNoise(WaveletTile tile, boolean flat) {
    this.tile = tile;
    this.flat = flat;
    scale = 1 / (Math.sqrt(flat ? 1 : 2) * rootMeanSquareSlope(tile));
  }

  /** Of a fixed few thousand places, along x. */
  private static double rootMeanSquareSlope(WaveletTile tile) {
    var gradient = new double[3];
    double squares = 0;
    int places = 4096;
    for (int i = 0; i < places; i++) {
      // Steps by irrational parts of the tile fill it evenly.
      double at = i * (double) tile.size();
      tile.gradient(
          at * 0.8191725133961645, at * 0.6710436067037893, at * 0.5497004779019703, gradient);
      for (double slope : gradient) {
        squares += slope * slope;
      }
    }
    return Math.sqrt(squares / (3 * places));
  }

  /**
   * The velocity at a place.
   *
   * @param x in the tile's coefficients; y and z alike; z is the time in the plane
   * @param into three numbers; the third is 0 in the plane
   */
  public void velocity(double x, double y, double z, double[] into) {
    tile.gradient(x, y, z, first);
    if (flat) {
      into[0] = scale * first[1];
      into[1] = -scale * first[0];
      into[2] = 0;
      return;
    }
    double away = tile.size() / 3.0;
    tile.gradient(x + away, y + away, z + away, second);
    tile.gradient(x - away, y - away, z - away, third);
    into[0] = scale * (third[1] - second[2]);
    into[1] = scale * (first[2] - third[0]);
    into[2] = scale * (second[0] - first[1]);
  }
}
