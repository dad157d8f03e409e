package org.perdura.metrics.report;

import java.util.function.DoubleFunction;

/**
 * Where the curves of a plot are, as SVG, with the marks of its scales.
 *
 * @param along the scale to the right
 * @param up the scale upwards
 */
record PlotArea(Axis along, Axis up) {

  private static final int WIDTH = 660;
  private static final int HEIGHT = 230;
  private static final int LEFT = 56;
  private static final int RIGHT = 12;
  private static final int TOP = 10;
  private static final int BOTTOM = 34;

  /** The begin of the picture, to be closed after the curves. */
  Markup begin(String heard) {
    return new Markup()
        .fill(
            "<svg class=\"plot\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">%n",
            WIDTH, HEIGHT, heard);
  }

  double x(double value) {
    return LEFT + along.share(value) * (WIDTH - LEFT - RIGHT);
  }

  double y(double value) {
    return HEIGHT - BOTTOM - up.share(value) * (HEIGHT - TOP - BOTTOM);
  }

  /** Lines at the marks upwards. */
  void up(Markup svg, DoubleFunction<String> label) {
    for (double mark : up.marks()) {
      double y = y(mark);
      svg.fill("<path class=\"grid\" d=\"M%d %.1fH%d\"/>", LEFT, y, WIDTH - RIGHT);
      svg.fill(
          "<text class=\"up\" x=\"%d\" y=\"%.1f\">%s</text>%n", LEFT - 8, y + 4, label.apply(mark));
    }
  }

  /** Ticks at the marks to the right, and what they count. */
  void along(Markup svg, DoubleFunction<String> label, String what) {
    for (double mark : along.marks()) {
      double x = x(mark);
      svg.fill(
          "<path class=\"tick\" d=\"M%.1f %dv4\"/><text class=\"along\" x=\"%.1f\""
              + " y=\"%d\">%s</text>%n",
          x, HEIGHT - BOTTOM, x, HEIGHT - BOTTOM + 17, label.apply(mark));
    }
    svg.fill(
        "<text class=\"along\" x=\"%.1f\" y=\"%d\">%s</text>%n",
        (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 3, what);
  }

  /** An upright line with words beside it. */
  void marked(Markup svg, double value, String what) {
    double x = x(value);
    svg.fill("<path class=\"grid dashed\" d=\"M%.1f %dV%d\"/>", x, TOP, HEIGHT - BOTTOM);
    svg.fill("<text x=\"%.1f\" y=\"%d\">%s</text>%n", x + 5, TOP + 12, what);
  }
}
