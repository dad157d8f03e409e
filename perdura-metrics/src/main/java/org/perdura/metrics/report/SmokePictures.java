package org.perdura.metrics.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.perdura.grid.GridSize;
import org.perdura.grid.ScalarField;
import org.perdura.grid.Slabs;
import org.perdura.media.Frame;
import org.perdura.metrics.smoke.SmokeEvaluation;
import org.perdura.metrics.smoke.SmokeFigures;
import org.perdura.metrics.smoke.SmokeMetric;
import org.perdura.metrics.smoke.SmokeSequence;
import org.perdura.metrics.smoke.SmokeSet;

/**
 * The pictures of a page about smoke, made in two passes over the frames.
 *
 * @param ranking by what frames are the worst; null if by nothing
 * @param slices the line over time of each result, then of the truth
 * @param sliceFrames how many frames the slices show
 */
record SmokePictures(
    SmokeMetric ranking,
    List<Worst> worst,
    SmokeLine line,
    List<EmbeddedPicture> slices,
    int sliceFrames) {

  /** Wider pictures are made smaller. */
  private static final int WIDEST = 720;

  /** More frames, and only the first are drawn. */
  private static final int MOST_SLICE_FRAMES = 240;

  /**
   * The worst frame of a result by one view.
   *
   * @param top the magnitude of the difference that is shown strongest
   */
  record Worst(
      int result,
      int frame,
      double value,
      DensityView view,
      EmbeddedPicture picture,
      EmbeddedPicture difference,
      EmbeddedPicture truth,
      double top) {}

  static SmokePictures take(SmokeSet set, SmokeEvaluation evaluation, Slabs slabs, Runnable step)
      throws IOException {
    SmokeMetric ranking = ranking(evaluation);
    Map<Integer, List<Integer>> worst = worstFrames(evaluation, ranking);
    int shown = Math.min(evaluation.frames(), MOST_SLICE_FRAMES);
    GridSize size = evaluation.size();
    var choice = new SmokeLine.Choice(size);
    for (int i = 0; i < shown; i++) {
      choice.add(set.truth().read(evaluation.first() + i, slabs));
      step.run();
    }
    SmokeLine line = choice.best();
    var sequences = new ArrayList<SmokeSequence>();
    evaluation.results().forEach(result -> sequences.add(set.results().get(result.result())));
    sequences.add(set.truth());
    var slices = new float[sequences.size()][shown][];
    var pictures = new ArrayList<Worst>();
    for (int i = 0; i < evaluation.frames(); i++) {
      List<Integer> here = worst.getOrDefault(i, List.of());
      int number = evaluation.first() + i;
      if (i < shown || !here.isEmpty()) {
        ScalarField truth = set.truth().read(number, slabs);
        for (int s = 0; s < sequences.size(); s++) {
          boolean real = s == sequences.size() - 1;
          ScalarField density = real ? truth : sequences.get(s).read(number, slabs);
          if (i < shown) {
            slices[s][i] = line.of(density);
          }
          if (here.contains(s)) {
            double value = evaluation.results().get(s).perFrame().get(ranking)[i];
            for (DensityView view : DensityView.of(size)) {
              pictures.add(worst(s, number, value, view, density, truth));
            }
          }
        }
      }
      step.run();
    }
    var lines = new ArrayList<EmbeddedPicture>();
    for (float[][] slice : slices) {
      lines.add(EmbeddedPicture.png(slice(slice, line.upright())));
    }
    return new SmokePictures(ranking, pictures, line, lines, shown);
  }

  /** How many steps {@link #take} will have. */
  static long steps(SmokeEvaluation evaluation) {
    return (long) evaluation.frames() + Math.min(evaluation.frames(), MOST_SLICE_FRAMES);
  }

  /** The fine part's error, which smoke is refined for, or else the first there is. */
  private static SmokeMetric ranking(SmokeEvaluation evaluation) {
    List<SmokeMetric> metrics = evaluation.metrics();
    if (metrics.contains(SmokeMetric.FINE_ERROR) || metrics.isEmpty()) {
      return metrics.isEmpty() ? null : SmokeMetric.FINE_ERROR;
    }
    return metrics.get(0);
  }

  /** The results by the frame, from 0, that is the worst of them. */
  private static Map<Integer, List<Integer>> worstFrames(
      SmokeEvaluation evaluation, SmokeMetric ranking) {
    var frames = new TreeMap<Integer, List<Integer>>();
    for (int r = 0; ranking != null && r < evaluation.results().size(); r++) {
      SmokeFigures result = evaluation.results().get(r);
      double[] values = result.perFrame().get(ranking);
      int worst = -1;
      for (int i = 0; i < values.length; i++) {
        boolean worse =
            worst < 0 || ranking.better().loss(values[i]) > ranking.better().loss(values[worst]);
        worst = !Double.isNaN(values[i]) && worse ? i : worst;
      }
      if (worst >= 0) {
        frames.computeIfAbsent(worst, key -> new ArrayList<>()).add(r);
      }
    }
    return frames;
  }

  private static Worst worst(
      int result, int frame, double value, DensityView view, ScalarField density, ScalarField truth)
      throws IOException {
    int width = density.size().x();
    int height = density.size().y();
    float[] shades = view.shades(density);
    float[] real = view.shades(truth);
    var difference = new float[shades.length];
    var magnitude = new float[shades.length];
    for (int i = 0; i < shades.length; i++) {
      difference[i] = shades[i] - real[i];
      magnitude[i] = Math.abs(difference[i]);
    }
    double top = Heat.top(List.of(magnitude));
    return new Worst(
        result,
        frame,
        value,
        view,
        small(DensityView.grey(shades, width, height)),
        small(SignedColors.picture(difference, width, height, top)),
        small(DensityView.grey(real, width, height)),
        top);
  }

  private static EmbeddedPicture small(Frame frame) throws IOException {
    return EmbeddedPicture.png(Shrink.toWidth(frame, WIDEST));
  }

  /** Of a lying line frame below frame, of an upright one frame beside frame with up being up. */
  private static Frame slice(float[][] lines, boolean upright) {
    int frames = lines.length;
    int length = lines[0].length;
    var shades = new float[frames * length];
    for (int t = 0; t < frames; t++) {
      for (int i = 0; i < length; i++) {
        shades[upright ? (length - 1 - i) * frames + t : t * length + i] = lines[t][i];
      }
    }
    return DensityView.grey(shades, upright ? frames : length, upright ? length : frames);
  }
}
