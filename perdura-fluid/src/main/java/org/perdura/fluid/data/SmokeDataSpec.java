package org.perdura.fluid.data;

import org.perdura.grid.GridSize;
import org.perdura.recipe.Default;

/**
 * Which pairs. The same spec gives the same frames, on any machine and any number of threads.
 *
 * @param dimensions 2 or 3
 * @param lowRes cells along each side of the low-res grid
 * @param factor high-res cells along each side of a low-res one
 * @param frames of each simulation
 * @param warmup steps before the first frame; in them the vorticity confinement acts
 * @param mode how the two belong together
 * @param resync every how many frames the low-res simulation becomes the blurred fine one again: 0
 *     at the first frame only, {@link #RANDOM} to draw 1 to 16 for each simulation. 1 is no low-res
 *     simulation at all in mode double; in mode wavelet only the density is taken over
 * @param seed of everything random
 */
public record SmokeDataSpec(
    int dimensions,
    int lowRes,
    @Default("4") int factor,
    int frames,
    @Default("20") int warmup,
    @Default("double") Mode mode,
    @Default("1") int resync,
    @Default("0") long seed) {

  /** For {@code resync}. */
  public static final int RANDOM = -1;

  private static final int LEAST_LOW_RES = 16;
  private static final int MOST_HIGH_RES = 1024;
  private static final int MOST_FACTOR = 16;
  private static final int MOST_FRAMES = 9999; // of four digits

  /** How the low-res and the high-res simulation belong together. */
  public enum Mode {
    /** The fine one is simulated, the coarse one is its blurred image every so many frames. */
    DOUBLE,
    /** The coarse one is simulated, the fine one is carried by it and synthesised turbulence. */
    WAVELET
  }

  public SmokeDataSpec {
    require("dimensions", dimensions, 2, 3);
    require("factor", factor, 2, MOST_FACTOR);
    require("low-res", lowRes, LEAST_LOW_RES, MOST_HIGH_RES / factor);
    require("frames", frames, 1, MOST_FRAMES);
    require("warmup", warmup, 0, MOST_FRAMES);
    require("resync", resync, RANDOM, MOST_FRAMES);
  }

  private static void require(String key, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s: %d, must be from %d to %d".formatted(key, value, least, most));
    }
  }

  public GridSize low() {
    return new GridSize(lowRes, lowRes, dimensions == 2 ? 1 : lowRes);
  }

  public GridSize high() {
    return low().times(factor);
  }
}
