package org.perdura.metrics;

import java.util.Arrays;
import java.util.Map;

/**
 * One result's figures in one scene.
 *
 * @param scene its name
 * @param firstFrame the number of the first judged frame in the film, from 0
 * @param perFrame the values of the judged frames in order; NaN where a metric is not defined, as
 *     {@linkplain Metric#temporal temporal} ones are not at the first judged frame
 */
public record SceneFigures(String scene, int firstFrame, Map<Metric, double[]> perFrame) {

  /** The mean of the defined values; NaN if there are none or the metric was not computed. */
  public double mean(Metric metric) {
    double[] values = perFrame.get(metric);
    return values == null
        ? Double.NaN
        : Arrays.stream(values).filter(v -> !Double.isNaN(v)).average().orElse(Double.NaN);
  }
}
