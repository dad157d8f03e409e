package org.perdura.metrics.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.perdura.metrics.Metric;
import org.perdura.metrics.ResultFigures;

class FigureTableTest {

  private static final Pattern BEST = Pattern.compile("<td class=\"best\"><strong>([^<]*)<");

  @Test
  void theHighestPsnrAndTheLowestLpipsAreBest() {
    String table =
        table(
            Clips.constant("a", Map.of(Metric.PSNR, 30.0, Metric.LPIPS, 0.1)),
            Clips.constant("b", Map.of(Metric.PSNR, 33.5, Metric.LPIPS, 0.2)));

    assertThat(best(table)).containsExactlyInAnyOrder("33.50", "0.1000");
    assertThat(table).contains("aria-label=\"best\"");
  }

  @Test
  void whatLooksEqualIsEquallyGood() {
    String table =
        table(
            Clips.constant("a", Map.of(Metric.PSNR, 30.001)),
            Clips.constant("b", Map.of(Metric.PSNR, 29.999)),
            Clips.constant("c", Map.of(Metric.PSNR, 20.0)));

    assertThat(best(table)).containsExactly("30.00", "30.00");
  }

  @Test
  void amongEqualsAndWhereThereIsOnlyOneNoneIsTheBest() {
    var only = Clips.constant("a", Map.of(Metric.PSNR, 30.0));
    assertThat(best(table(only))).isEmpty();
    assertThat(best(table(only, Clips.constant("b", Map.of(Metric.PSNR, 30.0))))).isEmpty();
  }

  @Test
  void aMissingFigureIsNeverTheBestAndAnInfiniteOneCanBe() {
    String table =
        table(
            Clips.constant("a", Map.of(Metric.PSNR, Double.POSITIVE_INFINITY)),
            Clips.constant("b", Map.of(Metric.PSNR, 30.0, Metric.LPIPS, 0.2)));

    assertThat(best(table)).containsExactly("∞");
    assertThat(table).contains("<td>–</td>");
  }

  @Test
  void theNetworkTheUnitAndTheDirectionStandInTheHead() {
    String table = table(Clips.constant("a", Map.of(Metric.PSNR, 30.0, Metric.LPIPS, 0.1)));

    assertThat(table)
        .containsPattern("PSNR.*dB.*↑.*higher is better")
        .containsPattern("LPIPS.*squeeze.*↓.*lower is better");
  }

  private static String table(ResultFigures... results) {
    return new FigureTable<>(
            Stream.of(results).map(ResultFigures::result).toList(),
            List.of(Metric.PSNR, Metric.LPIPS),
            metric -> ResultName.net(metric, "squeeze"),
            (result, metric) -> results[result].mean(metric))
        .markup("caption")
        .toString();
  }

  private static List<String> best(String table) {
    return BEST.matcher(table).results().map(found -> found.group(1)).toList();
  }
}
