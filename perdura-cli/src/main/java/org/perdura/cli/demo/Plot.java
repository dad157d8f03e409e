package org.perdura.cli.demo;

import java.util.List;
import java.util.Locale;

/**
 * Curves over the film, as SVG.
 *
 * @param curves all as long in time; drawn in the page's classes c0, c1, ...
 * @param grid distance of the horizontal lines, in what is plotted
 * @param gridLabel how a line's value is written, for {@link String#format}
 */
record Plot(List<double[]> curves, double grid, String gridLabel) {

  private static final int WIDTH = 900;
  private static final int HEIGHT = 240;

  /** Left of the curves, for the labels of the grid. */
  private static final int MARGIN = 48;

  /** Above and below, so that lines at the edge are whole. */
  private static final int EDGE = 8;

  String svg() {
    double least = Double.MAX_VALUE;
    double most = -Double.MAX_VALUE;
    for (double[] curve : curves) {
      for (double value : curve) {
        least = Math.min(least, value);
        most = Math.max(most, value);
      }
    }
    long bottom = (long) Math.floor(least / grid);
    long top = Math.max(bottom + 1, (long) Math.ceil(most / grid));
    var svg = new StringBuilder("<svg viewBox='0 0 %d %d'>\n".formatted(WIDTH, HEIGHT));
    for (long line = bottom; line <= top; line++) {
      double y = y(line * grid, bottom, top);
      svg.append(
          String.format(
              Locale.ROOT,
              "<line x1='%d' x2='%d' y1='%.1f' y2='%.1f'/><text x='4' y='%.1f'>%s</text>%n",
              MARGIN,
              WIDTH,
              y,
              y,
              y + 4,
              String.format(Locale.ROOT, gridLabel, line * grid)));
    }
    for (int i = 0; i < curves.size(); i++) {
      svg.append("<polyline class='c%d' points='%s'/>\n".formatted(i, points(i, bottom, top)));
    }
    return svg.append("</svg>").toString();
  }

  private String points(int curve, long bottom, long top) {
    double[] values = curves.get(curve);
    var points = new StringBuilder();
    for (int i = 0; i < values.length; i++) {
      double x = MARGIN + (double) (WIDTH - MARGIN) * i / Math.max(1, values.length - 1);
      points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y(values[i], bottom, top)));
    }
    return points.toString().strip();
  }

  private double y(double value, long bottom, long top) {
    return EDGE + (HEIGHT - 2 * EDGE) * (top - value / grid) / (top - bottom);
  }
}
