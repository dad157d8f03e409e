package org.perdura.cli.bench;

import static org.perdura.cli.bench.BenchText.format;
import static org.perdura.cli.bench.BenchText.head;
import static org.perdura.cli.bench.BenchText.peaks;

import java.util.ArrayList;
import java.util.List;

/** The result as lines of text, readable as a Markdown table, too. */
final class TrainingBenchTable {

  private static final String ROW =
      "| %-22s | %-4s | %5s | %8s | %9s | %8s | %6s | %7s | %6s | %6s | %6s |";

  private TrainingBenchTable() {}

  static List<String> of(TrainingBenchResult result) {
    var lines = new ArrayList<String>();
    lines.add(
        format(
            "%d clips of %d frames of %dx%d; threads: %d, processors: %d; fastest matrix product:"
                + " %s",
            result.batch(),
            result.frames(),
            result.lowSize(),
            result.lowSize(),
            result.threads(),
            result.processors(),
            peaks(result.matrixPeaks())));
    lines.add("");
    lines.addAll(
        head(
            ROW,
            "training",
            "in",
            "steps",
            "ms/step",
            "Gmultadds",
            "GFLOP/s",
            "% peak",
            "bare ms",
            "% bare",
            "% cpu",
            "% wait"));
    for (var row : result.rows()) {
      lines.add(
          format(
              ROW,
              row.name(),
              row.precision(),
              row.steps(),
              format("%.0f", row.millisPerStep()),
              format("%.1f", row.multiplyAdds() * 1e-9),
              format("%.0f", row.gigaflops()),
              format("%.0f", 100 * row.shareOfPeak()),
              format("%.0f", row.bareMillisPerStep()),
              format("%.0f", 100 * row.shareOfBare()),
              row.shareOfBareByProcessor() == null
                  ? "-"
                  : format("%.0f", 100 * row.shareOfBareByProcessor()),
              format("%.1f", 100 * row.waiting())));
    }
    lines.add("");
    lines.add(
        "ms/step: median, with data, losses, optimisers and log. adversarial: with ping-pong (%d"
                .formatted(2 * result.frames() - 1)
            + " frames), perceptual and discriminator losses.");
    lines.add(
        "bare ms: forward and backward through the same layers and nothing else; % bare: training's"
            + " throughput by that.");
    lines.add(
        "% cpu: the same in time of the processor, which holds on a busy machine; with one thread"
            + " only. % wait: time spent waiting for data.");
    lines.addAll(OtherProcesses.lines(result.othersBusy()));
    return lines;
  }
}
