package org.perdura.cli.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.perdura.metrics.Better;
import org.perdura.metrics.smoke.SmokeEvaluation;
import org.perdura.metrics.smoke.SmokeFigures;
import org.perdura.metrics.smoke.SmokeMetric;

/**
 * An evaluation of smoke as lines of text: a row for each figure, since there are many, and a
 * column for each result; the best of each row marked.
 */
public final class SmokeTable {

  private final SmokeEvaluation evaluation;
  private final List<SmokeMetric> metrics;

  public SmokeTable(SmokeEvaluation evaluation) {
    this.evaluation = evaluation;
    this.metrics = evaluation.metrics();
  }

  public List<String> lines() {
    boolean ofTruth = !Double.isNaN(evaluation.truth().mean(SmokeMetric.COHERENCE_FINE));
    var rows = new ArrayList<List<String>>();
    var head = new ArrayList<String>();
    head.add(
        evaluation.frames() == 0
            ? "of the mean spectra"
            : "mean of %d frames".formatted(evaluation.frames()));
    evaluation.results().forEach(result -> head.add(result.result() + " "));
    if (ofTruth) {
      head.add(evaluation.truth().result());
    }
    rows.add(head);
    for (SmokeMetric metric : metrics) {
      var row = new ArrayList<String>();
      row.add(metric.unit().isEmpty() ? metric.label() : metric.label() + " " + metric.unit());
      double[] all = evaluation.results().stream().mapToDouble(r -> r.mean(metric)).toArray();
      for (SmokeFigures result : evaluation.results()) {
        row.add(TextTable.marked(result.mean(metric), all, metric));
      }
      if (ofTruth) {
        boolean known = metric == SmokeMetric.COHERENCE_FINE;
        row.add(known ? TextTable.shown(evaluation.truth().mean(metric), metric) : "");
      }
      rows.add(row);
    }
    var lines = new ArrayList<String>(TextTable.aligned(rows));
    lines.add((evaluation.results().size() > 1 ? "* best; " : "") + legend());
    return lines;
  }

  private String legend() {
    String higher = labels(Better.HIGHER);
    if (higher.isEmpty()) {
      return "lower is better";
    }
    String near = labels(Better.NEAR_ONE);
    return "higher is better for %s, %slower for the others"
        .formatted(higher, near.isEmpty() ? "" : "nearer to 1 for " + near + ", ");
  }

  private String labels(Better better) {
    return metrics.stream()
        .filter(metric -> metric.better() == better)
        .map(SmokeMetric::label)
        .collect(Collectors.joining(", "));
  }
}
