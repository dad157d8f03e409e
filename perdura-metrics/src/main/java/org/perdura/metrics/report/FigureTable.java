package org.perdura.metrics.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.perdura.metrics.Measure;

/** A table with a row for each result and a column for each measure; the best are marked. */
final class FigureTable<M extends Measure> {

  private final List<String> results;
  private final List<M> measures;
  private final Function<M, Markup> addition;
  private final Value<M> value;

  /** Where the figures come from. */
  @FunctionalInterface
  interface Value<M> {

    /** NaN if there is none. */
    double of(int result, M measure);
  }

  /**
   * @param results their names
   * @param addition what stands behind a measure's name; may be empty
   */
  FigureTable(
      List<String> results, List<M> measures, Function<M, Markup> addition, Value<M> value) {
    this.results = results;
    this.measures = measures;
    this.addition = addition;
    this.value = value;
  }

  Markup markup(String caption) {
    var table = new Markup();
    table.fill("<div class=\"scroll\"><table>%n<caption>%s</caption>%n<thead><tr>", caption);
    table.add("<th scope=\"col\">Result</th>");
    for (M measure : measures) {
      table.fill(
          "<th scope=\"col\">%s%s <span class=\"unit\">%s</span> <span class=\"way\" title=\"%s is"
              + " better\"><span aria-hidden=\"true\">%s</span><span class=\"heard\">%s is"
              + " better</span></span></th>",
          measure.label(),
          addition.apply(measure),
          Figure.unit(measure),
          measure.better().word(),
          measure.better().sign(),
          measure.better().word());
    }
    table.add("</tr></thead>\n<tbody>\n");
    for (int row = 0; row < results.size(); row++) {
      table.fill("<tr><th scope=\"row\">%s</th>", ResultName.of(results, row));
      for (M measure : measures) {
        table.add(cell(measure, value.of(row, measure)));
      }
      table.add("</tr>\n");
    }
    return table.add("</tbody></table></div>\n");
  }

  private Markup cell(M measure, double figure) {
    String text = Figure.text(measure, figure);
    return isBest(measure, figure)
        ? new Markup()
            .fill(
                "<td class=\"best\"><strong>%s</strong><span class=\"star\" role=\"img\""
                    + " aria-label=\"best\" title=\"best\">★</span></td>",
                text)
        : new Markup().fill("<td>%s</td>", text);
  }

  /** What looks equal is equally good; where all are, or there is only one, none is the best. */
  private boolean isBest(M measure, double figure) {
    if (Double.isNaN(figure)) {
      return false;
    }
    double[] losses =
        IntStream.range(0, results.size())
            .mapToDouble(result -> loss(measure, value.of(result, measure)))
            .filter(loss -> !Double.isNaN(loss))
            .sorted()
            .toArray();
    return losses[0] < losses[losses.length - 1] && loss(measure, figure) == losses[0];
  }

  /** Of the figure as it is shown. */
  private double loss(M measure, double figure) {
    double shown =
        Double.isFinite(figure)
            ? BigDecimal.valueOf(figure)
                .setScale(measure.digits(), RoundingMode.HALF_UP)
                .doubleValue()
            : figure;
    return measure.better().loss(shown);
  }
}
