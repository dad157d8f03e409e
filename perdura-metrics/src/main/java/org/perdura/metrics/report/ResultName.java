package org.perdura.metrics.report;

import java.util.List;
import org.perdura.metrics.ResultFigures;

/** A result's name beside the colour that it has in all plots. */
final class ResultName {

  /** How many colours report.css has; the next results have them again, dashed. */
  static final int COLORS = 8;

  static final String TRUTH = "truth";

  private ResultName() {}

  /** The name of the result of this number; the truth's for one past the last. */
  static Markup of(List<ResultFigures> results, int number) {
    if (number == results.size()) {
      return new Markup().fill("<span class=\"name\">%s</span>", TRUTH);
    }
    return new Markup()
        .fill(
            "<span class=\"name\"><svg class=\"key\" viewBox=\"0 0 18 8\" aria-hidden=\"true\"><path"
                + " class=\"%s\" d=\"M1 4H17\"/></svg>%s</span>",
            curve(number), results.get(number).result());
  }

  /** The CSS classes of its curve. */
  static String curve(int number) {
    return "curve c" + number % COLORS + (number / COLORS % 2 == 1 ? " dashed" : "");
  }
}
