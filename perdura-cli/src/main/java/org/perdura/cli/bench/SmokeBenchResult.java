package org.perdura.cli.bench;

import java.util.List;

/**
 * What one run found.
 *
 * @param threads of the networks and the solver
 * @param processors of the machine
 * @param seconds the run took
 * @param bf16 whether the processor has it, so that it was measured
 * @param othersBusy share of the processors that other processes used meanwhile; null if unknown
 * @param rows as in the table
 * @param ratios as below the table
 */
record SmokeBenchResult(
    int threads,
    int processors,
    double seconds,
    boolean bf16,
    Double othersBusy,
    List<Row> rows,
    List<Ratio> ratios) {

  /**
   * One line of the table.
   *
   * @param from low-res size
   * @param to high-res size
   * @param precision null for the solver
   * @param times how many were timed
   * @param millisPerFrame median, scaled by cells if a part was measured
   * @param multiplyAddsPerCell of the convolutions, for a high-res cell; null for the solver
   * @param gigaflops null for the solver
   * @param megabytes by which the process grew at most, or what the solver holds; null if unknown
   * @param part that was measured, low-res; null: all
   */
  record Row(
      String from,
      String to,
      String name,
      String precision,
      int times,
      double millisPerFrame,
      Double multiplyAddsPerCell,
      Double gigaflops,
      Double megabytes,
      String part) {}

  /**
   * The compact generator against the others.
   *
   * @param from low-res size
   * @param to high-res size
   * @param multiplyAdds of the reference, by the compact one's
   * @param referenceTime of a frame, by the compact one's
   * @param ofSolverStep time of a frame, by that of a step at high-res
   * @param filesOfSolverStep the same from file to file; null if not measured in this precision
   */
  record Ratio(
      String from,
      String to,
      String precision,
      double multiplyAdds,
      double referenceTime,
      double ofSolverStep,
      Double filesOfSolverStep) {}
}
