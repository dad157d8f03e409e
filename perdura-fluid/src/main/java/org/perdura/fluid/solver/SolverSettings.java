package org.perdura.fluid.solver;

/**
 * How a simulation steps.
 *
 * @param density how density is carried along
 * @param velocity how velocity is carried along by itself
 * @param forces those that the solver begins with
 * @param order of the parts of a step
 */
public record SolverSettings(Advection density, Advection velocity, Forces forces, Order order) {

  /** In which order the parts of a step come. Either ends with a velocity free of divergence. */
  public enum Order {
    /**
     * Sources, density carried along, velocity carried along, walls, forces, pressure, walls: the
     * usual smoke scene.
     */
    DENSITY_FIRST,
    /**
     * Sources, velocity carried along, walls, forces, pressure, walls, density carried along: the
     * scenes of the training data.
     */
    VELOCITY_FIRST
  }

  /** MacCormack for both, density first. */
  public static SolverSettings of(Forces forces) {
    return new SolverSettings(
        Advection.MACCORMACK, Advection.MACCORMACK, forces, Order.DENSITY_FIRST);
  }

  public SolverSettings withOrder(Order other) {
    return new SolverSettings(density, velocity, forces, other);
  }
}
