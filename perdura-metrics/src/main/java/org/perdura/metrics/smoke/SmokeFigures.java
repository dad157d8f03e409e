package org.perdura.metrics.smoke;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * One result's figures.
 *
 * @param result its name in tables
 * @param means the figures of the whole sequence
 * @param perFrame the values of the judged frames in order; NaN where a metric is not defined, as
 *     {@linkplain SmokeMetric#temporal temporal} ones are not at the first frame. Empty where
 *     frames were not compared
 * @param spectrum the mean over the frames; null if none was counted
 */
public record SmokeFigures(
    String result,
    Map<SmokeMetric, Double> means,
    Map<SmokeMetric, double[]> perFrame,
    Spectrum spectrum) {

  public SmokeFigures {
    means = inOrder(means);
    perFrame = inOrder(perFrame);
  }

  private static <V> Map<SmokeMetric, V> inOrder(Map<SmokeMetric, V> figures) {
    var ordered = new EnumMap<SmokeMetric, V>(SmokeMetric.class);
    ordered.putAll(figures);
    return Collections.unmodifiableMap(ordered);
  }

  /**
   * Of frames: the means are those of the finite values; if there are none, infinite or NaN as the
   * values are.
   */
  static SmokeFigures ofFrames(
      String result, Map<SmokeMetric, double[]> perFrame, Spectrum spectrum) {
    var means = new EnumMap<SmokeMetric, Double>(SmokeMetric.class);
    perFrame.forEach((metric, values) -> means.put(metric, mean(values)));
    return new SmokeFigures(result, means, perFrame, spectrum);
  }

  /** An infinite PSNR, as of frames that are empty in both, would be that of all frames. */
  private static double mean(double[] values) {
    double[] defined = Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
    return Arrays.stream(defined)
        .filter(Double::isFinite)
        .average()
        .orElseGet(() -> Arrays.stream(defined).average().orElse(Double.NaN));
  }

  /** The figure of the whole sequence; NaN if it is not defined or was not counted. */
  public double mean(SmokeMetric metric) {
    return means.getOrDefault(metric, Double.NaN);
  }
}
