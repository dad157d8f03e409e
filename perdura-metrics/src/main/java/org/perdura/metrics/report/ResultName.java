package org.perdura.metrics.report;

import java.util.List;
import org.perdura.metrics.Metric;

/** How results and metrics are named: a result beside the colour that it has in all plots. */
final class ResultName {

  /** How many colours report.css has; the next results have them again, dashed. */
  static final int COLORS = 8;

  static final String TRUTH = "truth";

  /** The CSS classes of the truth's curve, where it has one. */
  static final String TRUTH_CURVE = "curve real";

  private ResultName() {}

  /** The name of the result of this number; the truth's for one past the last. */
  static Markup of(List<String> results, int number) {
    if (number == results.size()) {
      return new Markup().fill("<span class=\"name\">%s</span>", TRUTH);
    }
    return keyed(curve(number), results.get(number));
  }

  /** The truth's name beside its colour, where it has a curve. */
  static Markup ofTruth() {
    return keyed(TRUTH_CURVE, TRUTH);
  }

  private static Markup keyed(String curve, String name) {
    return new Markup()
        .fill(
            "<span class=\"name\"><svg class=\"key\" viewBox=\"0 0 18 8\" aria-hidden=\"true\"><path"
                + " class=\"%s\" d=\"M1 4H17\"/></svg>%s</span>",
            curve, name);
  }

  /** The CSS classes of its curve. */
  static String curve(int number) {
    return "curve c" + number % COLORS + (number / COLORS % 2 == 1 ? " dashed" : "");
  }

  /** The network's name, to stand behind the names of the metrics that depend on it. */
  static Markup net(Metric metric, String lpipsNet) {
    boolean named = metric == Metric.LPIPS || metric == Metric.TLP;
    return named ? new Markup().fill("<span class=\"net\">-%s</span>", lpipsNet) : new Markup();
  }
}
