package org.perdura.cli.bench;

import java.util.List;
import java.util.Map;

/**
 * What one run found.
 *
 * @param width of the low-res frames
 * @param height of the low-res frames
 * @param threads of the networks
 * @param processors of the machine
 * @param seconds the run took
 * @param matrixPeaks GFLOP/s of the fastest matrix product, by precision
 * @param othersBusy share of the processors that other processes used meanwhile; null if unknown
 * @param memoryOfEachRow whether peak memory is each row's, or that of the process since its start
 * @param rows as in the table
 */
record VideoBenchResult(
    int width,
    int height,
    int threads,
    int processors,
    double seconds,
    Map<String, Double> matrixPeaks,
    Double othersBusy,
    boolean memoryOfEachRow,
    List<Row> rows) {

  /** One line of the table. */
  record Row(
      String name,
      String execution,
      String precision,
      double millisPerFrame,
      double framesPerSecond,
      long multiplyAdds,
      double gigaflops,
      double shareOfPeak,
      double speedUp,
      double coresBusy,
      double peakMegabytes) {}
}
