package org.perdura.metrics.report;

import java.util.Locale;
import org.perdura.metrics.Measure;

/** How figures are shown. */
final class Figure {

  private static final String NONE = "–";

  private Figure() {}

  /** With the digits that are worth showing. */
  static String text(Measure measure, double value) {
    if (Double.isNaN(value)) {
      return NONE;
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "∞" : "−∞";
    }
    return String.format(Locale.ROOT, "%." + measure.digits() + "f", value);
  }

  /** With its unit. */
  static String withUnit(Measure measure, double value) {
    String unit = unit(measure);
    return text(measure, value) + (unit.isEmpty() ? "" : " " + unit);
  }

  static String unit(Measure measure) {
    return measure.unit().equals("x100") ? "×100" : measure.unit();
  }

  /** Means are round if a scale is: without zeros that say nothing. */
  static String plain(double value) {
    String text = String.format(Locale.ROOT, "%.4f", value);
    return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
  }
}
