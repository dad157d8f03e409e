package org.perdura.metrics.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.perdura.metrics.Evaluation;
import org.perdura.metrics.Metric;
import org.perdura.metrics.ResultFigures;
import org.perdura.metrics.SceneFigures;

/** The part of the page about one scene. */
final class SceneSection {

  private final Evaluation evaluation;
  private final List<ResultFigures> results;
  private final List<String> names;
  private final List<Metric> metrics;
  private final Metric ranking;
  private final PictureSizes sizes;
  private final int scene;

  SceneSection(
      Evaluation evaluation, List<Metric> metrics, Metric ranking, PictureSizes sizes, int scene) {
    this.evaluation = evaluation;
    this.results = evaluation.results();
    this.names = results.stream().map(ResultFigures::result).toList();
    this.metrics = metrics;
    this.ranking = ranking;
    this.sizes = sizes;
    this.scene = scene;
  }

  /** The section; {@code pictures} are null for a scene that goes without. */
  Markup markup(ScenePictures pictures) {
    var section = new Markup();
    section.fill("<section class=\"scene\" id=\"scene-%d\">%n<h2>%s</h2>%n", scene + 1, name());
    if (scenes() > 1) {
      var table =
          new FigureTable<Metric>(
              names, metrics, this::net, (result, metric) -> figures(result).mean(metric));
      section.add(table.markup("Means over the frames of this scene"));
    }
    plots(section);
    if (pictures == null) {
      section.add("<p class=\"note\">Pictures are left out here, to keep the page small.</p>\n");
    } else {
      worst(section, pictures.worst());
      if (pictures.slices() != null) {
        slices(section, pictures.slices());
      }
      if (pictures.motion() != null) {
        motion(section, pictures.motion());
      }
    }
    return section.add("</section>\n");
  }

  private SceneFigures figures(int result) {
    return results.get(result).scenes().get(scene);
  }

  private Markup net(Metric metric) {
    return ResultName.net(metric, evaluation.lpipsNet());
  }

  private int scenes() {
    return results.get(0).scenes().size();
  }

  private String name() {
    return results.get(0).scenes().get(scene).scene();
  }

  private void plots(Markup section) {
    section.add("<h3>Frame by frame</h3>\n").add(PageFrame.legend(names));
    section.add("<div class=\"plots\">\n");
    for (Metric metric : metrics) {
      var curves = new ArrayList<LinePlot.Curve>();
      for (int i = 0; i < names.size(); i++) {
        SceneFigures figures = figures(i);
        double[] values = figures.perFrame().getOrDefault(metric, new double[0]);
        curves.add(
            new LinePlot.Curve(
                names.get(i),
                ResultName.curve(i),
                figures.firstFrame(),
                values,
                figures.mean(metric)));
      }
      section.add(PageFrame.plot(metric, net(metric), new LinePlot(curves, metric).markup()));
    }
    section.add("</div>\n");
  }

  private void worst(Markup section, List<ScenePictures.Worst> frames) {
    if (frames.isEmpty()) {
      return;
    }
    section.add("<h3>Worst frames</h3>\n");
    section.fill(
        "<p>The frame where each result has its worst %s. A rectangle marks where it differs most"
            + " from the truth; below, that part is enlarged, every pixel a square.</p>%n",
        ranking.label());
    for (ScenePictures.Worst worst : frames) {
      section.fill("<div class=\"worst\">%n<h4>Frame %d: %s</h4>%n", worst.frame(), values(worst));
      section.fill("<div class=\"row wholes\" style=\"--columns:%d\">%n", worst.wholes().size());
      for (int i = 0; i < worst.wholes().size(); i++) {
        boolean truth = i == worst.results().size();
        int result = truth ? results.size() : worst.results().get(i);
        section.add(
            figure(
                result,
                worst.wholes().get(i),
                "smooth",
                "frame " + worst.frame(),
                marks(worst.regions(), worst.width(), worst.height())));
      }
      section.add("</div>\n");
      for (int i = 0; i < worst.crops().size(); i++) {
        String part = worst.crops().size() == 1 ? "marked part" : "part " + (i + 1);
        row(section, worst.crops().get(i), part + " of frame " + worst.frame());
      }
      section.add("</div>\n");
    }
  }

  private String values(ScenePictures.Worst worst) {
    return worst.results().stream()
        .map(
            i -> {
              var figures = results.get(i).scenes().get(scene);
              double value =
                  WorstFrames.value(figures, ranking, worst.frame() - figures.firstFrame());
              return "%s, %s %s"
                  .formatted(
                      results.get(i).result(), ranking.label(), Figure.withUnit(ranking, value));
            })
        .collect(Collectors.joining("; "));
  }

  private void slices(Markup section, ScenePictures.Slices slices) {
    SliceLine line = slices.line();
    section.fill(
        "<h3>One row over time</h3>%n<p>The same piece of one image row, frame below frame (x-t slice),"
            + " frames %d to %d. What stands still draws upright lines and what moves slanted ones;"
            + " flicker shows as horizontal stripes and ragged lines that the truth does not"
            + " have.</p>%n",
        slices.firstFrame(), slices.firstFrame() + slices.frames() - 1);
    section.add("<div class=\"place\">");
    section.add(
        figure(
            results.size(),
            slices.place(),
            "smooth",
            "row %d, %d pixels from %d".formatted(line.y(), line.width(), line.x()),
            mark(line, slices.width(), slices.height())));
    section.add("</div>\n");
    section.fill("<div class=\"row\" style=\"--columns:%d\">%n", sizes.columns());
    for (int i = 0; i < slices.pictures().size(); i++) {
      EmbeddedPicture picture = slices.pictures().get(i);
      section.fill(
          "<figure><figcaption>%s</figcaption>%n<div class=\"picture\"><img class=\"pixels slice\""
              + " style=\"aspect-ratio:%d/%d\" width=\"%d\" height=\"%d\" alt=\"%s\""
              + " src=\"%s\"></div></figure>%n",
          ResultName.of(names, i),
          2 * picture.width(),
          picture.height() * stretch(picture.height()),
          2 * picture.width(),
          picture.height() * stretch(picture.height()),
          "x-t slice of " + plainName(i),
          picture.dataUri());
    }
    section.add("</div>\n");
  }

  /** Short clips are drawn tall enough to be seen, long ones not beyond a screen. */
  private static int stretch(int frames) {
    return Math.max(2, Math.min(12, 480 / frames));
  }

  private void motion(Markup section, ScenePictures.Motion motion) {
    section.fill(
        "<h3>Wrong motion</h3>%n<p>How far each result moves otherwise than the truth, from frame %d to"
            + " frame %d, where tOF is the largest in the mean of the results: the length of the"
            + " difference of their optical flows.</p>%n<p class=\"heat\">0 <span class=\"bar\""
            + " style=\"background:%s\"></span> %s px and more</p>%n",
        motion.frame() - 1, motion.frame(), Heat.gradient(), Figure.plain(motion.top()));
    section.fill("<div class=\"row\" style=\"--columns:%d\">%n", sizes.columns());
    for (int i = 0; i < motion.pictures().size(); i++) {
      boolean truth = i == results.size();
      String what =
          truth
              ? "frame " + motion.frame()
              : Figure.withUnit(
                  Metric.TOF,
                  WorstFrames.value(
                      results.get(i).scenes().get(scene),
                      Metric.TOF,
                      motion.frame() - results.get(i).scenes().get(scene).firstFrame()));
      section.add(
          figure(
              i,
              motion.pictures().get(i),
              "smooth still",
              (truth ? "" : Metric.TOF.label() + " ") + what,
              new Markup()));
    }
    section.add("</div>\n");
  }

  /** All results and the truth, enlarged. */
  private void row(Markup section, List<EmbeddedPicture> pictures, String what) {
    section.fill("<div class=\"row\" style=\"--columns:%d\">%n", sizes.columns());
    IntStream.range(0, pictures.size())
        .forEach(i -> section.add(figure(i, pictures.get(i), "pixels", what, new Markup())));
    section.add("</div>\n");
  }

  private Markup figure(
      int result, EmbeddedPicture picture, String kind, String what, Markup overlay) {
    int zoom = kind.equals("pixels") ? sizes.zoom() : 1;
    return new Markup()
        .fill(
            "<figure><figcaption>%s <span class=\"what\">%s</span></figcaption>%n<div"
                + " class=\"picture\"><img class=\"%s\" width=\"%d\" height=\"%d\" alt=\"%s\""
                + " src=\"%s\">%s</div></figure>%n",
            ResultName.of(names, result),
            what,
            kind,
            picture.width() * zoom,
            picture.height() * zoom,
            plainName(result) + ", " + what,
            picture.dataUri(),
            overlay);
  }

  private String plainName(int result) {
    return result == results.size() ? ResultName.TRUTH : names.get(result);
  }

  private static Markup marks(List<Region> regions, int width, int height) {
    var svg = new Markup().fill("<svg viewBox=\"0 0 %d %d\" aria-hidden=\"true\">", width, height);
    for (int i = 0; i < regions.size(); i++) {
      Region r = regions.get(i);
      for (String kind : List.of("under", "over")) {
        svg.fill(
            "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>",
            kind, r.x(), r.y(), r.width(), r.height());
      }
      if (regions.size() > 1) {
        int size = Math.max(8, height / 22);
        svg.fill(
            "<text x=\"%d\" y=\"%d\" font-size=\"%d\" stroke-width=\"%.1f\">%d</text>",
            r.x() + size / 3, r.y() + size, size, size / 5.0, i + 1);
      }
    }
    return svg.add("</svg>");
  }

  private static Markup mark(SliceLine line, int width, int height) {
    var svg = new Markup().fill("<svg viewBox=\"0 0 %d %d\" aria-hidden=\"true\">", width, height);
    for (String kind : List.of("under", "over")) {
      svg.fill(
          "<path class=\"%s\" d=\"M%d %.1fh%d\"/>", kind, line.x(), line.y() + 0.5, line.width());
    }
    return svg.add("</svg>");
  }
}
