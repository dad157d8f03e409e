package org.perdura.metrics.smoke;

import java.util.Arrays;
import java.util.List;
import org.perdura.grid.GridSize;

/**
 * The figures of several results of one scene.
 *
 * @param results in the order of tables
 * @param truth what the truth comes to by itself: its coherence and its spectrum
 * @param factor how many times finer than low-res
 * @param first the number of the first judged frame; of spectra alone 0
 * @param frames how many were judged; of spectra alone 0, since none were compared
 */
public record SmokeEvaluation(
    List<SmokeFigures> results,
    SmokeFigures truth,
    GridSize size,
    int factor,
    int first,
    int frames) {

  public SmokeEvaluation {
    results = List.copyOf(results);
  }

  /** Those that came to a figure for any result. */
  public List<SmokeMetric> metrics() {
    return Arrays.stream(SmokeMetric.values())
        .filter(metric -> results.stream().anyMatch(r -> !Double.isNaN(r.mean(metric))))
        .toList();
  }
}
