package org.perdura.fluid.pressure;

import java.lang.management.ManagementFactory;
import org.perdura.fluid.Boundary;
import org.perdura.fluid.Domain;
import org.perdura.grid.GridSize;
import org.perdura.grid.Slabs;
import org.perdura.grid.VectorField;

/**
 * Times pressure solves beside the machine's speed of copying; run by hand, with the number of
 * rounds. One thread: processor time too, which other processes disturb least. The iterative solver
 * starts anew each time and from random velocities, so that it never gains from the last pressure.
 */
final class PressureTiming {

  private PressureTiming() {}

  public static void main(String[] args) {
    GridSize[] sizes = {
      GridSize.flat(256, 256),
      new GridSize(64, 64, 64),
      new GridSize(128, 128, 128),
      new GridSize(256, 256, 256)
    };
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 1;
    for (GridSize size : sizes) {
      int repeats = rounds * (int) Math.max(5, Math.min(200, 100_000_000L / size.cells()));
      time(size, false, repeats);
      if (size.cells() < 1 << 24) {
        time(size, true, Math.max(5, repeats / 4));
      }
    }
  }

  private static void time(GridSize size, boolean iterative, int repeats) {
    var domain = Domain.of(size, Boundary.OPEN_Y, null);
    var start = Velocity.random(domain, 1, 1);
    var velocity = start.copy();
    var clock = ManagementFactory.getThreadMXBean();
    double[] best = {Double.MAX_VALUE, Double.MAX_VALUE};
    double[] copies = {Double.MAX_VALUE, Double.MAX_VALUE};
    double busy = Double.MAX_VALUE;
    Projection projection = null;
    for (int t = 0; t < 2; t++) {
      try (var slabs = new Slabs(t + 1)) {
        PressureSolver solver = null;
        for (int i = 0; i < repeats; i++) {
          if (iterative || solver == null) {
            solver =
                iterative ? new IterativeSolver(domain, slabs) : new DirectSolver(domain, slabs);
          }
          copies[t] = Math.min(copies[t], copy(slabs, start, velocity));
          long cpu = clock.getCurrentThreadCpuTime();
          long before = System.nanoTime();
          projection = solver.project(velocity);
          best[t] = Math.min(best[t], (System.nanoTime() - before) * 1e-6);
          if (t == 0) {
            busy = Math.min(busy, (clock.getCurrentThreadCpuTime() - cpu) * 1e-6);
          }
        }
      }
    }
    double bytes = size.cells() * 3L * 8;
    System.out.printf(
        "%-12s %-9s 1 thread %7.2f ms (processor %7.2f), 2 threads %7.2f ms, %5.1f ns per cell;"
            + " %d iterations, %.1e left; copies %.0f and %.0f GB/s%n",
        size,
        iterative ? "iterative" : "direct",
        best[0],
        busy,
        best[1],
        busy * 1e6 / size.cells(),
        projection.iterations(),
        projection.divergence(),
        bytes / copies[0] * 1e-6,
        bytes / copies[1] * 1e-6);
  }

  /** Milliseconds. */
  private static double copy(Slabs slabs, VectorField from, VectorField to) {
    long before = System.nanoTime();
    for (int axis = 0; axis < 3; axis++) {
      var source = from.component(axis);
      var target = to.component(axis);
      slabs.run(source.length, (a, b) -> System.arraycopy(source, a, target, a, b - a));
    }
    return (System.nanoTime() - before) * 1e-6;
  }
}
