package org.perdura.cli.bench;

import java.util.List;

/**
 * What one run found.
 *
 * @param side of the grid, in cells
 * @param voxels that hold smoke
 * @param othersBusy share of the processors that other processes used meanwhile; null if unknown
 */
record GridFilesBenchResult(int side, long voxels, Double othersBusy, List<Row> rows) {

  /**
   * One way of storing.
   *
   * @param file its name
   * @param megabytes of the file
   * @param writeMillis median
   * @param readMillis median
   * @param heldMegabytes what the read grid takes in memory
   */
  record Row(
      String way,
      String file,
      double megabytes,
      double writeMillis,
      double readMillis,
      double heldMegabytes) {}
}
