package org.perdura.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumSet;
import org.perdura.cli.evaluate.SmokeJson;
import org.perdura.cli.evaluate.SmokeOnDisk;
import org.perdura.cli.evaluate.SmokeTable;
import org.perdura.cli.report.LateProgress;
import org.perdura.cli.report.Report;
import org.perdura.grid.Slabs;
import org.perdura.metrics.SceneEvaluator.Progress;
import org.perdura.metrics.report.SmokeReport;
import org.perdura.metrics.smoke.SmokeEvaluation;
import org.perdura.metrics.smoke.SmokeEvaluator;
import org.perdura.metrics.smoke.SmokeMetric;

/** What {@code perdura evaluate} does with smoke. */
final class SmokeJudging {

  private final SmokeOnDisk smoke;
  private final boolean spectrumOnly;
  private final int threads;
  private final Report voice;
  private final Runnable requireGoingOn;

  /**
   * @param requireGoingOn called after each frame; throws if the user wants no more
   */
  SmokeJudging(
      SmokeOnDisk smoke, boolean spectrumOnly, int threads, Report voice, Runnable requireGoingOn) {
    this.smoke = smoke;
    this.spectrumOnly = spectrumOnly;
    this.threads = threads;
    this.voice = voice;
    this.requireGoingOn = requireGoingOn;
  }

  /**
   * Judges, and tells the figures.
   *
   * @param report a folder for the page, or null
   * @param json a file for all figures, or null
   */
  void run(PrintWriter out, Path report, Path json, boolean overwrite) throws IOException {
    smoke.notes().forEach(voice::warn);
    try (var slabs = new Slabs(threads)) {
      SmokeEvaluation evaluation = evaluate(slabs);
      new SmokeTable(evaluation).lines().forEach(out::println);
      out.flush();
      if (report != null) {
        try (var progress = new LateProgress(voice, "report", "frames")) {
          SmokeReport.write(
              report,
              smoke.set(),
              evaluation,
              overwrite,
              slabs,
              (done, total) -> {
                requireGoingOn.run();
                progress.at(done, total);
              });
        }
      }
      if (json != null) {
        SmokeJson.write(json, evaluation);
      }
    }
  }

  private SmokeEvaluation evaluate(Slabs slabs) throws IOException {
    var evaluator =
        new SmokeEvaluator(EnumSet.allOf(SmokeMetric.class), SmokeEvaluator.FACTOR, slabs);
    try (var progress = new LateProgress(voice, "judging", "frames")) {
      Progress step =
          (done, expected) -> {
            requireGoingOn.run();
            progress.at(done, expected);
          };
      return spectrumOnly
          ? evaluator.compareSpectra(smoke.set(), step)
          : evaluator.evaluate(smoke.set(), step);
    }
  }
}
