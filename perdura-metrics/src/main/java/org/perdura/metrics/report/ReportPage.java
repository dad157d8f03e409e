package org.perdura.metrics.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.perdura.metrics.Evaluation;
import org.perdura.metrics.Metric;
import org.perdura.metrics.SceneFigures;

/** What frames the scenes of a report: its head, the summary and what the figures mean. */
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
    var page = new Markup();
    page.add(
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
        <title>Perdura: evaluation</title>
        """);
    page.add("<style>\n").add(resource("report.css")).add("</style>\n</head>\n<body>\n<main>\n");
    page.add("<h1>Evaluation</h1>\n");
    page.fill(
        "<p class=\"lead\">%s judged against the truth in %s, %s in all.</p>%n",
        count(evaluation.results().size(), "result"),
        count(scenes.size(), "scene"),
        count(scenes.stream().mapToInt(ReportPage::judged).sum(), "frame"));
    if (scenes.size() > 1) {
      page.add("<nav aria-label=\"Scenes\"><ul>");
      for (int i = 0; i < scenes.size(); i++) {
        page.fill("<li><a href=\"#scene-%d\">%s</a></li>", i + 1, scenes.get(i).scene());
      }
      page.add("</ul></nav>\n");
    }
    var table =
        new FigureTable(
            evaluation.results(),
            metrics,
            evaluation.lpipsNet(),
            (result, metric) -> result.mean(metric));
    page.add(
        table.markup(
            scenes.size() > 1
                ? "Means over the scenes, each the mean over its frames"
                : "Means over the frames"));
    return page.add(explanations());
  }

  /** What closes the page. */
  Markup foot() {
    return new Markup()
        .add("</main>\n<script>\n")
        .add(resource("report.js"))
        .add("</script>\n</body>\n</html>\n");
  }

  private static int judged(SceneFigures scene) {
    return scene.perFrame().values().stream().mapToInt(v -> v.length).max().orElse(0);
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  private Markup explanations() {
    var list = new Markup();
    list.add("<details open><summary>What the figures mean</summary>\n<dl>\n");
    for (Metric metric : metrics) {
      list.fill(
          "<dt>%s</dt><dd>%s %s is better.</dd>%n",
          metric.label(), Explanations.of(metric), metric.higherIsBetter() ? "Higher" : "Lower");
    }
    list.add("</dl>\n");
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

  private static String resource(String name) {
    try (var in = ReportPage.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name + ": cannot be read from the program's own files", e);
    }
  }
}
