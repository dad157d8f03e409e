package org.perdura.metrics.smoke;

import org.perdura.grid.Interpolation;
import org.perdura.grid.Resampling;
import org.perdura.grid.ScalarField;
import org.perdura.grid.Slabs;

/**
 * What a cubic upsampling of the low-res frame cannot hold: x - up(down(x)), down being {@link
 * Resampling#down} as in tempoGAN's training data, up the Catmull-Rom upsampling.
 */
public final class FinePart {

  /** Below this mean square there is no fine part that an error could be relative to. */
  private static final double LEAST_ENERGY = 1e-14;

  private FinePart() {}

  /**
   * The fine part of a field.
   *
   * @param high {@code [z, y, x]}, every side a multiple of the factor
   * @return of the same size
   */
  public static ScalarField of(ScalarField high, int factor, Slabs slabs) {
    ScalarField low = Resampling.down(high, factor, slabs);
    ScalarField smooth = Resampling.up(low, factor, Interpolation.CUBIC, slabs);
    return Loops.difference(high, smooth, slabs);
  }

  /**
   * The energy of what is wrong in a fine part over the energy of the true fine part: sum (r - t)^2
   * / sum t^2. It is 0 for the truth itself, about 1 for a result without any detail, and above 1
   * for detail that is wrong: detail of the right strength in all the wrong places comes to 2.
   *
   * @param result a {@linkplain #of fine part}, as is {@code truth}
   * @return NaN if the truth has no fine part
   */
  public static double error(ScalarField result, ScalarField truth, Slabs slabs) {
    double energy = Loops.meanSquare(truth, slabs);
    return energy < LEAST_ENERGY
        ? Double.NaN
        : Loops.meanSquaredDifference(result, truth, slabs) / energy;
  }
}
