package org.perdura.cli.bench;

import java.util.List;
import java.util.Locale;
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

  /**
   * What to say of a share.
   *
   * @param share null: nothing
   */
  static List<String> lines(Double share) {
    return share == null
        ? List.of()
        : List.of(
            String.format(
                Locale.ROOT,
                "Other processes used %.0f %% of the processors meanwhile%s",
                100 * share,
                share > 0.1 ? ": take the ratios, not the times." : "."));
  }

  /** Since this was made. */
  double seconds() {
    return (System.nanoTime() - start) * 1e-9;
  }
}
