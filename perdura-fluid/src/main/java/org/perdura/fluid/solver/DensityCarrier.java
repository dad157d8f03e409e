package org.perdura.fluid.solver;

import org.perdura.fluid.Domain;
import org.perdura.grid.ScalarField;
import org.perdura.grid.Slabs;
import org.perdura.grid.VectorField;

/** Carries a density along by a velocity that is given, as a solver's step does. */
public final class DensityCarrier {

  private final Advector advector;
  private final Advection how;
  private ScalarField spare;

  /**
   * @param slabs stays the caller's to close
   */
  public DensityCarrier(Domain domain, Advection how, Slabs slabs) {
    this.how = how;
    advector = new Advector(domain, new CellMasks(domain), slabs);
    spare = new ScalarField(domain.size());
  }

  /**
   * One step on.
   *
   * @param density taken over: the carrier's own from now on
   * @param velocity staggered, cells per step
   * @return the caller's own
   */
  public ScalarField carry(ScalarField density, VectorField velocity) {
    ScalarField carried = spare;
    advector.density(velocity, density, carried, how);
    spare = density;
    return carried;
  }
}
