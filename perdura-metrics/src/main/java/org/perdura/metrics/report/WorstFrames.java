package org.perdura.metrics.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.perdura.metrics.Evaluation;
import org.perdura.metrics.Metric;
import org.perdura.metrics.SceneFigures;

/** Which frames of a scene are worth looking at. All frames are counted from 0 in the film. */
final class WorstFrames {

  private WorstFrames() {}

  /**
   * By what frames are ranked: LPIPS, which agrees best with the eye, or else the first metric
   * there is; null if there is none.
   */
  static Metric ranking(Evaluation evaluation) {
    var order = new ArrayList<Metric>(List.of(Metric.LPIPS));
    order.addAll(Arrays.asList(Metric.values()));
    return order.stream()
        .filter(
            metric ->
                evaluation.results().stream()
                    .flatMap(result -> result.scenes().stream())
                    .anyMatch(scene -> worst(scene, metric) >= 0))
        .findFirst()
        .orElse(null);
  }

  /** The frame with the worst value; -1 if there is no value. */
  static int worst(SceneFigures figures, Metric metric) {
    double[] values = figures.perFrame().get(metric);
    int worst = -1;
    for (int i = 0; values != null && i < values.length; i++) {
      if (!Double.isNaN(values[i]) && (worst < 0 || worse(metric, values[i], values[worst]))) {
        worst = i;
      }
    }
    return worst < 0 ? -1 : figures.firstFrame() + worst;
  }

  /** The results' numbers by the frame that is the worst of them, in order of the frames. */
  static Map<Integer, List<Integer>> ofScene(List<SceneFigures> results, Metric metric) {
    var frames = new TreeMap<Integer, List<Integer>>();
    for (int i = 0; i < results.size(); i++) {
      int frame = worst(results.get(i), metric);
      if (frame >= 0) {
        frames.computeIfAbsent(frame, key -> new ArrayList<>()).add(i);
      }
    }
    return frames;
  }

  /** The frame with the largest tOF in the mean of the results; -1 if there is none. */
  static int motion(List<SceneFigures> results) {
    int worst = -1;
    double most = -1;
    double[] first = results.get(0).perFrame().get(Metric.TOF);
    for (int i = 0; first != null && i < first.length; i++) {
      int index = i;
      double mean =
          results.stream().mapToDouble(r -> value(r, Metric.TOF, index)).average().orElse(-1);
      if (mean > most) {
        most = mean;
        worst = results.get(0).firstFrame() + i;
      }
    }
    return worst;
  }

  /** A judged frame's value; NaN where there is none. */
  static double value(SceneFigures figures, Metric metric, int index) {
    double[] values = figures.perFrame().get(metric);
    return values == null || index < 0 || index >= values.length ? Double.NaN : values[index];
  }

  private static boolean worse(Metric metric, double value, double than) {
    return metric.higherIsBetter() ? value < than : value > than;
  }
}
