package org.perdura.fluid.scene;

import java.io.IOException;
import java.util.List;
import org.perdura.fluid.Domain;
import org.perdura.fluid.solver.SmokeSolver;
import org.perdura.fluid.solver.Source;
import org.perdura.fluid.solver.StepFigures;
import org.perdura.grid.ScalarField;
import org.perdura.grid.Slabs;
import org.perdura.grid.VectorField;

/**
 * A scene that moves on in time, a step being one unit of time. What it comes to is the same for
 * any number of threads, and after {@link #restore}.
 */
public final class Simulation implements AutoCloseable {

  private final Scene scene;
  private final SmokeSolver solver;
  private final List<Source> sources;

  /**
   * At the scene's begin, without smoke.
   *
   * @param slabs stays the caller's to close
   * @throws IOException if a mask cannot be read
   * @throws IllegalArgumentException if a source reaches no fluid cell
   */
  public Simulation(Scene scene, Slabs slabs) throws IOException {
    this.scene = scene;
    Domain domain = Sources.domain(scene);
    sources = Sources.of(scene, domain, slabs);
    solver = new SmokeSolver(domain, scene.settings(domain.size()), slabs);
  }

  public Scene scene() {
    return scene;
  }

  public Domain domain() {
    return solver.domain();
  }

  /** At cell centres; the next step changes it, or gives another. */
  public ScalarField density() {
    return solver.density();
  }

  /** Staggered, cells per step; the next step changes it, or gives another. */
  public VectorField velocity() {
    return solver.velocity();
  }

  public int stepsDone() {
    return solver.stepsDone();
  }

  /** Moves on by one step. */
  public StepFigures step() {
    solver.forces(scene.forces(solver.domain().size(), solver.stepsDone()));
    return solver.step(sources);
  }

  /**
   * Continues from elsewhere.
   *
   * @param density copied
   * @param velocity staggered, copied
   * @param steps done so far
   */
  public void restore(ScalarField density, VectorField velocity, int steps) {
    solver.restore(density, velocity, steps);
  }

  @Override
  public void close() {
    solver.close();
  }
}
