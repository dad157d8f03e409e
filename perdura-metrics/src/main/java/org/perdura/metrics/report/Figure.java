package org.perdura.metrics.report;

import java.util.Locale;
import org.perdura.metrics.Metric;

/** How figures are shown. */
final class Figure {

  private static final String NONE = "–";

  private Figure() {}

  /** With the digits that are worth showing. */
  static String text(Metric metric, double value) {
    if (Double.isNaN(value)) {
      return NONE;
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "∞" : "−∞";
    }
    return String.format(Locale.ROOT, "%." + metric.digits() + "f", value);
  }

  /** With its unit. */
  static String withUnit(Metric metric, double value) {
    String unit = unit(metric);
    return text(metric, value) + (unit.isEmpty() ? "" : " " + unit);
  }

  static String unit(Metric metric) {
    return metric.unit().equals("x100") ? "×100" : metric.unit();
  }

  /** Means are round if a scale is: without zeros that say nothing. */
  static String plain(double value) {
    String text = String.format(Locale.ROOT, "%.4f", value);
    return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
  }
}
