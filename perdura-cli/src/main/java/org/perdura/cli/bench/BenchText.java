package org.perdura.cli.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What the tables of all benches are written with: numbers alike in every language. */
final class BenchText {

  private BenchText() {}

  static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }

  /** The names of the columns, and Markdown's line below them. */
  static List<String> head(String row, Object... names) {
    String head = format(row, names);
    return List.of(head, head.replaceAll("[^|]", "-"));
  }

  /** How fast matrix products are in each precision. */
  static String peaks(Map<String, Double> gigaflops) {
    return gigaflops.entrySet().stream()
        .map(peak -> format("%s %.0f GFLOP/s", peak.getKey(), peak.getValue()))
        .collect(Collectors.joining(", "));
  }
}
