package org.perdura.metrics.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.perdura.metrics.Metric;
import org.perdura.metrics.ResultFigures;
import org.perdura.metrics.SceneFigures;

/** A metric of all results over the frames of a scene, as SVG that takes the page's colours. */
final class LinePlot {

  private static final int WIDTH = 660;
  private static final int HEIGHT = 230;
  private static final int LEFT = 56;
  private static final int RIGHT = 12;
  private static final int TOP = 10;
  private static final int BOTTOM = 34;

  /** More frames than that, and of each group of neighbours only the extremes are drawn. */
  private static final int MAX_GROUPS = 330;

  private final List<ResultFigures> results;
  private final int scene;
  private final Metric metric;

  LinePlot(List<ResultFigures> results, int scene, Metric metric) {
    this.results = results;
    this.scene = scene;
    this.metric = metric;
  }

  /** The plot; empty if nothing can be drawn. */
  Markup markup() {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    int last = 0;
    for (ResultFigures result : results) {
      double[] values = values(result);
      for (double value : values) {
        if (Double.isFinite(value)) {
          least = Math.min(least, value);
          most = Math.max(most, value);
        }
      }
      last = Math.max(last, figures(result).firstFrame() + values.length - 1);
    }
    if (least > most) {
      return new Markup();
    }
    Axis up = Axis.around(least, most, 4);
    Axis along = Axis.frames(figures(results.get(0)).firstFrame(), last, 8);
    var svg = new Markup();
    svg.fill(
        "<svg class=\"plot\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">%n",
        WIDTH, HEIGHT, metric.label() + " of every frame");
    grid(svg, up, along);
    for (int i = 0; i < results.size(); i++) {
      curve(svg, i, up, along);
    }
    return svg.add("</svg>\n");
  }

  private SceneFigures figures(ResultFigures result) {
    return result.scenes().get(scene);
  }

  private double[] values(ResultFigures result) {
    return figures(result).perFrame().getOrDefault(metric, new double[0]);
  }

  private static double x(Axis along, double frame) {
    return LEFT + along.share(frame) * (WIDTH - LEFT - RIGHT);
  }

  private static double y(Axis up, double value) {
    return HEIGHT - BOTTOM - up.share(value) * (HEIGHT - TOP - BOTTOM);
  }

  private static void grid(Markup svg, Axis up, Axis along) {
    for (double mark : up.marks()) {
      double y = y(up, mark);
      svg.fill("<path class=\"grid\" d=\"M%d %.1fH%d\"/>", LEFT, y, WIDTH - RIGHT);
      svg.fill("<text class=\"up\" x=\"%d\" y=\"%.1f\">%s</text>%n", LEFT - 8, y + 4, label(mark));
    }
    for (double mark : along.marks()) {
      double x = x(along, mark);
      svg.fill(
          "<path class=\"tick\" d=\"M%.1f %dv4\"/><text class=\"along\" x=\"%.1f\""
              + " y=\"%d\">%d</text>%n",
          x, HEIGHT - BOTTOM, x, HEIGHT - BOTTOM + 17, Math.round(mark));
    }
    svg.fill(
        "<text class=\"along\" x=\"%.1f\" y=\"%d\">frame</text>%n",
        (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 3);
  }

  /** Without digits that say nothing. */
  private static String label(double mark) {
    return Math.abs(mark) < 1e-12 ? "0" : Figure.plain(mark);
  }

  private void curve(Markup svg, int number, Axis up, Axis along) {
    ResultFigures result = results.get(number);
    int first = figures(result).firstFrame();
    var path = new StringBuilder();
    boolean down = false;
    double[] values = values(result);
    for (int i : drawn(values)) {
      if (!Double.isFinite(values[i])) {
        down = false;
        continue;
      }
      path.append(
          String.format(
              Locale.ROOT, "%s%.1f %.1f", down ? "L" : "M", x(along, first + i), y(up, values[i])));
      if (!down && (i + 1 == values.length || !Double.isFinite(values[i + 1]))) {
        // A round cap makes a frame alone a point.
        path.append("h0");
      }
      down = true;
    }
    if (!path.isEmpty()) {
      double mean = figures(result).mean(metric);
      svg.fill(
          "<path class=\"%s\" d=\"%s\"><title>%s: mean %s</title></path>%n",
          ResultName.curve(number), path, result.result(), Figure.withUnit(metric, mean));
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
