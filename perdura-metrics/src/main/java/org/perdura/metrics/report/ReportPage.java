package org.perdura.metrics.report;

import java.util.Arrays;
import java.util.List;
import org.perdura.metrics.Evaluation;
import org.perdura.metrics.Metric;
import org.perdura.metrics.ResultFigures;
import org.perdura.metrics.SceneFigures;

/** What stands before the scenes of a report: the summary and what the figures mean. */
final class ReportPage {

  private final Evaluation evaluation;
  private final List<Metric> metrics;

  ReportPage(Evaluation evaluation) {
    this.evaluation = evaluation;
    this.metrics =
        Arrays.stream(Metric.values())
            .filter(
                metric ->
                    evaluation.results().stream().anyMatch(r -> !Double.isNaN(r.mean(metric))))
            .toList();
  }

  /** Those that were computed. */
  List<Metric> metrics() {
    return metrics;
  }

  /** From the beginning of the page to its first scene. */
  Markup head() {
    List<SceneFigures> scenes = evaluation.results().get(0).scenes();
    Markup page = PageFrame.head();
    page.fill(
        "<p class=\"lead\">%s judged against the truth in %s, %s in all.</p>%n",
        PageFrame.count(evaluation.results().size(), "result"),
        PageFrame.count(scenes.size(), "scene"),
        PageFrame.count(scenes.stream().mapToInt(ReportPage::judged).sum(), "frame"));
    if (scenes.size() > 1) {
      page.add("<nav aria-label=\"Scenes\"><ul>");
      for (int i = 0; i < scenes.size(); i++) {
        page.fill("<li><a href=\"#scene-%d\">%s</a></li>", i + 1, scenes.get(i).scene());
      }
      page.add("</ul></nav>\n");
    }
    var table =
        new FigureTable<Metric>(
            evaluation.results().stream().map(ResultFigures::result).toList(),
            metrics,
            metric -> ResultName.net(metric, evaluation.lpipsNet()),
            (result, metric) -> evaluation.results().get(result).mean(metric));
    page.add(
        table.markup(
            scenes.size() > 1
                ? "Means over the scenes, each the mean over its frames"
                : "Means over the frames"));
    return page.add(explanations());
  }

  private static int judged(SceneFigures scene) {
    return scene.perFrame().values().stream().mapToInt(v -> v.length).max().orElse(0);
  }

  private Markup explanations() {
    var list = new Markup();
    list.add("<details open><summary>What the figures mean</summary>\n");
    list.add(PageFrame.explained(metrics, Explanations::of));
    if (metrics.contains(Metric.LPIPS) || metrics.contains(Metric.TLP)) {
      list.fill(
          "<p>LPIPS and tLP are counted with the %s network; figures of different networks do not"
              + " compare.</p>%n",
          evaluation.lpipsNet());
    }
    return list.add(
        "<p>Frames are judged as 8-bit RGB, without the first and last two of a scene and without a"
            + " border of at least 8 pixels. Frames are counted from 0.</p>\n</details>\n");
  }
}
