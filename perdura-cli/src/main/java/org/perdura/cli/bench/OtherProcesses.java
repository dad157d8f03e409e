package org.perdura.cli.bench;

import java.util.OptionalDouble;

/** What other processes use of the processors meanwhile. */
final class OtherProcesses {

  private final long start = System.nanoTime();
  private final double own = ProcessFigures.processorSeconds();
  private final OptionalDouble all = ProcessFigures.machineSeconds();

  /** Share of the processors that others have used since this was made; null if unknown. */
  Double share() {
    var now = ProcessFigures.machineSeconds();
    if (all.isEmpty() || now.isEmpty()) {
      return null;
    }
    double mine = ProcessFigures.processorSeconds() - own;
    double others = now.getAsDouble() - all.getAsDouble() - mine;
    int processors = Runtime.getRuntime().availableProcessors();
    return Math.max(0, others) / (seconds() * processors);
  }

  /** Since this was made. */
  double seconds() {
    return (System.nanoTime() - start) * 1e-9;
  }
}
