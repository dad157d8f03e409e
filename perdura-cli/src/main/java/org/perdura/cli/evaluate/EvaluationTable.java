package org.perdura.cli.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.Collectors;
import org.perdura.metrics.Evaluation;
import org.perdura.metrics.Metric;
import org.perdura.metrics.ResultFigures;

/** An evaluation as lines of text: a row for each result, the best of each column marked. */
public final class EvaluationTable {

  private final Evaluation evaluation;
  private final List<Metric> metrics;

  /**
   * @param metrics the columns, in the order of the enum
   */
  public EvaluationTable(Evaluation evaluation, Set<Metric> metrics) {
    this.evaluation = evaluation;
    this.metrics = metrics.stream().sorted().toList();
  }

  /** A table for each scene if there are several, and one of the means. */
  public List<String> lines() {
    var lines = new ArrayList<String>();
    int scenes = evaluation.results().get(0).scenes().size();
    for (int i = 0; scenes > 1 && i < scenes; i++) {
      int scene = i;
      String name = evaluation.results().get(0).scenes().get(scene).scene();
      lines.addAll(table(name, (result, metric) -> result.scenes().get(scene).mean(metric)));
      lines.add("");
    }
    String title =
        scenes > 1
            ? "mean of %d scenes".formatted(scenes)
            : evaluation.results().get(0).scenes().get(0).scene();
    lines.addAll(table(title, ResultFigures::mean));
    lines.add(legend());
    return lines;
  }

  private String legend() {
    String higher =
        metrics.stream()
            .filter(Metric::higherIsBetter)
            .map(Metric::label)
            .collect(Collectors.joining(" and "));
    String direction =
        higher.isEmpty() ? "lower is better" : "higher is better for " + higher + " only";
    if (metrics.stream().allMatch(Metric::higherIsBetter)) {
      direction = "higher is better";
    }
    return evaluation.results().size() > 1 ? "* best; " + direction : direction;
  }

  private List<String> table(String title, ToDoubleBiFunction<ResultFigures, Metric> figure) {
    List<ResultFigures> results = evaluation.results();
    var rows = new ArrayList<List<String>>();
    var head = new ArrayList<String>();
    head.add(title);
    metrics.forEach(metric -> head.add(heading(metric) + " "));
    rows.add(head);
    for (ResultFigures result : results) {
      var row = new ArrayList<String>();
      row.add(result.result());
      for (Metric metric : metrics) {
        row.add(
            TextTable.marked(figure.applyAsDouble(result, metric), all(metric, figure), metric));
      }
      rows.add(row);
    }
    return TextTable.aligned(rows);
  }

  private double[] all(Metric metric, ToDoubleBiFunction<ResultFigures, Metric> figure) {
    return evaluation.results().stream()
        .mapToDouble(result -> figure.applyAsDouble(result, metric))
        .toArray();
  }

  /** Names the network beside what is counted with it. */
  private String heading(Metric metric) {
    boolean learned = metric == Metric.LPIPS || metric == Metric.TLP;
    String label = learned ? metric.label() + "-" + evaluation.lpipsNet() : metric.label();
    return metric.unit().isEmpty() ? label : label + " " + metric.unit();
  }
}
