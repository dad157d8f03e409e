package org.perdura.fluid.solver;

import org.perdura.grid.ScalarField;
import org.perdura.grid.VectorField;

/** What is put into a simulation from outside at the start of a step: an inflow, a velocity. */
public interface Source {

  /**
   * Changes the fields in place. The fields are those of this step: they must not be kept.
   *
   * @param step number of steps done before
   * @param density at cell centres
   * @param velocity staggered, cells per step; what is written to faces of obstacles is ignored
   */
  void apply(int step, ScalarField density, VectorField velocity);
}
