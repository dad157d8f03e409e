package org.perdura.fluid.noise;

import org.perdura.recipe.Default;

/**
 * How a source's density varies in space and time: wavelet noise times {@code value-scale}, after
 * {@code value-offset} was added, cut to 0..1 if {@code clamp} says so.
 *
 * @param scale coefficients of the noise across the scene's longest side: the larger, the finer
 * @param offset of the place along all axes, in coefficients
 * @param animation how far the place moves along all axes per step, in coefficients
 * @param valueOffset added to the noise, which has mean 0 and standard deviation 1
 * @param valueScale what the sum is multiplied by
 * @param clamp whether the product is cut to 0..1
 * @param seed another seed is another noise
 */
public record NoiseTexture(
    @Default("45") double scale,
    @Default("0") double offset,
    @Default("0") double animation,
    @Default("0.75") double valueOffset,
    @Default("1") double valueScale,
    @Default("true") boolean clamp,
    @Default("0") long seed) {

  /** Beyond this neighbouring cells of any grid have nothing in common. */
  private static final double LARGEST_SCALE = 1e5;

  public NoiseTexture {
    if (!(scale > 0 && scale <= LARGEST_SCALE)) {
      throw new IllegalArgumentException(
          "scale: %s, must be above 0, and at most 100000".formatted(scale));
    }
    requireFinite("offset", offset);
    requireFinite("animation", animation);
    requireFinite("value-offset", valueOffset);
    requireFinite("value-scale", valueScale);
  }

  private static void requireFinite(String key, double value) {
    if (!(Math.abs(value) <= LARGEST_SCALE)) {
      throw new IllegalArgumentException(
          "%s: %s, must be a number from -100000 to 100000".formatted(key, value));
    }
  }

  /** The tile that {@link #value} looks into. */
  public WaveletTile tile() {
    return WaveletTile.of(seed);
  }

  /**
   * The texture at a place and time.
   *
   * @param tile of this texture's seed
   * @param x in longest sides of the scene; y and z alike
   * @param step counted from the scene's begin
   */
  public double value(WaveletTile tile, double x, double y, double z, double step) {
    double shift = (offset + animation * step) % tile.size(); // the tile repeats
    double noise = tile.value(x * scale + shift, y * scale + shift, z * scale + shift);
    double value = (noise + valueOffset) * valueScale;
    return clamp ? Math.min(1, Math.max(0, value)) : value;
  }
}
