package org.perdura.cli.bench;

import static org.perdura.cli.bench.BenchText.format;
import static org.perdura.cli.bench.BenchText.head;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The result as lines of text, readable as a Markdown table, too. */
final class SolverBenchTable {

  private static final String ROW =
      "| %-11s | %7s | %5s | %7s | %7s | %9s | %8s | %7s | %7s | %10s | %6s | %8s | %6s |";

  private SolverBenchTable() {}

  static List<String> of(SolverBenchResult result) {
    var lines = new ArrayList<String>();
    lines.add(
        format(
            "processors: %d; memory copied, read and written: %s",
            result.processors(),
            result.copyBandwidths().entrySet().stream()
                .map(one -> format("%.1f GB/s (threads: %d)", one.getValue(), one.getKey()))
                .collect(Collectors.joining(", "))));
    lines.add("");
    lines.addAll(
        head(
            ROW,
            "plume",
            "threads",
            "steps",
            "ms/step",
            "best",
            "advection",
            "pressure",
            "rest",
            "ns/cell",
            "divergence",
            "MB",
            "Mcells/s",
            "% copy"));
    for (var row : result.rows()) {
      lines.add(
          format(
              ROW,
              row.size(),
              row.threads(),
              row.steps(),
              format("%.2f", row.millisPerStep()),
              format("%.2f", row.bestMillisPerStep()),
              format("%.2f", row.advectionMillis()),
              format("%.2f", row.pressureMillis()),
              format("%.2f", row.restMillis()),
              format("%.0f", row.nanosPerCell()),
              format("%.1e", row.divergence()),
              format("%.0f", row.megabytes()),
              format("%.1f", row.cellsPerSecond() * 1e-6),
              format("%.1f", 100 * row.shareOfCopying())));
    }
    lines.add("");
    lines.add(
        "ms/step and its parts: medians over steps %d to %d; best: the fastest step."
                .formatted(SolverBench.FIRST_STEP + 1, SolverBench.LAST_STEP)
            + " divergence: the largest left in a cell.");
    lines.add(
        "MB: fields and work arrays. % copy: cells per second by those that copying density and"
            + " velocity once would allow.");
    lines.addAll(OtherProcesses.lines(result.othersBusy()));
    return lines;
  }
}
