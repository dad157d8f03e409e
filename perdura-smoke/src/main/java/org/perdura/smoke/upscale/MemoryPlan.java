package org.perdura.smoke.upscale;

import org.perdura.grid.GridSize;
import org.perdura.smoke.model.SmokeGenerator;

/**
 * How large tiles may be so that the process stays within a limit. {@code MemoryPlanRssTest}
 * compares what is counted here with what processes really take.
 *
 * @param tileCells low-res cells of a tile at most, halo included
 * @param outputs high-res frames that are in memory at once: one is computed, the others are
 *     written
 */
record MemoryPlan(long tileCells, int outputs) {

  /** The Java machine, the libraries and their buffers. */
  private static final long BASE = 600L << 20;

  /** Low-res frames that are read ahead. */
  static final int READ_AHEAD = 2;

  /** Compressing a frame may take as long as computing it. */
  private static final int MOST_OUTPUTS = 3;

  private static final int LEAST_OUTPUTS = 2;

  /** Numbers of a velocity: three components as they are stored, and at the centres. */
  private static final int VELOCITY = 6;

  /** The collector lets the heap grow to this multiple of what lives in it. */
  private static final double HEAP_GROWTH = 1 / 0.6;

  /** Large arrays lie in the old generation, which is two thirds of the heap. */
  private static final double OLD_GENERATION = 2 / 3.0;

  /**
   * The largest tiles that fit.
   *
   * @param low size of the frames
   * @param memory what the process may use in all, in bytes
   * @throws IllegalArgumentException one line: not even the smallest tile fits
   */
  static MemoryPlan of(SmokeGenerator generator, GridSize low, long memory) {
    long least = Tiling.leastCells(low, generator.receptiveRadius());
    long mostJava = Runtime.getRuntime().maxMemory();
    for (int outputs = MOST_OUTPUTS; outputs >= LEAST_OUTPUTS; outputs--) {
      double java = javaBytes(generator, low, outputs);
      double perCell = bytesPerTileCell(generator);
      long cells = (long) ((memory - BASE - nativeBytes(generator, low) - java) / perCell);
      // What is copied out of a tile is Java's, too.
      long javaCells =
          (long) ((mostJava * OLD_GENERATION - java / HEAP_GROWTH) / highBytes(generator));
      if (Math.min(cells, javaCells) >= least) {
        return new MemoryPlan(Math.min(cells, javaCells), outputs);
      }
    }
    throw tooLittle(generator, low, least, memory, mostJava);
  }

  private static IllegalArgumentException tooLittle(
      SmokeGenerator generator, GridSize low, long least, long memory, long mostJava) {
    double java = javaBytes(generator, low, LEAST_OUTPUTS);
    double need = BASE + nativeBytes(generator, low) + java + least * bytesPerTileCell(generator);
    if (need > memory) {
      return new IllegalArgumentException(
          "frames of %s need %d MB of memory, but the limit (--memory) is %d MB"
              .formatted(low, megabytes(need), memory >> 20));
    }
    double needJava = (java / HEAP_GROWTH + least * highBytes(generator)) / OLD_GENERATION;
    return new IllegalArgumentException(
        "frames of %s need %d MB of Java's memory, but it has %d MB; start with PERDURA_JAVA_OPTS=-Xmx%dm"
            .formatted(low, megabytes(needJava), mostJava >> 20, megabytes(needJava)));
  }

  private static long megabytes(double bytes) {
    return (long) bytes / (1 << 20) + 1;
  }

  /** Of one high-res number for each high-res cell of a low-res one. */
  private static double highBytes(SmokeGenerator generator) {
    return Float.BYTES * Math.pow(SmokeGenerator.SCALE, generator.dimensions());
  }

  /** The network's, and its output on the way into Java's array. */
  private static double bytesPerTileCell(SmokeGenerator generator) {
    return generator.bytesPerCell() + inputBytes(generator) + 2 * highBytes(generator);
  }

  /** Of the network's input, for each low-res cell. */
  private static double inputBytes(SmokeGenerator generator) {
    return Float.BYTES
        * (generator.frames() + (generator.needsVelocity() ? generator.dimensions() : 0.0));
  }

  /** Of what lives outside Java whatever the tiles: the low-res frame, its parts and all of it. */
  private static double nativeBytes(SmokeGenerator generator, GridSize low) {
    return 2 * inputBytes(generator) * low.cells();
  }

  /** Of Java's heap: frames that are read ahead, and high-res frames. */
  private static double javaBytes(SmokeGenerator generator, GridSize low, int outputs) {
    int ahead = READ_AHEAD + 2; // one is being read, one computed
    double densities = Float.BYTES * (generator.frames() + ahead);
    double velocities = generator.needsVelocity() ? Float.BYTES * VELOCITY * ahead : 0.0;
    return HEAP_GROWTH * low.cells() * (densities + velocities + outputs * highBytes(generator));
  }
}
