package org.perdura.cli.bench;

import static org.perdura.cli.bench.BenchText.format;
import static org.perdura.cli.bench.BenchText.head;

import java.util.ArrayList;
import java.util.List;

/** The result as lines of text, readable as a Markdown table, too. */
final class GridFilesBenchTable {

  private static final String ROW = "| %-28s | %9s | %9s | %9s | %14s |";

  private GridFilesBenchTable() {}

  static List<String> of(GridFilesBenchResult result) {
    var lines = new ArrayList<String>();
    double cells = Math.pow(result.side(), 3);
    lines.add(
        format(
            "%d cells along each side, smoke in %d of them (%.1f %%)",
            result.side(), result.voxels(), 100 * result.voxels() / cells));
    lines.add("");
    lines.addAll(head(ROW, "file", "MB", "write, ms", "read, ms", "in memory, MB"));
    for (var row : result.rows()) {
      lines.add(
          format(
              ROW,
              row.way(),
              format("%.1f", row.megabytes()),
              format("%.0f", row.writeMillis()),
              format("%.0f", row.readMillis()),
              format("%.0f", row.heldMegabytes())));
    }
    lines.add("");
    lines.add(
        "Medians of five, after one more. In memory: leaves of 2 KB and their masks, or 4 bytes a cell.");
    lines.addAll(OtherProcesses.lines(result.othersBusy()));
    return lines;
  }
}
