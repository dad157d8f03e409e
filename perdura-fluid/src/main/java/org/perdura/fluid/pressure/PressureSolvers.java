package org.perdura.fluid.pressure;

import org.perdura.fluid.Domain;
import org.perdura.grid.Slabs;

/** Makes the pressure solver that suits a domain. */
public final class PressureSolvers {

  private PressureSolvers() {}

  /**
   * A direct solver for a plain box, conjugate gradients with a multigrid preconditioner for a
   * domain with obstacles. Where no side is open, the mean divergence cannot be removed.
   *
   * @param slabs must stay open as long as the solver is used
   */
  public static PressureSolver of(Domain domain, Slabs slabs) {
    return domain.plainBox() ? new DirectSolver(domain, slabs) : new IterativeSolver(domain, slabs);
  }
}
