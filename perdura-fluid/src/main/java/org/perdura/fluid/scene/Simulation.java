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

  /** Steps after which the pressure is solved for from nothing where it is not solved directly. */
  private static final int PERIOD = 16;

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
    if (!domain().plainBox() && restorable(solver.stepsDone()) == solver.stepsDone()) {
      // As after restoring: what the simulation comes to does not tell whether it was.
      solver.restore(solver.density(), solver.velocity(), solver.stepsDone());
    }
    solver.forces(scene.forces(solver.domain().size(), solver.stepsDone()));
    return solver.step(sources);
  }

  /**
   * The last moment up to a number of steps from which density and velocity are enough to continue
   * identically. Around obstacles, where each pressure begins from the one before, it comes every
   * few steps.
   */
  public int restorable(int steps) {
    return domain().plainBox() ? steps : steps / PERIOD * PERIOD;
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
