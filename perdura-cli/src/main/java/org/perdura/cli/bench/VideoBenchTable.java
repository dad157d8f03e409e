package org.perdura.cli.bench;

import static org.perdura.cli.bench.BenchText.format;
import static org.perdura.cli.bench.BenchText.head;
import static org.perdura.cli.bench.BenchText.peaks;

import java.util.ArrayList;
import java.util.List;

/** The result as lines of text, readable as a Markdown table, too. */
final class VideoBenchTable {

  private static final String ROW =
      "| %-23s | %-16s | %-4s | %8s | %8s | %9s | %8s | %6s | %8s | %6s | %9s |";

  private VideoBenchTable() {}

  static List<String> of(VideoBenchResult result) {
    var lines = new ArrayList<String>();
    lines.add(
        format(
            "%dx%d to %dx%d; threads: %d, processors: %d; fastest matrix product: %s",
            result.width(),
            result.height(),
            4 * result.width(),
            4 * result.height(),
            result.threads(),
            result.processors(),
            peaks(result.matrixPeaks())));
    lines.add("");
    lines.addAll(
        head(
            ROW,
            "network",
            "execution",
            "in",
            "ms/frame",
            "frames/s",
            "Gmultadds",
            "GFLOP/s",
            "% peak",
            "speed-up",
            "% busy",
            "memory MB"));
    for (var row : result.rows()) {
      lines.add(
          format(
              ROW,
              row.name(),
              row.execution(),
              row.precision(),
              format("%.1f", row.millisPerFrame()),
              format("%.2f", row.framesPerSecond()),
              format("%.2f", row.multiplyAdds() * 1e-9),
              format("%.0f", row.gigaflops()),
              format("%.0f", 100 * row.shareOfPeak()),
              format("%.2f", row.speedUp()),
              format("%.0f", 100 * row.coresBusy()),
              format("%.0f", row.peakMegabytes())));
    }
    lines.add("");
    lines.add(
        "ms/frame: median; motion, warp and network, each frame from the one before. plain: fp32,"
            + " op by op, one channel after the other in memory.");
    lines.add(
        "speed-up: against the plain reference of 16 blocks in this run. % busy: processor time of"
            + " this process by the time of the threads.");
    lines.add(
        "memory: highest resident memory "
            + (result.memoryOfEachRow()
                ? "of the process in each row, with the weights of all rows."
                : "of the process so far; this system cannot tell the rows apart."));
    lines.addAll(OtherProcesses.lines(result.othersBusy()));
    return lines;
  }
}
