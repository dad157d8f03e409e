package org.perdura.metrics;

import java.util.List;

/**
 * One result's figures in all scenes.
 *
 * @param result its name in tables
 */
public record ResultFigures(String result, List<SceneFigures> scenes) {

  public ResultFigures {
    scenes = List.copyOf(scenes);
  }

  /** The mean of the scenes' means, as papers count it; NaN if the metric was not computed. */
  public double mean(Metric metric) {
    return scenes.stream()
        .mapToDouble(scene -> scene.mean(metric))
        .filter(v -> !Double.isNaN(v))
        .average()
        .orElse(Double.NaN);
  }
}
