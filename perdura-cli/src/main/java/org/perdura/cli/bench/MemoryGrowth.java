package org.perdura.cli.bench;

import org.perdura.nn.Torch;

/** By how much the process grows at most while something runs. */
final class MemoryGrowth {

  private final boolean known;
  private final double before;

  /** From now on; what is free is given back first. */
  MemoryGrowth() {
    System.gc();
    Torch.trimMemory();
    known = ProcessFigures.resetPeakMemory();
    before = ProcessFigures.residentMegabytes();
  }

  /** So far, in MB (2^20 bytes); null where the system does not tell. */
  Double megabytes() {
    return known ? Math.max(0, ProcessFigures.peakMegabytes() - before) : null;
  }
}
