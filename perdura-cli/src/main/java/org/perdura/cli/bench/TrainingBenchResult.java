package org.perdura.cli.bench;

import java.util.List;
import java.util.Map;

/**
 * What one run found.
 *
 * @param batch clips at once
 * @param frames of a clip
 * @param lowSize side of its frames, in low-res pixels
 * @param threads of the networks
 * @param processors of the machine
 * @param seconds the run took
 * @param matrixPeaks GFLOP/s of the fastest matrix product, by precision
 * @param othersBusy share of the processors that other processes used meanwhile; null if unknown
 * @param rows as in the table
 */
record TrainingBenchResult(
    int batch,
    int frames,
    int lowSize,
    int threads,
    int processors,
    double seconds,
    Map<String, Double> matrixPeaks,
    Double othersBusy,
    List<Row> rows) {

  /**
   * One line of the table.
   *
   * @param multiplyAdds of a step, those that cannot be done without
   * @param steps that were timed
   * @param shareOfPeak of the fastest matrix product
   * @param bareMillisPerStep of forward and backward through the same layers and nothing else
   * @param shareOfBare throughput of training by that of the bare loop
   * @param shareOfBareByProcessor the same counted in the processor's time, so that it holds on a
   *     busy machine; known with one thread only, else null
   * @param waiting share of the time in which training waited for data
   */
  record Row(
      String name,
      String precision,
      int steps,
      double millisPerStep,
      long multiplyAdds,
      double gigaflops,
      double shareOfPeak,
      double bareMillisPerStep,
      double shareOfBare,
      Double shareOfBareByProcessor,
      double waiting) {}
}
