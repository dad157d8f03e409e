package org.perdura.fluid.scene;

import java.util.List;
import org.perdura.fluid.solver.Advection;
import org.perdura.fluid.solver.Forces;
import org.perdura.fluid.solver.SolverSettings;
import org.perdura.fluid.solver.SolverSettings.Order;
import org.perdura.grid.GridSize;
import org.perdura.recipe.Default;

/**
 * All of a simulation.
 *
 * @param resolution cells along x, y and z; two numbers make it flat
 * @param boundary which sides are open
 * @param sources of smoke
 * @param velocities that are imposed
 * @param obstacles in the domain
 * @param buoyancy what density 1 gains per step along y, in longest sides per step
 * @param confinement strength of the vorticity confinement
 * @param confinementSteps how many steps it acts in; -1 for all
 * @param advection of density and velocity
 * @param order of the parts of a step
 * @param steps how many are simulated unless said otherwise
 * @param seed moves the noise of every source to other places of its tile
 */
public record Scene(
    List<Integer> resolution,
    @Default("{}") Sides boundary,
    @Default("[]") List<SourceSpec> sources,
    @Default("[]") List<VelocitySpec> velocities,
    @Default("[]") List<ObstacleSpec> obstacles,
    @Default("0") double buoyancy,
    @Default("0") double confinement,
    @Default("-1") int confinementSteps,
    @Default("maccormack") Advection advection,
    @Default("density-first") Order order,
    @Default("100") int steps,
    @Default("0") long seed) {

  private static final int SMALLEST_SIDE = 8;
  private static final int LARGEST_SIDE = 4096;
  private static final int MOST_STEPS = 1_000_000;

  public Scene {
    if (resolution.size() != 2 && resolution.size() != 3) {
      throw new IllegalArgumentException(
          "resolution: %s, must be [x, y] or [x, y, z]".formatted(resolution));
    }
    resolution.forEach(
        side -> Values.requireWithin("resolution", side, SMALLEST_SIDE, LARGEST_SIDE));
    resolution = List.copyOf(resolution);
    Values.requireWithin("buoyancy", buoyancy, -1, 1);
    Values.requireWithin("confinement", confinement, 0, 100);
    Values.requireWithin("confinement-steps", confinementSteps, -1, MOST_STEPS);
    Values.requireWithin("steps", steps, 1, MOST_STEPS);
    GridSize size = size(resolution);
    for (int i = 0; i < sources.size(); i++) {
      requireInside("sources." + i + ".shape", sources.get(i).shape(), size);
    }
    for (int i = 0; i < velocities.size(); i++) {
      VelocitySpec spec = velocities.get(i);
      requireInside("velocities." + i + ".shape", spec.shape(), size);
      if (!size.isFlat() && spec.velocity().size() != 3) {
        throw new IllegalArgumentException(
            "velocities.%d.velocity: %s, must be 3 numbers in a domain of %s"
                .formatted(i, spec.velocity(), size));
      }
    }
    for (int i = 0; i < obstacles.size(); i++) {
      int index = i;
      obstacles
          .get(i)
          .shape()
          .ifPresent(shape -> requireInside("obstacles." + index + ".shape", shape, size));
    }
    sources = List.copyOf(sources);
    velocities = List.copyOf(velocities);
    obstacles = List.copyOf(obstacles);
  }

  private static GridSize size(List<Integer> resolution) {
    return resolution.size() == 2
        ? GridSize.flat(resolution.get(0), resolution.get(1))
        : new GridSize(resolution.get(0), resolution.get(1), resolution.get(2));
  }

  private static void requireInside(String key, Shape shape, GridSize size) {
    try {
      shape.in(size);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(key + "." + e.getMessage(), e);
    }
  }

  public GridSize size() {
    return size(resolution);
  }

  /** In the cells of a domain, at a step. */
  Forces forces(GridSize domain, int step) {
    boolean confined = confinementSteps < 0 || step < confinementSteps;
    return Forces.upward(buoyancy * domain.longest()).withConfinement(confined ? confinement : 0);
  }

  SolverSettings settings(GridSize domain) {
    return new SolverSettings(advection, advection, forces(domain, 0), order);
  }

  /**
   * The scene on another grid. The confinement's strength is in cells: it goes with the longest
   * side.
   */
  public Scene at(GridSize other) {
    List<Integer> sides =
        other.isFlat() ? List.of(other.x(), other.y()) : List.of(other.x(), other.y(), other.z());
    double scaled = confinement * ((double) other.longest() / size().longest());
    return new Scene(
        sides,
        boundary,
        sources,
        velocities,
        obstacles,
        buoyancy,
        scaled,
        confinementSteps,
        advection,
        order,
        steps,
        seed);
  }
}
