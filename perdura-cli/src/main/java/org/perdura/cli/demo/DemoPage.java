package org.perdura.cli.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The page that shows what the demo made; it needs nothing but the films beside it. */
final class DemoPage {

  static final String NAME = "index.html";

  private DemoPage() {}

  /**
   * Writes the page.
   *
   * @param sections as HTML
   */
  static void write(Path folder, List<String> sections) throws IOException {
    String page = TEMPLATE.replace("{sections}", String.join("", sections));
    WholeFile.write(folder.resolve(NAME), page.getBytes(StandardCharsets.UTF_8));
  }

  /** A picture as text for the page. */
  static String embedded(Path picture) throws IOException {
    return Base64.getEncoder().encodeToString(Files.readAllBytes(picture));
  }

  /** A figure, bold if it is the best. */
  static String cell(String format, double value, double best) {
    String text = String.format(Locale.ROOT, format, value);
    return value == best ? "<b>" + text + "</b>" : text;
  }

  /**
   * What one result comes to.
   *
   * @param number of the result, from 0, for its colour
   */
  static String row(int number, String title, List<String> cells) {
    return cells.stream()
        .collect(
            Collectors.joining(
                "</td><td>",
                "<tr><td><i class='c%d'></i>%s</td><td>".formatted(number, title),
                "</td></tr>\n"));
  }

  /** Which colour is whose. */
  static String legend(List<String> titles) {
    return IntStream.range(0, titles.size())
        .mapToObj(i -> "<i class='c%d'></i>%s".formatted(i, titles.get(i)))
        .collect(Collectors.joining(", "));
  }

  private static final String TEMPLATE =
      """
      <!DOCTYPE html>
      <html lang="en">
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width">
      <title>Perdura demo</title>
      <style>
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 1100px; margin: 2em auto; padding: 0 1em;
               color: #222; background: #fafafa; }
        h2 { margin-top: 2em; border-top: 1px solid #ddd; padding-top: .5em; }
        video, img, svg { width: 100%; height: auto; background: #111; border-radius: 4px; }
        svg { background: #fff; }
        svg line { stroke: #ddd; } svg text { font-size: 11px; fill: #666; }
        .c0 { --hue: #c60; } .c1 { --hue: #06a; } .c2 { --hue: #a2287c; }
        polyline { fill: none; stroke-width: 2; stroke: var(--hue); }
        i { display: inline-block; width: .8em; height: .8em; margin-right: .4em; background: var(--hue); }
        td, th { text-align: right; padding: .15em 1em .15em 0; } td:first-child { text-align: left; }
        small { color: #666; }
      </style>
      <h1>Perdura demo</h1>
      {sections}</html>
      """;
}
