package org.perdura.metrics.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.perdura.metrics.Measure;

/** What all pages have: their head with the style, and their foot with the script. */
final class PageFrame {

  private PageFrame() {}

  /** From the beginning of the page to its heading. */
  static Markup head() {
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
    return page.add("<h1>Evaluation</h1>\n");
  }

  /** What closes the page. */
  static Markup foot() {
    return new Markup()
        .add("</main>\n<script>\n")
        .add(resource("report.js"))
        .add("</script>\n</body>\n</html>\n");
  }

  /** A list of measures and what they mean. */
  static <M extends Measure> Markup explained(List<M> measures, Function<M, String> meaning) {
    var list = new Markup().add("<dl>\n");
    for (M measure : measures) {
      String word = measure.better().word();
      list.fill(
          "<dt>%s</dt><dd>%s %s is better.</dd>%n",
          measure.label(),
          meaning.apply(measure),
          Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return list.add("</dl>\n");
  }

  /** {@code 1 frame}, {@code 2 frames}. */
  static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  /** The names of all results with their colours. */
  static Markup legend(List<String> results) {
    var legend = new Markup().add("<p class=\"legend\">");
    for (int i = 0; i < results.size(); i++) {
      legend.add(ResultName.of(results, i)).add(" ");
    }
    return legend.add("</p>\n");
  }

  /** A plot under its name. */
  static Markup plot(Measure measure, Markup addition, Markup plot) {
    String unit = Figure.unit(measure);
    return new Markup()
        .fill(
            "<figure><figcaption>%s%s%s <span class=\"way\">%s is better</span></figcaption>%n%s</figure>%n",
            measure.label(),
            addition,
            unit.isEmpty() ? "" : ", " + unit,
            measure.better().word(),
            plot);
  }

  private static String resource(String name) {
    try (var in = PageFrame.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name + ": cannot be read from the program's own files", e);
    }
  }
}
