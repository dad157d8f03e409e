package org.perdura.metrics.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.perdura.metrics.Measure;

/** A measure of all results over the frames of a scene, as SVG that takes the page's colours. */
final class LinePlot {

  /** More frames than that, and of each group of neighbours only the extremes are drawn. */
  private static final int MAX_GROUPS = 330;

  private final List<Curve> curves;
  private final Measure measure;

  /**
   * One result's values.
   *
   * @param style CSS classes
   * @param first the number of the frame of the first value
   * @param mean what stands for all values
   */
  record Curve(String result, String style, int first, double[] values, double mean) {}

  LinePlot(List<Curve> curves, Measure measure) {
    this.curves = curves;
    this.measure = measure;
  }

  /** The plot; empty if nothing can be drawn. */
  Markup markup() {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    int last = 0;
    for (Curve curve : curves) {
      for (double value : curve.values) {
        if (Double.isFinite(value)) {
          least = Math.min(least, value);
          most = Math.max(most, value);
        }
      }
      last = Math.max(last, curve.first + curve.values.length - 1);
    }
    if (least > most) {
      return new Markup();
    }
    var area = new PlotArea(Axis.frames(curves.get(0).first, last, 8), Axis.around(least, most, 4));
    var svg = area.begin(measure.label() + " of every frame");
    area.up(svg, LinePlot::label);
    area.along(svg, mark -> Long.toString(Math.round(mark)), "frame");
    curves.forEach(curve -> draw(svg, curve, area));
    return svg.add("</svg>\n");
  }

  /** Without digits that say nothing. */
  private static String label(double mark) {
    return Math.abs(mark) < 1e-12 ? "0" : Figure.plain(mark);
  }

  private void draw(Markup svg, Curve curve, PlotArea area) {
    double[] values = curve.values;
    var path = new StringBuilder();
    boolean down = false;
    for (int i : drawn(values)) {
      if (!Double.isFinite(values[i])) {
        down = false;
        continue;
      }
      path.append(
          String.format(
              Locale.ROOT,
              "%s%.1f %.1f",
              down ? "L" : "M",
              area.x(curve.first + i),
              area.y(values[i])));
      if (!down && (i + 1 == values.length || !Double.isFinite(values[i + 1]))) {
        // A round cap makes a frame alone a point.
        path.append("h0");
      }
      down = true;
    }
    if (!path.isEmpty()) {
      svg.fill(
          "<path class=\"%s\" d=\"%s\"><title>%s: mean %s</title></path>%n",
          curve.style, path, curve.result, Figure.withUnit(measure, curve.mean));
    }
  }

  /** Which frames are drawn: all, or of each group the first worst and best in their order. */
  private static List<Integer> drawn(double[] values) {
    var drawn = new ArrayList<Integer>();
    int group = values.length <= 2 * MAX_GROUPS ? 1 : (values.length - 1) / MAX_GROUPS + 1;
    for (int from = 0; from < values.length; from += group) {
      int least = from;
      int most = from;
      for (int i = from; i < Math.min(values.length, from + group); i++) {
        // Comparisons with NaN are false, so one at the group's begin has to be left first.
        least = values[i] < values[least] || Double.isNaN(values[least]) ? i : least;
        most = values[i] > values[most] || Double.isNaN(values[most]) ? i : most;
      }
      drawn.add(Math.min(least, most));
      if (least != most) {
        drawn.add(Math.max(least, most));
      }
    }
    return drawn;
  }
}
