package org.perdura.metrics.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.ToDoubleBiFunction;
import org.perdura.metrics.Metric;
import org.perdura.metrics.ResultFigures;

/** A table with a row for each result and a column for each metric; the best are marked. */
final class FigureTable {

  private final List<ResultFigures> results;
  private final List<Metric> metrics;
  private final String lpipsNet;
  private final ToDoubleBiFunction<ResultFigures, Metric> value;

  FigureTable(
      List<ResultFigures> results,
      List<Metric> metrics,
      String lpipsNet,
      ToDoubleBiFunction<ResultFigures, Metric> value) {
    this.results = results;
    this.metrics = metrics;
    this.lpipsNet = lpipsNet;
    this.value = value;
  }

  Markup markup(String caption) {
    var table = new Markup();
    table.fill("<div class=\"scroll\"><table>%n<caption>%s</caption>%n<thead><tr>", caption);
    table.add("<th scope=\"col\">Result</th>");
    for (Metric metric : metrics) {
      table.fill(
          "<th scope=\"col\">%s%s <span class=\"unit\">%s</span> <span class=\"way\" title=\"%s is"
              + " better\"><span aria-hidden=\"true\">%s</span><span class=\"heard\">%s is"
              + " better</span></span></th>",
          metric.label(),
          net(metric, lpipsNet),
          Figure.unit(metric),
          way(metric),
          metric.higherIsBetter() ? "↑" : "↓",
          way(metric));
    }
    table.add("</tr></thead>\n<tbody>\n");
    for (int row = 0; row < results.size(); row++) {
      table.fill("<tr><th scope=\"row\">%s</th>", ResultName.of(results, row));
      for (Metric metric : metrics) {
        table.add(cell(metric, value.applyAsDouble(results.get(row), metric)));
      }
      table.add("</tr>\n");
    }
    return table.add("</tbody></table></div>\n");
  }

  /** The network's name, to stand behind the names of the metrics that depend on it. */
  static Markup net(Metric metric, String lpipsNet) {
    boolean named = metric == Metric.LPIPS || metric == Metric.TLP;
    return named ? new Markup().fill("<span class=\"net\">-%s</span>", lpipsNet) : new Markup();
  }

  private static String way(Metric metric) {
    return metric.higherIsBetter() ? "higher" : "lower";
  }

  private Markup cell(Metric metric, double figure) {
    String text = Figure.text(metric, figure);
    return isBest(metric, figure)
        ? new Markup()
            .fill(
                "<td class=\"best\"><strong>%s</strong><span class=\"star\" role=\"img\""
                    + " aria-label=\"best\" title=\"best\">★</span></td>",
                text)
        : new Markup().fill("<td>%s</td>", text);
  }

  /** What looks equal is equally good; where all are, or there is only one, none is the best. */
  private boolean isBest(Metric metric, double figure) {
    if (Double.isNaN(figure)) {
      return false;
    }
    double[] all =
        results.stream()
            .mapToDouble(result -> shown(metric, value.applyAsDouble(result, metric)))
            .filter(other -> !Double.isNaN(other))
            .sorted()
            .toArray();
    double least = all[0];
    double most = all[all.length - 1];
    return least < most && shown(metric, figure) == (metric.higherIsBetter() ? most : least);
  }

  private static double shown(Metric metric, double figure) {
    return Double.isFinite(figure)
        ? BigDecimal.valueOf(figure).setScale(metric.digits(), RoundingMode.HALF_UP).doubleValue()
        : figure;
  }
}
