package org.perdura.metrics.report;

import java.io.IOException;
import java.nio.file.Path;
import org.perdura.grid.Slabs;
import org.perdura.metrics.smoke.SmokeEvaluation;
import org.perdura.metrics.smoke.SmokeSet;

/**
 * Writes an evaluation of smoke as a page to be read by people: table, plots, spectra, the worst
 * frames and a line over time.
 */
public final class SmokeReport {

  private SmokeReport() {}

  /**
   * Writes {@code index.html}, which holds all that it shows, whole or not at all.
   *
   * @param directory is made if it is not there
   * @param set what was judged
   * @param overwrite whether the folder may hold files already and its page may be replaced
   * @throws IOException one line naming the file and what is wrong with it
   */
  public static void write(
      Path directory,
      SmokeSet set,
      SmokeEvaluation evaluation,
      boolean overwrite,
      Slabs slabs,
      EvaluationReport.Progress progress)
      throws IOException {
    ReportFile.write(
        directory,
        overwrite,
        out -> {
          long total = SmokePictures.steps(evaluation);
          var done = new long[1];
          SmokePictures pictures =
              evaluation.frames() == 0
                  ? null
                  : SmokePictures.take(set, evaluation, slabs, () -> progress.at(++done[0], total));
          out.write(new SmokePage(evaluation).markup(pictures).toString());
        });
  }
}
