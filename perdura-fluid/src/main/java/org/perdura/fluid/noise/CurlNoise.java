package org.perdura.fluid.noise;

/**
 * Potentials whose curl is noise without divergence: three pieces of a tile, far from each other
 * (Bridson et al., Curl-Noise for Procedural Fluid Flow, 2007; Kim et al., Wavelet Turbulence for
 * Fluid Simulation, 2008, section 4.1). In the plane the third alone is needed.
 */
public final class CurlNoise {

  private static final int PLACES = 4096;

  private final WaveletTile tile;
  private final double scale;

  /**
   * @param flat whether the curl is taken in the plane
   */
  public CurlNoise(WaveletTile tile, boolean flat) {
    this.tile = tile;
    // A component of the curl is one slope in the plane, two that have nothing in common in space.
    scale = 1 / (Math.sqrt(flat ? 1 : 2) * slope(tile));
  }

  /** Root mean square, along any axis. */
  private static double slope(WaveletTile tile) {
    var gradient = new double[3];
    double squares = 0;
    for (int i = 0; i < PLACES; i++) {
      // Steps by irrational parts of the tile fill it evenly.
      double at = i * (double) tile.size();
      tile.gradient(
          at * 0.8191725133961645, at * 0.6710436067037893, at * 0.5497004779019703, gradient);
      for (double slope : gradient) {
        squares += slope * slope;
      }
    }
    return Math.sqrt(squares / (3 * PLACES));
  }

  /**
   * A potential at a place, in the tile's coefficients. The mean square of each component of the
   * potentials' curl is about 1.
   *
   * @param axis that the potential is the component of, 0 to 2
   */
  public double potential(int axis, double x, double y, double z) {
    double away = axis * tile.size() / 3.0;
    return scale * tile.value(x + away, y + away, z + away);
  }
}
