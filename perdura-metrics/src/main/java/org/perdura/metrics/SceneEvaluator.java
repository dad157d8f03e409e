package org.perdura.metrics;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.perdura.metrics.FilmsInStep.Moment;
import org.perdura.metrics.features.Lpips;

/**
 * Counts the figures of scenes, as TecoGAN's evaluation does: frames of 8 bits, the first and the
 * last two frames of a scene left out, and of each frame what {@link JudgedArea} says. Films are
 * read frame by frame, so memory depends on the size and the number of the films only.
 */
public final class SceneEvaluator implements AutoCloseable {

  /** Frames at either end of a scene that are not judged. */
  public static final int LEFT_OUT = 2;

  /** Is told how far a scene has come. */
  @FunctionalInterface
  public interface Progress {

    /**
     * So many frames were read.
     *
     * @param expected how many there will be, -1 if unknown
     */
    void at(long frames, long expected);
  }

  private final Set<Metric> metrics;
  private final Lpips lpips;
  private final ExecutorService workers;

  /**
   * @param metrics what is counted
   * @param lpips not closed here; may be null if neither LPIPS nor tLP is counted
   * @param threads that count everything but LPIPS, which uses those of LibTorch
   */
  public SceneEvaluator(Set<Metric> metrics, Lpips lpips, int threads) {
    if (metrics.isEmpty()) {
      throw new IllegalArgumentException("no metrics: there must be one or more");
    }
    this.metrics = EnumSet.copyOf(metrics);
    this.lpips = lpips;
    if (lpips == null && needsLpips(metrics)) {
      throw new IllegalArgumentException("LPIPS and tLP need a network");
    }
    workers =
        Executors.newFixedThreadPool(
            threads,
            work -> {
              var thread = new Thread(work, "metrics");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Whether a network of LPIPS must be there for these. */
  public static boolean needsLpips(Set<Metric> metrics) {
    return metrics.contains(Metric.LPIPS) || metrics.contains(Metric.TLP);
  }

  /**
   * Judges all results of a scene.
   *
   * @param low the low-res film the results were made from, for T-diff; null to take the truth made
   *     small as {@link org.perdura.media.BlurDownscale} does it
   * @return the figures of each result, in the order of {@link Scene#results}
   * @throws IOException one line saying what is wrong: a film cannot be read, has another size or
   *     fewer frames than the others, or too few to be judged
   */
  public List<SceneFigures> evaluate(Scene scene, Path low, Progress progress)
      throws IOException, InterruptedException {
    if (scene.results().isEmpty()) {
      throw new IllegalArgumentException(scene.name() + ": no results to judge");
    }
    var collected = new ArrayList<List<Map<Metric, Double>>>(); // [frame][result]
    boolean readsLow = metrics.contains(Metric.T_DIFF);
    try (var films = new FilmsInStep(scene, readsLow ? low : null)) {
      var pending = new ArrayDeque<Moment>();
      FrameJudge judge = null;
      try {
        for (Moment read = films.read(); read != null; read = films.read()) {
          progress.at(read.number() + 1L, films.expectedFrames());
          if (read.number() < LEFT_OUT) {
            continue;
          }
          pending.add(read);
          if (pending.size() > LEFT_OUT) {
            Moment next = pending.remove();
            judge = judge == null ? judgeOf(next) : judge;
            collected.add(judge.judge(next));
          }
        }
      } finally {
        if (judge != null) {
          judge.close();
        }
      }
      if (collected.isEmpty()) {
        throw new IOException(
            "%s: too short; the first and the last %d frames are not judged, so there must be at least %d"
                .formatted(scene.truth(), LEFT_OUT, 2 * LEFT_OUT + 1));
      }
    }
    return figures(scene, collected);
  }

  private FrameJudge judgeOf(Moment first) {
    var truth = first.films().get(0);
    return new FrameJudge(metrics, lpips, workers, truth.width(), truth.height());
  }

  private List<SceneFigures> figures(Scene scene, List<List<Map<Metric, Double>>> collected) {
    var figures = new ArrayList<SceneFigures>();
    for (int result = 0; result < scene.results().size(); result++) {
      var perFrame = new EnumMap<Metric, double[]>(Metric.class);
      for (Metric metric : metrics) {
        var values = new double[collected.size()];
        for (int frame = 0; frame < values.length; frame++) {
          values[frame] = collected.get(frame).get(result).get(metric);
        }
        perFrame.put(metric, values);
      }
      figures.add(new SceneFigures(scene.name(), LEFT_OUT, perFrame));
    }
    return figures;
  }

  @Override
  public void close() {
    workers.shutdownNow();
  }
}
