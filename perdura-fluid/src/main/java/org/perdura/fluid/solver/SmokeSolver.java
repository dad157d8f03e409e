package org.perdura.fluid.solver;

import java.util.List;
import org.perdura.fluid.Domain;
import org.perdura.fluid.pressure.PressureSolver;
import org.perdura.grid.ScalarField;
import org.perdura.grid.Slabs;
import org.perdura.grid.VectorField;

/**
 * Moves one simulation on in time, a step being one unit of time. Results are the same bit for bit
 * for any number of threads, and a simulation restored to a step continues as the one that made it.
 */
public final class SmokeSolver implements AutoCloseable {

  private final Domain domain;
  private final SolverSettings settings;
  private final PressureSolver pressure;
  private Forces forces;
  private ScalarField density;
  private VectorField velocity;
  private int step;

  /**
   * With density and velocity 0.
   *
   * @param slabs stays the caller's to close
   */
  public SmokeSolver(Domain domain, SolverSettings settings, Slabs slabs) {
    this(domain, settings, slabs, new PlainConjugateGradients(domain, 1e-4));
  }

  /** With a pressure solver of one's own. */
  public SmokeSolver(Domain domain, SolverSettings settings, Slabs slabs, PressureSolver pressure) {
    this.domain = domain;
    this.settings = settings;
    this.pressure = pressure;
    forces = settings.forces();
    density = new ScalarField(domain.size());
    velocity = new VectorField(domain.size(), VectorField.Placement.FACES);
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

  /** Moves on by one step. */
  public StepFigures step(List<Source> sources) {
    for (Source source : sources) {
      source.apply(step, density, velocity);
    }
    var projection = pressure.project(velocity);
    step++;
    return new StepFigures(projection, 0, 0, 0);
  }

  /**
   * Continues from elsewhere: a stored frame, or a blurred fine simulation.
   *
   * @param density copied
   * @param velocity staggered; copied
   * @param step number of steps done
   */
  public void restore(ScalarField density, VectorField velocity, int step) {
    this.density = density.copy();
    this.velocity = velocity.copy();
    this.step = step;
  }

  @Override
  public void close() {}
}
