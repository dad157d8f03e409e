package org.perdura.metrics.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.perdura.metrics.smoke.SmokeEvaluation;
import org.perdura.metrics.smoke.SmokeFigures;
import org.perdura.metrics.smoke.Spectrum;

/** The mean power spectra of all results and the truth, both scales logarithmic, as SVG. */
final class SpectrumPlot {

  /** Powers that are smaller by more than that power of ten are not worth their room. */
  private static final double DECADES = 14;

  private static final int MARKS = 6;

  private SpectrumPlot() {}

  /** The plot; empty if there are no spectra. */
  static Markup markup(SmokeEvaluation evaluation) {
    Spectrum truth = evaluation.truth().spectrum();
    if (truth == null) {
      return new Markup();
    }
    var all = new ArrayList<SmokeFigures>(evaluation.results());
    all.add(evaluation.truth());
    double most = Double.NEGATIVE_INFINITY;
    double least = Double.POSITIVE_INFINITY;
    for (SmokeFigures figures : all) {
      for (int b = 1; b <= truth.lastFull(); b++) {
        double power = Math.log10(figures.spectrum().power()[b]);
        most = Math.max(most, power);
        least = Math.min(least, power);
      }
    }
    if (most == Double.NEGATIVE_INFINITY) {
      return new Markup();
    }
    double low = Math.floor(Math.max(least, most - DECADES));
    double high = Math.max(low + 1, Math.ceil(most));
    var area =
        new PlotArea(
            new Axis(0, log2(truth.lastFull()), 1),
            new Axis(low, high, Math.max(1, Math.ceil((high - low) / MARKS))));
    Markup svg = area.begin("Mean power spectra");
    area.up(svg, mark -> String.format(Locale.ROOT, "1e%.0f", mark));
    area.along(
        svg,
        mark -> String.format(Locale.ROOT, "%.0f", Math.pow(2, mark)),
        "waves on the longest side");
    double lowNyquist = truth.size().longest() / (2.0 * evaluation.factor());
    area.marked(svg, log2(lowNyquist), "low-res Nyquist");
    for (int i = 0; i < all.size(); i++) {
      boolean real = i == all.size() - 1;
      String style = real ? ResultName.TRUTH_CURVE : ResultName.curve(i);
      svg.fill(
          "<path class=\"%s\" d=\"%s\"><title>%s</title></path>%n",
          style, path(all.get(i).spectrum(), area), all.get(i).result());
    }
    return svg.add("</svg>\n");
  }

  private static String path(Spectrum spectrum, PlotArea area) {
    List<String> points = new ArrayList<>();
    for (int b = 1; b <= spectrum.lastFull(); b++) {
      double power = Math.max(area.up().low(), Math.log10(spectrum.power()[b]));
      points.add(String.format(Locale.ROOT, "%.1f %.1f", area.x(log2(b)), area.y(power)));
    }
    return "M" + String.join("L", points);
  }

  private static double log2(double value) {
    return Math.log(value) / Math.log(2);
  }
}
