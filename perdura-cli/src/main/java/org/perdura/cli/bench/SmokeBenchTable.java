package org.perdura.cli.bench;

import static org.perdura.cli.bench.BenchText.format;
import static org.perdura.cli.bench.BenchText.head;

import java.util.ArrayList;
import java.util.List;

/** The result as lines of text, readable as a Markdown table, too. */
final class SmokeBenchTable {

  private static final String ROW =
      "| %-23s | %-23s | %-4s | %5s | %9s | %13s | %8s | %9s | %-20s |";
  private static final String NONE = "-";

  private SmokeBenchTable() {}

  static List<String> of(SmokeBenchResult result) {
    var lines = new ArrayList<String>();
    lines.add(
        format(
            "threads: %d, processors: %d%s",
            result.threads(),
            result.processors(),
            result.bf16() ? "" : "; bf16 is left out: this processor does not have it"));
    lines.add("");
    lines.addAll(
        head(
            ROW,
            "cells",
            "what",
            "in",
            "times",
            "ms/frame",
            "multadds/cell",
            "GFLOP/s",
            "memory MB",
            "measured"));
    for (var row : result.rows()) {
      lines.add(
          format(
              ROW,
              row.from() + " to " + row.to(),
              row.name(),
              row.precision() == null ? NONE : row.precision(),
              row.times(),
              format("%.1f", row.millisPerFrame()),
              orNone("%.0f", row.multiplyAddsPerCell()),
              orNone("%.1f", row.gigaflops()),
              orNone("%.0f", row.megabytes()),
              row.part() == null ? "whole" : "scaled from " + row.part()));
    }
    lines.add("");
    lines.add("The compact network");
    for (var ratio : result.ratios()) {
      lines.add(line(ratio));
    }
    lines.add("");
    lines.add(
        "ms/frame: median. compact, reference: the network alone, with smoke everywhere and drawn"
            + " weights; files to files: read, upscaled, compressed and written.");
    lines.add(
        "solver's step: at the fine resolution. multadds/cell: of the convolutions, for a high-res"
            + " cell.");
    lines.add(
        "scaled: a part that small was measured and its time multiplied by the cells, without the"
            + " halos that tiles need; memory is the part's.");
    lines.add(
        "memory: by how much the process grew at most, beside weights and input; the solver's: its"
            + " fields and work arrays.");
    lines.addAll(OtherProcesses.lines(result.othersBusy()));
    return lines;
  }

  private static String line(SmokeBenchResult.Ratio ratio) {
    String files =
        ratio.filesOfSolverStep() == null
            ? ""
            : format(" (files to files: %.2f)", ratio.filesOfSolverStep());
    return format(
        "%s to %s, %s: %.1f times fewer multiply-adds than the reference and %.1f times as fast;"
            + " a frame takes %.2f of a solver's step%s",
        ratio.from(),
        ratio.to(),
        ratio.precision(),
        ratio.multiplyAdds(),
        ratio.referenceTime(),
        ratio.ofSolverStep(),
        files);
  }

  private static String orNone(String pattern, Double value) {
    return value == null ? NONE : format(pattern, value);
  }
}
