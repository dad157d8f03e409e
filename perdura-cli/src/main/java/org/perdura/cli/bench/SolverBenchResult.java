package org.perdura.cli.bench;

import java.util.List;
import java.util.Map;

/**
 * What one run found.
 *
 * @param processors of the machine
 * @param seconds the run took
 * @param copyBandwidths GB/s read and written by copying, by number of threads
 * @param othersBusy share of the processors that other processes used meanwhile; null if unknown
 * @param rows as in the table
 */
record SolverBenchResult(
    int processors,
    double seconds,
    Map<Integer, Double> copyBandwidths,
    Double othersBusy,
    List<Row> rows) {

  /**
   * One line of the table.
   *
   * @param steps that were timed
   * @param millisPerStep median; the parts' medians need not add up to it
   * @param bestMillisPerStep of the fastest step
   * @param nanosPerCell of the median step
   * @param divergence the largest that was left in any step and cell
   * @param megabytes that the solver holds, its fields and work arrays
   * @param shareOfCopying of the cells per second that copying density and velocity would allow
   */
  record Row(
      String size,
      int threads,
      int steps,
      double millisPerStep,
      double bestMillisPerStep,
      double advectionMillis,
      double pressureMillis,
      double restMillis,
      double nanosPerCell,
      double divergence,
      double megabytes,
      double cellsPerSecond,
      double shareOfCopying) {}
}
