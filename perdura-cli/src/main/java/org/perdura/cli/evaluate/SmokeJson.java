package org.perdura.cli.evaluate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.perdura.metrics.smoke.SmokeEvaluation;
import org.perdura.metrics.smoke.SmokeFigures;
import org.perdura.metrics.smoke.Spectrum;

/** An evaluation of smoke as JSON, with numbers as {@link EvaluationJson} has them. */
public final class SmokeJson {

  private SmokeJson() {}

  /** Writes the file, whole or not at all. */
  public static void write(Path file, SmokeEvaluation evaluation) throws IOException {
    var size = evaluation.size();
    var all = new LinkedHashMap<String, Object>();
    all.put("kind", "smoke");
    all.put("size", List.of(size.x(), size.y(), size.z()));
    all.put("factor", evaluation.factor());
    if (evaluation.frames() > 0) {
      all.put("first-frame", evaluation.first());
      all.put("frames", evaluation.frames());
    }
    all.put("results", evaluation.results().stream().map(SmokeJson::figures).toList());
    all.put("truth", figures(evaluation.truth()));
    EvaluationJson.write(file, all);
  }

  private static Map<String, Object> figures(SmokeFigures figures) {
    var means = new LinkedHashMap<String, Object>();
    figures.means().forEach((metric, mean) -> means.put(metric.key(), EvaluationJson.number(mean)));
    var perFrame = new LinkedHashMap<String, Object>();
    figures
        .perFrame()
        .forEach((metric, values) -> perFrame.put(metric.key(), EvaluationJson.numbers(values)));
    var fields = new LinkedHashMap<String, Object>();
    fields.put("result", figures.result());
    fields.put("mean", means);
    fields.put("per-frame", perFrame);
    if (figures.spectrum() != null) {
      fields.put("spectrum", spectrum(figures.spectrum()));
    }
    return fields;
  }

  private static Map<String, Object> spectrum(Spectrum spectrum) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put(
        "waves-per-cell",
        IntStream.range(0, spectrum.bins()).mapToObj(spectrum::waveNumber).toList());
    fields.put("power", EvaluationJson.numbers(spectrum.power()));
    fields.put("modes", spectrum.modes());
    return fields;
  }
}
