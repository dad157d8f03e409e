package org.perdura.fluid.solver;

import java.util.List;
import org.perdura.fluid.Domain;
import org.perdura.fluid.SolverException;
import org.perdura.fluid.pressure.PressureSolver;
import org.perdura.fluid.pressure.PressureSolvers;
import org.perdura.fluid.pressure.Projection;
import org.perdura.grid.GridSize;
import org.perdura.grid.ScalarField;
import org.perdura.grid.Slabs;
import org.perdura.grid.VectorField;

/**
 * Moves one simulation on in time, a step being one unit of time. Results are the same bit for bit
 * for any number of threads, and a simulation restored to a step continues as the one that made it
 * (around obstacles: as one that was restored there, too, see {@link #restore}).
 */
public final class SmokeSolver implements AutoCloseable {

  private final Domain domain;
  private final SolverSettings settings;
  private final PressureSolver pressure;
  private final Advector advector;
  private final OpenSides openSides;
  private final ForceLoops forceLoops;
  private Forces forces;
  private ScalarField density;
  private ScalarField otherDensity;
  private VectorField velocity;
  private VectorField otherVelocity;
  private int step;

  /**
   * With density and velocity 0.
   *
   * @param slabs stays the caller's to close
   */
  public SmokeSolver(Domain domain, SolverSettings settings, Slabs slabs) {
    this(domain, settings, slabs, PressureSolvers.of(domain, slabs));
  }

  /**
   * With a pressure solver of one's own.
   *
   * @param pressure made for this domain
   */
  public SmokeSolver(Domain domain, SolverSettings settings, Slabs slabs, PressureSolver pressure) {
    this.domain = domain;
    this.settings = settings;
    this.pressure = pressure;
    var masks = new CellMasks(domain);
    advector = new Advector(domain, masks, slabs);
    openSides = new OpenSides(domain, masks, slabs);
    forceLoops = new ForceLoops(domain, masks, slabs);
    forces = settings.forces();
    density = new ScalarField(domain.size());
    otherDensity = new ScalarField(domain.size());
    velocity = new VectorField(domain.size(), VectorField.Placement.FACES);
    otherVelocity = new VectorField(domain.size(), VectorField.Placement.FACES);
  }

  public Domain domain() {
    return domain;
  }

  /** At cell centres. It is the solver's own: the next step changes it, or gives another. */
  public ScalarField density() {
    return density;
  }

  /** Staggered, cells per step. It is the solver's own: the next step changes or replaces it. */
  public VectorField velocity() {
    return velocity;
  }

  /** Steps done so far. */
  public int stepsDone() {
    return step;
  }

  /** Other forces from the next step on. */
  public void forces(Forces other) {
    forces = other;
  }

  /**
   * Moves on by one step.
   *
   * @param sources applied first, in order
   * @throws SolverException if the pressure cannot be solved for, e.g. of velocities that are no
   *     numbers
   */
  public StepFigures step(List<Source> sources) {
    long start = System.nanoTime();
    for (Source source : sources) {
      source.apply(step, density, velocity);
    }
    long sourced = System.nanoTime();
    boolean densityFirst = settings.order() == SolverSettings.Order.DENSITY_FIRST;
    if (densityFirst) {
      carryDensity();
    }
    carryVelocity();
    long carried = System.nanoTime();
    openSides.extrapolate(velocity, otherVelocity);
    applyForces();
    long pushed = System.nanoTime();
    var projection = project();
    long projected = System.nanoTime();
    if (!densityFirst) {
      carryDensity();
    }
    long end = System.nanoTime();
    step++;
    return new StepFigures(
        projection,
        carried - sourced + end - projected,
        projected - pushed,
        sourced - start + pushed - carried);
  }

  private Projection project() {
    try {
      return pressure.project(velocity);
    } catch (SolverException e) {
      throw new SolverException("step %d: %s".formatted(step, e.getMessage()));
    }
  }

  private void carryDensity() {
    advector.density(velocity, density, otherDensity, settings.density());
    var before = density;
    density = otherDensity;
    otherDensity = before;
  }

  private void carryVelocity() {
    advector.velocity(velocity, otherVelocity, settings.velocity());
    var before = velocity;
    velocity = otherVelocity;
    otherVelocity = before;
  }

  private void applyForces() {
    forceLoops.buoyancy(forces, density, velocity);
    if (forces.confinement() != 0) {
      // What was before this step's advection is no longer needed.
      forceLoops.confinement(
          forces.confinement(), velocity, advector.spare(), otherVelocity, otherDensity.values());
    }
  }

  /**
   * Continues from elsewhere: a stored frame, or a blurred fine simulation. The next pressure is
   * solved for from nothing, also around obstacles, where a simulation that was not interrupted
   * begins from the last one.
   *
   * @param density copied
   * @param velocity staggered; copied
   * @param step number of steps done
   */
  public void restore(ScalarField density, VectorField velocity, int step) {
    requireSize(density.size(), "density");
    requireSize(velocity.size(), "velocity");
    if (velocity.placement() != VectorField.Placement.FACES) {
      throw new IllegalArgumentException("a velocity at cell centres: must be on faces");
    }
    System.arraycopy(density.values(), 0, this.density.values(), 0, domain.size().cells());
    for (int axis = 0; axis < 3; axis++) {
      float[] to = this.velocity.component(axis);
      System.arraycopy(velocity.component(axis), 0, to, 0, to.length);
    }
    this.step = step;
    pressure.forget();
  }

  private void requireSize(GridSize size, String what) {
    if (!size.equals(domain.size())) {
      throw new IllegalArgumentException(
          "a %s of %s for a domain of %s: must be of the same size"
              .formatted(what, size, domain.size()));
    }
  }

  @Override
  public void close() {}
}
