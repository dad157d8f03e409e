package org.perdura.fluid.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.perdura.fluid.noise.NoiseTexture;
import org.perdura.fluid.scene.Scene;
import org.perdura.fluid.scene.Shape;
import org.perdura.fluid.scene.Sides;
import org.perdura.fluid.scene.SourceSpec;
import org.perdura.fluid.scene.VelocitySpec;
import org.perdura.fluid.solver.Advection;
import org.perdura.fluid.solver.SolverSettings.Order;
import org.perdura.grid.GridSize;
import org.perdura.recipe.Chance;

/**
 * The random scenes of tempoGAN's training data (Xie et al. 2018, section 7, and the authors'
 * released configuration): 12 spheres of textured smoke, about half of them sources that go on; 3
 * to 15 small spheres that push the air towards the middle, more or less; a random buoyancy, none
 * in a fifth of the scenes, which push harder instead; open bottom and top.
 */
final class RandomScene {

  /** What of a simulation's chance is drawn here; sources draw their own by the scene's seed. */
  private static final long SCENE = 1;

  private static final int SPHERES = 12;
  private static final double LEAST_RADIUS = 0.04;
  private static final double MOST_RADIUS = 0.22;
  private static final double CONFINEMENT = 0.05;

  /** What the recipe's velocities, low-res cells per step, were made for. */
  private static final double LOW_RES = 64;

  private final SplittableRandom rnd;
  private final boolean flat;

  private RandomScene(SplittableRandom rnd, boolean flat) {
    this.rnd = rnd;
    this.flat = flat;
  }

  /** The scene of a simulation, at the high resolution. */
  static Scene of(SmokeDataSpec spec, int simulation) {
    var rnd = Chance.of(spec.seed(), simulation, SCENE);
    return new RandomScene(rnd, spec.dimensions() == 2).draw(spec);
  }

  private Scene draw(SmokeDataSpec spec) {
    double lift = rnd.nextDouble() + 0.1;
    double push = 1;
    if (lift < 0.3) {
      lift = 0;
      push = 1.4 + 1.5 * rnd.nextDouble();
    }
    var sources = new ArrayList<SourceSpec>();
    for (int i = 0; i < SPHERES; i++) {
      sources.add(source(i));
    }
    GridSize size = spec.high();
    List<Integer> resolution =
        flat ? List.of(size.x(), size.y()) : List.of(size.x(), size.y(), size.z());
    return new Scene(
        resolution,
        Sides.OPEN_Y,
        sources,
        velocities(push),
        List.of(),
        3e-4 * lift,
        CONFINEMENT,
        spec.warmup(),
        Advection.MACCORMACK,
        Order.VELOCITY_FIRST,
        spec.warmup() + spec.frames(),
        rnd.nextLong());
  }

  private SourceSpec source(int index) {
    double x = 0.4 * (rnd.nextDouble() - 0.5);
    double y = 0.4 * (rnd.nextDouble() - 0.5);
    double z = 0.4 * (rnd.nextDouble() - 0.5);
    boolean goesOn = rnd.nextDouble() < 0.5;
    if (goesOn) {
      y = 0.5 * (y - 0.4); // smoke comes from below
    }
    double radius = 0.7 * rnd.nextDouble() * rnd.nextDouble() * rnd.nextDouble();
    radius = Math.min(MOST_RADIUS, Math.max(LEAST_RADIUS * (1 + 0.5 * rnd.nextDouble()), radius));
    var stretch = List.of(stretch(), stretch(), stretch());
    // Waves of half of the scene to a tenth of it.
    double scale = 6 * Math.pow(5, rnd.nextDouble());
    var noise =
        new NoiseTexture(
            scale,
            0,
            0.06 * rnd.nextDouble(),
            -0.05 * rnd.nextDouble(),
            0.3 + index / 24.0,
            true,
            0);
    var shape = Shape.sphere(point(0.5 + x, 0.5 + y, 0.5 + z), radius, stretch);
    return new SourceSpec(shape, 1, Optional.of(noise), 1, 0, Optional.empty(), !goesOn);
  }

  private double stretch() {
    return 0.95 + 0.1 * rnd.nextDouble();
  }

  private List<VelocitySpec> velocities(double push) {
    // Few large ones or many small ones.
    int kind = rnd.nextInt(3);
    int count = 3 * (2 * kind + 1);
    double largeness = new double[] {0.9, 0.7, 0.6}[kind];
    var velocities = new ArrayList<VelocitySpec>();
    for (int i = 0; i < count; i++) {
      var at = new double[3];
      var velocity = new double[3];
      for (int axis = 0; axis < 3; axis++) {
        at[axis] = 0.6 * (rnd.nextDouble() - 0.5);
        velocity[axis] = -2 * at[axis] + 0.3 * (rnd.nextDouble() - 0.5);
      }
      double radius = 0.2 * largeness * (0.05 + 0.1 * rnd.nextDouble());
      double strength = 0.45 * (1 + 0.5 * rnd.nextDouble()) * push / LOW_RES;
      velocities.add(
          new VelocitySpec(
              Shape.sphere(point(0.5 + at[0], 0.5 + at[1], 0.5 + at[2]), radius),
              point(strength * velocity[0], strength * velocity[1], strength * velocity[2]),
              0,
              Optional.empty(),
              false));
    }
    return velocities;
  }

  private List<Double> point(double x, double y, double z) {
    return flat ? List.of(x, y) : List.of(x, y, z);
  }
}
