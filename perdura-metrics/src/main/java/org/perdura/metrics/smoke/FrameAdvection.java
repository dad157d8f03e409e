package org.perdura.metrics.smoke;

import org.perdura.grid.GridSize;
import org.perdura.grid.Interpolation;
import org.perdura.grid.Resampling;
import org.perdura.grid.Sampling;
import org.perdura.grid.ScalarField;
import org.perdura.grid.Slabs;
import org.perdura.grid.VectorField;

/**
 * Carries a frame to the next one: a semi-Lagrangian look-up at x - u, linear, as tempoGAN aligns
 * frames (Xie et al. 2018, section 4.2). A simulation that moves its density first in a step stores
 * with frame t - 1 the velocity that carried its smoke to frame t.
 */
final class FrameAdvection {

  private final VectorField velocity; // at the centres, high-res cells per step
  private final Slabs slabs;

  /**
   * By a velocity of high-res or low-res cells per step.
   *
   * @param velocity on the high-res grid, or one coarser by a whole factor
   * @param high the grid of what is carried
   */
  FrameAdvection(VectorField velocity, GridSize high, Slabs slabs) {
    int factor = factor(velocity.size(), high);
    if (factor < 1) {
      throw new IllegalArgumentException(
          "a velocity of %s for a density of %s: must be of that size or coarser by a whole factor"
              .formatted(velocity.size(), high));
    }
    VectorField fine = Resampling.up(velocity, factor, Interpolation.LINEAR, slabs);
    this.velocity = Resampling.toCentres(fine, Interpolation.LINEAR, slabs);
    this.slabs = slabs;
  }

  /** How many times finer one grid is than another; 0 if it is no whole factor. */
  static int factor(GridSize low, GridSize high) {
    int factor = Math.max(1, high.x() / low.x());
    return low.times(factor).equals(high) ? factor : 0;
  }

  ScalarField of(ScalarField before) {
    GridSize size = before.size();
    var carried = new ScalarField(size);
    slabs.run(
        size.y() * size.z(),
        (from, to) -> {
          for (int row = from; row < to; row++) {
            carryRow(before, carried, row % size.y(), row / size.y());
          }
        });
    return carried;
  }

  private void carryRow(ScalarField before, ScalarField carried, int j, int k) {
    int first = before.size().index(0, j, k);
    for (int i = 0; i < before.size().x(); i++) {
      int cell = first + i;
      carried.values()[cell] =
          Sampling.at(
              before,
              Interpolation.LINEAR,
              i + 0.5 - velocity.x()[cell],
              j + 0.5 - velocity.y()[cell],
              k + 0.5 - velocity.z()[cell]);
    }
  }
}
