package org.perdura.cli.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.perdura.metrics.Measure;

/** Tables of figures as lines of text. */
final class TextTable {

  private static final String BEST = "*";

  private TextTable() {}

  /**
   * A figure with room for the mark of the best.
   *
   * @param all the figures that it is one of; one alone is never marked
   */
  static String marked(double value, double[] all, Measure measure) {
    String shown = shown(value, measure);
    boolean best = all.length > 1 && shown.equals(best(all, measure));
    return shown + (best ? BEST : " ");
  }

  /** As it is shown, so that figures that look the same are marked alike; null if there is none. */
  private static String best(double[] all, Measure measure) {
    double best = Double.NaN;
    for (double value : all) {
      boolean better = measure.better().loss(value) < measure.better().loss(best);
      best = Double.isNaN(best) || better ? value : best;
    }
    return Double.isNaN(best) ? null : shown(best, measure);
  }

  static String shown(double value, Measure measure) {
    if (Double.isNaN(value)) {
      return "-";
    }
    return Double.isInfinite(value)
        ? "inf"
        : String.format(Locale.ROOT, "%." + measure.digits() + "f", value);
  }

  /** The first column to the left, all others to the right. */
  static List<String> aligned(List<List<String>> rows) {
    var lines = new ArrayList<String>();
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int c = 0; c < columns; c++) {
        widths[c] = Math.max(widths[c], row.get(c).length());
      }
    }
    for (List<String> row : rows) {
      var line = new StringBuilder(row.get(0)).append(" ".repeat(widths[0] - row.get(0).length()));
      for (int c = 1; c < columns; c++) {
        line.append("  ").append(" ".repeat(widths[c] - row.get(c).length())).append(row.get(c));
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }
}
