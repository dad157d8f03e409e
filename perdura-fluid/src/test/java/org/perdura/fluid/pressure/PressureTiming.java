package org.perdura.fluid.pressure;

import java.util.Random;
import org.perdura.fluid.Boundary;
import org.perdura.fluid.Domain;
import org.perdura.grid.GridSize;
import org.perdura.grid.Slabs;
import org.perdura.grid.VectorField;

/** Times pressure solves, beside the machine's speed of copying; run by hand. */
final class PressureTiming {

  private PressureTiming() {}

  public static void main(String[] args) {
    GridSize[] sizes = {
      GridSize.flat(256, 256),
      new GridSize(64, 64, 64),
      new GridSize(128, 128, 128),
      new GridSize(256, 256, 256)
    };
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 3;
    for (GridSize size : sizes) {
      int repeats = (int) Math.max(5, Math.min(200, 40_000_000L / size.cells()));
      var domain = Domain.of(size, Boundary.OPEN_Y, null);
      try (var one = new Slabs(1);
          var two = new Slabs(2)) {
        var solvers =
            new PressureSolver[] {new DirectSolver(domain, one), new DirectSolver(domain, two)};
        var start = random(size);
        var velocity = start.copy();
        double[] best = {Double.MAX_VALUE, Double.MAX_VALUE};
        double[] copies = {Double.MAX_VALUE, Double.MAX_VALUE};
        double divergence = 0;
        for (int round = 0; round < rounds; round++) {
          for (int i = 0; i < repeats; i++) {
            for (int t = 0; t < 2; t++) {
              copies[t] = Math.min(copies[t], copy(t == 0 ? one : two, start, velocity));
              long before = System.nanoTime();
              divergence = solvers[t].project(velocity).divergence();
              best[t] = Math.min(best[t], (System.nanoTime() - before) * 1e-6);
            }
          }
        }
        double bytes = size.cells() * 3L * 8;
        System.out.printf(
            "%s: 1 thread %.2f ms, 2 threads %.2f ms (%.1f ns per cell), left %.2g;"
                + " copies %.1f and %.1f GB/s%n",
            size,
            best[0],
            best[1],
            best[1] * 1e6 / size.cells(),
            divergence,
            bytes / copies[0] * 1e-6,
            bytes / copies[1] * 1e-6);
      }
    }
  }

  private static double copy(Slabs slabs, VectorField from, VectorField to) {
    long before = System.nanoTime();
    for (int axis = 0; axis < 3; axis++) {
      var source = from.component(axis);
      var target = to.component(axis);
      slabs.run(source.length, (a, b) -> System.arraycopy(source, a, target, a, b - a));
    }
    return (System.nanoTime() - before) * 1e-6;
  }

  private static VectorField random(GridSize size) {
    var random = new Random(1);
    var velocity = new VectorField(size, VectorField.Placement.FACES);
    for (int axis = 0; axis < size.dimensions(); axis++) {
      var values = velocity.component(axis);
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextGaussian();
      }
    }
    return velocity;
  }
}
