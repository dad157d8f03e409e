package org.perdura.metrics.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.perdura.metrics.Metric;

class LinePlotTest {

  private static final Pattern CURVE =
      Pattern.compile("<path class=\"curve c(\\d)[^\"]*\" d=\"([^\"]*)\"");

  @Test
  void marksAreRoundAndEncloseTheValues() {
    Axis axis = Axis.around(0.113, 0.347, 4);
    assertThat(axis.marks())
        .usingElementComparator(LinePlotTest::nearly)
        .containsExactly(0.1, 0.2, 0.3, 0.4);

    assertThat(Axis.around(7, 7, 4).marks()).hasSizeBetween(2, 8).contains(7.0);
    assertThat(Axis.frames(2, 37, 8).marks()).startsWith(5.0).endsWith(35.0);
    assertThat(Axis.frames(2, 4, 8).marks()).containsExactly(2.0, 3.0, 4.0);
  }

  @Test
  void everyResultHasItsColour() {
    String svg = plot(new double[] {1, 2, 3}, new double[] {2, 2, 2});

    assertThat(CURVE.matcher(svg).results().map(found -> found.group(1))).containsExactly("0", "1");
  }

  @Test
  void aCurveHasGapsWhereThereIsNoNumber() {
    String path = path(Double.NaN, 1, 2, Double.POSITIVE_INFINITY, 3, 4, Double.NaN, 5);

    assertThat(path.chars().filter(c -> c == 'M').count()).isEqualTo(3);
    assertThat(path).doesNotContain("NaN").doesNotContain("Infinity").endsWith("h0");
  }

  @Test
  void aLongCurveIsShortButKeepsItsPeaks() {
    double[] values = new double[100_000];
    Arrays.fill(values, 10);
    values[70_123] = 50;
    values[20_456] = Double.NaN;

    String path = path(values);

    assertThat(path.length()).isLessThan(12_000);
    List<Double> heights = new ArrayList<>();
    Pattern.compile("[ML]\\S+ ([\\d.]+)")
        .matcher(path)
        .results()
        .forEach(found -> heights.add(Double.parseDouble(found.group(1))));
    double range = heights.stream().max(Double::compare).orElseThrow();
    assertThat(range - heights.stream().min(Double::compare).orElseThrow())
        .isCloseTo(230 - 10 - 34, within(0.2));
  }

  @Test
  void withoutNumbersThereIsNoPlot() {
    assertThat(plot(new double[] {Double.NaN, Double.NEGATIVE_INFINITY})).isEmpty();
  }

  private static String path(double... values) {
    var found = CURVE.matcher(plot(values));
    assertThat(found.find()).isTrue();
    return found.group(2);
  }

  private static String plot(double[]... curves) {
    var results = new ArrayList<LinePlot.Curve>();
    for (double[] curve : curves) {
      results.add(new LinePlot.Curve("r", ResultName.curve(results.size()), 2, curve, 1));
    }
    return new LinePlot(results, Metric.PSNR).markup().toString();
  }

  private static int nearly(double a, double b) {
    return Math.abs(a - b) < 1e-9 ? 0 : Double.compare(a, b);
  }
}
