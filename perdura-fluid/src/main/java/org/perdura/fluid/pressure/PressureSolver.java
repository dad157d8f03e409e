package org.perdura.fluid.pressure;

import org.perdura.grid.VectorField;

/**
 * Makes a velocity free of divergence: solves the Poisson equation for the pressure in the fluid
 * cells, with pressure 0 at the centres of empty cells and no gradient across faces of obstacles,
 * and subtracts the pressure's gradient from every face that has fluid on at least one side and an
 * obstacle on none. It is made for one domain and keeps its work arrays (and the last pressure).
 */
public interface PressureSolver {

  /**
   * Changes the velocity in place.
   *
   * @param velocity staggered; its faces at obstacles must hold the obstacle's velocity, 0
   */
  Projection project(VectorField velocity);

  /** Begins the next solve from nothing, as a new solver would, not from the last pressure. */
  default void forget() {}
}
