package org.perdura.smoke.upscale;

import java.util.List;
import org.perdura.grid.ScalarField;
import org.perdura.grid.VectorField;

/**
 * A low-res frame with all that a generator looks at.
 *
 * @param number of the frame
 * @param densities of this frame and its neighbours, in the order of time
 * @param velocity at the cells' centres, low-res cells per step; null if it is not needed
 */
public record LowFrame(int number, List<ScalarField> densities, VectorField velocity) {

  /** This frame's own. */
  public ScalarField density() {
    return densities.get(densities.size() / 2);
  }
}
