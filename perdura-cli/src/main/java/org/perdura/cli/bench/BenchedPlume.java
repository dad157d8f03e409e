package org.perdura.cli.bench;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.perdura.fluid.Boundary;
import org.perdura.fluid.Domain;
import org.perdura.fluid.solver.Forces;
import org.perdura.fluid.solver.SmokeSolver;
import org.perdura.fluid.solver.SolverSettings;
import org.perdura.fluid.solver.Source;
import org.perdura.fluid.solver.StepFigures;
import org.perdura.grid.GridSize;
import org.perdura.grid.ScalarField;
import org.perdura.grid.Slabs;
import org.perdura.grid.VectorField;

/**
 * One plume on a number of threads: a ball of smoke that rises from near the bottom between walls,
 * through an open top, as in the reference solver's timings. Some of its steps are measured, again
 * and again.
 */
final class BenchedPlume implements AutoCloseable {

  private final GridSize size;
  private final int threads;
  private final int firstStep;
  private final int lastStep;
  private final Slabs slabs;
  private final SmokeSolver solver;
  private final Source ball;
  private final double megabytes;
  private final StepTimes steps = new StepTimes();
  private final StepTimes advection = new StepTimes();
  private final StepTimes pressure = new StepTimes();
  private final StepTimes rest = new StepTimes();
  private ScalarField startDensity;
  private VectorField startVelocity;
  private double divergence;
  private double best = Double.POSITIVE_INFINITY;

  /**
   * @param firstStep after which it is measured
   * @param lastStep that is measured
   */
  BenchedPlume(GridSize size, int threads, int firstStep, int lastStep) {
    this.size = size;
    this.threads = threads;
    this.firstStep = firstStep;
    this.lastStep = lastStep;
    ball = ball(size);
    double before = allocatedMegabytes();
    slabs = new Slabs(threads);
    solver =
        new SmokeSolver(
            Domain.of(size, Boundary.OPEN_Y, null),
            SolverSettings.of(Forces.upward(size.x() / 1000.0)),
            slabs);
    megabytes = allocatedMegabytes() - before;
  }

  /** By this thread so far. What a solver allocates when it is made, it keeps. */
  private static double allocatedMegabytes() {
    return ManagementFactory.getThreadMXBean() instanceof com.sun.management.ThreadMXBean thread
        ? thread.getCurrentThreadAllocatedBytes() * 1e-6
        : Double.NaN;
  }

  private static Source ball(GridSize size) {
    double n = size.x();
    var inside = new ArrayList<Integer>();
    for (int k = 0; k < size.z(); k++) {
      for (int j = 0; j < size.y(); j++) {
        for (int i = 0; i < size.x(); i++) {
          double x = i + 0.5 - 0.5 * n;
          double y = j + 0.5 - 0.15 * n;
          double z = size.isFlat() ? 0 : k + 0.5 - 0.5 * size.z();
          if (x * x + y * y + z * z <= 0.01 * n * n) {
            inside.add(size.index(i, j, k));
          }
        }
      }
    }
    int[] cells = inside.stream().mapToInt(Integer::intValue).toArray();
    return (step, density, velocity) -> {
      for (int cell : cells) {
        density.values()[cell] = 1;
      }
    };
  }

  /** Steps up to the first that is measured. */
  void warmUp() {
    while (solver.stepsDone() < firstStep) {
      solver.step(List.of(ball));
    }
    startDensity = solver.density().copy();
    startVelocity = solver.velocity().copy();
    run(0); // compiles what only later steps need
    steps.clear();
    advection.clear();
    pressure.clear();
    rest.clear();
    best = Double.POSITIVE_INFINITY;
  }

  /** All the steps that are measured, and that as often as it takes. */
  void run(double atLeastSeconds) {
    double sum = 0;
    do {
      solver.restore(startDensity, startVelocity, firstStep);
      while (solver.stepsDone() < lastStep) {
        StepFigures figures = solver.step(List.of(ball));
        double seconds = figures.nanos() * 1e-9;
        sum += seconds;
        best = Math.min(best, seconds);
        steps.add(seconds);
        advection.add(figures.advectionNanos() * 1e-9);
        pressure.add(figures.pressureNanos() * 1e-9);
        rest.add(figures.restNanos() * 1e-9);
        divergence = Math.max(divergence, figures.projection().divergence());
      }
    } while (sum < atLeastSeconds);
  }

  /** Of all steps that were measured. */
  StepTimes steps() {
    return steps;
  }

  /** That the solver holds, its fields and work arrays. */
  double megabytes() {
    return megabytes;
  }

  void sample(CopyBandwidth bandwidth) {
    bandwidth.sample(slabs);
  }

  String name() {
    return "%s, threads: %d".formatted(size, threads);
  }

  int threads() {
    return threads;
  }

  /**
   * The row of the table.
   *
   * @param gigabytesPerSecond that this number of threads copies
   */
  SolverBenchResult.Row row(double gigabytesPerSecond) {
    double median = steps.median();
    double cellsPerSecond = size.cells() / median;
    // Density and each component of the velocity read once and written once.
    double limit = gigabytesPerSecond * 1e9 / (2 * Float.BYTES * (1 + size.dimensions()));
    return new SolverBenchResult.Row(
        size.toString(),
        threads,
        steps.count(),
        1e3 * median,
        1e3 * best,
        1e3 * advection.median(),
        1e3 * pressure.median(),
        1e3 * rest.median(),
        1e9 * median / size.cells(),
        divergence,
        megabytes,
        cellsPerSecond,
        cellsPerSecond / limit);
  }

  @Override
  public void close() {
    solver.close();
    slabs.close();
  }
}
