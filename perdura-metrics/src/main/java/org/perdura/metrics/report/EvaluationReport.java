package org.perdura.metrics.report;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.perdura.metrics.Evaluation;
import org.perdura.metrics.FarnebackFlow;
import org.perdura.metrics.Metric;
import org.perdura.metrics.ResultFigures;
import org.perdura.metrics.Scene;
import org.perdura.metrics.SceneFigures;

/**
 * Writes an evaluation as a page to be read by people: tables, plots, the worst frames, slices over
 * time and pictures of wrong motion.
 */
public final class EvaluationReport {

  private EvaluationReport() {}

  /** Is told how far the work has come. */
  @FunctionalInterface
  public interface Progress {

    /** So many of {@code total} steps are done; a step reads a frame of each film of a scene. */
    void at(long done, long total);
  }

  /**
   * Writes {@code index.html}, which holds all that it shows, whole or not at all. Of its pictures
   * it keeps what the page needs, so memory grows neither with the films' length nor with the
   * number of scenes; the page stays below some 15 MB for the usual handful of results.
   *
   * @param directory is made if it is not there
   * @param scenes the films that were judged, in the evaluation's order
   * @param overwrite whether the folder may hold files already and its page may be replaced
   * @throws IllegalArgumentException if scenes and evaluation do not belong together
   * @throws IOException one line naming the file and what is wrong with it
   */
  public static void write(
      Path directory,
      List<Scene> scenes,
      Evaluation evaluation,
      boolean overwrite,
      Progress progress)
      throws IOException {
    write(directory, scenes, evaluation, overwrite, progress, FarnebackFlow::between);
  }

  static void write(
      Path directory,
      List<Scene> scenes,
      Evaluation evaluation,
      boolean overwrite,
      Progress progress,
      Flow flow)
      throws IOException {
    requireMatch(scenes, evaluation);
    ReportFile.write(
        directory, overwrite, out -> new Work(scenes, evaluation, flow).write(out, progress));
  }

  private static void requireMatch(List<Scene> scenes, Evaluation evaluation) {
    if (scenes.isEmpty() || evaluation.results().isEmpty()) {
      throw new IllegalArgumentException(
          "%d scenes, %d results: a report needs at least one of each"
              .formatted(scenes.size(), evaluation.results().size()));
    }
    List<String> names = scenes.stream().map(Scene::name).toList();
    for (ResultFigures result : evaluation.results()) {
      List<String> judged = result.scenes().stream().map(SceneFigures::scene).toList();
      if (!judged.equals(names)) {
        throw new IllegalArgumentException(
            "%s: was judged in the scenes %s, but the films are of %s"
                .formatted(result.result(), judged, names));
      }
      for (Scene scene : scenes) {
        if (!scene.results().containsKey(result.result())) {
          throw new IllegalArgumentException(
              "%s: has no film of the result %s".formatted(scene.name(), result.result()));
        }
      }
    }
  }

  /** One report in the making. */
  private static final class Work {

    private final List<Scene> scenes;
    private final Evaluation evaluation;
    private final Metric ranking;
    private final PictureSizes sizes;
    private final Set<Integer> pictured;
    private final List<PicturePass> passes = new ArrayList<>();

    Work(List<Scene> scenes, Evaluation evaluation, Flow flow) {
      this.scenes = scenes;
      this.evaluation = evaluation;
      this.ranking = WorstFrames.ranking(evaluation);
      this.sizes = PictureSizes.of(scenes.size(), evaluation.results().size());
      this.pictured = pictured();
      for (int i = 0; i < scenes.size(); i++) {
        passes.add(pictured.contains(i) ? pass(i, flow) : null);
      }
    }

    private PicturePass pass(int index, Flow flow) {
      Scene scene = scenes.get(index);
      List<Path> films =
          evaluation.results().stream().map(r -> scene.results().get(r.result())).toList();
      List<SceneFigures> figures =
          evaluation.results().stream().map(r -> r.scenes().get(index)).toList();
      return new PicturePass(scene.truth(), films, figures, ranking, sizes, flow);
    }

    /** The scenes that have pictures: all, or the worst. */
    private Set<Integer> pictured() {
      Comparator<Integer> order =
          Comparator.comparingDouble(
              i ->
                  evaluation.results().stream()
                      .mapToDouble(r -> ranking == null ? 0 : r.scenes().get(i).mean(ranking))
                      .average()
                      .orElse(0));
      boolean lowFirst = ranking != null && ranking.higherIsBetter();
      return new HashSet<>(
          IntStream.range(0, scenes.size())
              .boxed()
              .sorted(lowFirst ? order : order.reversed())
              .limit(sizes.scenes())
              .toList());
    }

    void write(Writer out, Progress progress) throws IOException {
      var page = new ReportPage(evaluation);
      long total = passes.stream().mapToLong(p -> p == null ? 0 : p.steps()).sum();
      var done = new long[1];
      out.write(page.head().toString());
      for (int i = 0; i < scenes.size(); i++) {
        PicturePass pass = passes.get(i);
        ScenePictures pictures =
            pass == null ? null : pass.take(() -> progress.at(++done[0], total));
        var section = new SceneSection(evaluation, page.metrics(), ranking, sizes, i);
        out.write(section.markup(pictures).toString());
      }
      out.write(PageFrame.foot().toString());
    }
  }
}
