package org.perdura.metrics.report;

import java.util.ArrayList;
import java.util.List;
import org.perdura.metrics.smoke.SmokeEvaluation;
import org.perdura.metrics.smoke.SmokeFigures;
import org.perdura.metrics.smoke.SmokeMetric;

/** A page about smoke. */
final class SmokePage {

  private final SmokeEvaluation evaluation;
  private final List<SmokeFigures> results;
  private final List<String> names;
  private final List<SmokeMetric> metrics;

  SmokePage(SmokeEvaluation evaluation) {
    this.evaluation = evaluation;
    this.results = evaluation.results();
    this.names = results.stream().map(SmokeFigures::result).toList();
    this.metrics = evaluation.metrics();
  }

  /** The page; {@code pictures} are null where only spectra were compared. */
  Markup markup(SmokePictures pictures) {
    boolean inStep = pictures != null;
    Markup page = PageFrame.head();
    page.fill(
        "<p class=\"lead\">%s judged against the truth%s, %s cells.</p>%n",
        PageFrame.count(names.size(), "result"),
        inStep
            ? " in " + PageFrame.count(evaluation.frames(), "frame")
            : " by the mean spectra alone: their frames do not belong together",
        evaluation.size());
    var table =
        new FigureTable<SmokeMetric>(
            names, metrics, metric -> new Markup(), (r, metric) -> results.get(r).mean(metric));
    page.add(table.markup(inStep ? "Means over the frames" : "Of the mean spectra"));
    double coherence = evaluation.truth().mean(SmokeMetric.COHERENCE_FINE);
    if (!Double.isNaN(coherence)) {
      page.fill(
          "<p class=\"note\">%s of the truth itself: %s.</p>%n",
          SmokeMetric.COHERENCE_FINE.label(), Figure.text(SmokeMetric.COHERENCE_FINE, coherence));
    }
    page.add("<details open><summary>What the figures mean</summary>\n");
    page.add(PageFrame.explained(metrics, SmokeExplanations::of)).add("</details>\n");
    page.add("<section class=\"scene\">\n");
    if (inStep) {
      plots(page);
    }
    spectra(page);
    if (inStep) {
      worst(page, pictures);
      slices(page, pictures);
    }
    return page.add("</section>\n").add(PageFrame.foot());
  }

  private void plots(Markup page) {
    page.add("<h3>Frame by frame</h3>\n").add(PageFrame.legend(names));
    page.add("<div class=\"plots\">\n");
    for (SmokeMetric metric : metrics) {
      var curves = new ArrayList<LinePlot.Curve>();
      for (int i = 0; i < names.size(); i++) {
        curves.add(curve(results.get(i), ResultName.curve(i), metric));
      }
      if (metric == SmokeMetric.COHERENCE_FINE) {
        curves.add(curve(evaluation.truth(), ResultName.TRUTH_CURVE, metric));
      }
      page.add(PageFrame.plot(metric, new Markup(), new LinePlot(curves, metric).markup()));
    }
    page.add("</div>\n");
  }

  private LinePlot.Curve curve(SmokeFigures figures, String style, SmokeMetric metric) {
    return new LinePlot.Curve(
        figures.result(),
        style,
        evaluation.first(),
        figures.perFrame().get(metric),
        figures.mean(metric));
  }

  private void spectra(Markup page) {
    Markup plot = SpectrumPlot.markup(evaluation);
    if (plot.toString().isEmpty()) {
      return;
    }
    page.add("<h3>Power spectrum</h3>\n");
    page.fill(
        "<p>The mean power of the waves of each length, in the mean of the frames. Left of the mark"
            + " the low-res grid holds them; right of it all is the result's own. %s</p>%n",
        ResultName.ofTruth());
    page.add(PageFrame.legend(names));
    page.add("<div class=\"plots\"><figure>\n").add(plot).add("</figure></div>\n");
  }

  private void worst(Markup page, SmokePictures pictures) {
    if (pictures.ranking() == null) {
      return;
    }
    page.add("<h3>Worst frames</h3>\n");
    page.fill(
        "<p>The frame where each result has its worst %s: the result, how it differs from the truth,"
            + " and the truth. Press a result to see the truth in its place.</p>%n",
        pictures.ranking().label());
    for (SmokePictures.Worst worst : pictures.worst()) {
      page.fill(
          "<h4>%s, frame %d: %s %s; %s</h4>%n",
          names.get(worst.result()),
          worst.frame(),
          pictures.ranking().label(),
          Figure.withUnit(pictures.ranking(), worst.value()),
          worst.view().label());
      page.fill(
          "<p class=\"heat\">−%s, less <span class=\"bar\" style=\"background:%s\"></span> more,"
              + " %s</p>%n",
          Figure.plain(worst.top()), SignedColors.gradient(), Figure.plain(worst.top()));
      page.add("<div class=\"row wholes\" style=\"--columns:3\">\n");
      Markup name = ResultName.of(names, worst.result());
      page.add(whole(name, worst.picture(), names.get(worst.result())));
      Markup still = Markup.of("class=\"pixels still\"");
      page.add(figure(Markup.of("difference"), worst.difference(), still, "difference"));
      page.add(whole(ResultName.of(names, names.size()), worst.truth(), ResultName.TRUTH));
      page.add("</div>\n");
    }
  }

  private void slices(Markup page, SmokePictures pictures) {
    SmokeLine line = pictures.line();
    page.add("<h3>One line over time</h3>\n");
    page.fill(
        "<p>The cells at %s = %d%s, where most happens, in the frames %d to %d: time goes %s. Flicker"
            + " shows as stripes that the truth does not have.</p>%n",
        line.upright() ? "x" : "y",
        line.at(),
        evaluation.size().isFlat() ? "" : " of the middle slice",
        evaluation.first(),
        evaluation.first() + pictures.sliceFrames() - 1,
        line.upright() ? "to the right" : "downwards");
    page.fill("<div class=\"row\" style=\"--columns:%d\">%n", Math.min(4, names.size() + 1));
    for (int i = 0; i <= names.size(); i++) {
      EmbeddedPicture slice = pictures.slices().get(i);
      String name = i == names.size() ? ResultName.TRUTH : names.get(i);
      page.add(figure(ResultName.of(names, i), slice, shape(slice, line.upright()), name));
    }
    page.add("</div>\n");
  }

  /** Few frames are drawn wide enough to be seen, many not beyond a screen. */
  private static Markup shape(EmbeddedPicture slice, boolean upright) {
    int length = upright ? slice.height() : slice.width();
    int frames = upright ? slice.width() : slice.height();
    int time = Math.max(3 * length / 4, Math.min(2 * length, frames));
    return new Markup()
        .fill(
            "class=\"pixels\" style=\"aspect-ratio:%d/%d\"",
            upright ? time : length, upright ? length : time);
  }

  private static Markup whole(Markup caption, EmbeddedPicture picture, String alternative) {
    return figure(caption, picture, Markup.of("class=\"pixels\""), alternative);
  }

  private static Markup figure(
      Markup caption, EmbeddedPicture picture, Markup shape, String alternative) {
    return new Markup()
        .fill(
            "<figure><figcaption>%s</figcaption>%n<div class=\"picture\"><img %s"
                + " width=\"%d\" height=\"%d\" alt=\"%s\" src=\"%s\"></div></figure>%n",
            caption, shape, picture.width(), picture.height(), alternative, picture.dataUri());
  }
}
