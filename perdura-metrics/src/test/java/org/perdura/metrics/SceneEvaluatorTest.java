package org.perdura.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perdura.media.BlurDownscale;
import org.perdura.media.Frame;
import org.perdura.media.Media;
import org.perdura.media.Rational;
import org.perdura.media.WriterOptions;
import org.perdura.metrics.features.Lpips;
import org.perdura.nn.Torch;

class SceneEvaluatorTest {

  private static final Set<Metric> ALL = EnumSet.allOf(Metric.class);
  private static Lpips lpips;

  @TempDir private Path folder;

  @BeforeAll
  static void load() throws IOException {
    Torch.threads(1); // so small are the pictures
    lpips = Lpips.shipped();
  }

  @AfterAll
  static void unload() {
    lpips.close();
  }

  private Path film(String name, int frames, IntFunction<Frame> frame) throws IOException {
    return MadeUpFilm.write(
        folder.resolve(name), IntStream.range(0, frames).mapToObj(frame).toList());
  }

  private Path video(String name, int frames, IntFunction<Frame> frame) throws IOException {
    Path file = folder.resolve(name);
    var options = WriterOptions.atRate(new Rational(25, 1)).withThreads(1);
    try (var writer = Media.create(file.toString(), options)) {
      for (int i = 0; i < frames; i++) {
        Frame still = frame.apply(i);
        writer.write(new Frame(still.width(), still.height(), 8, still.pixels(), i, 1));
      }
      writer.finish();
    }
    return file;
  }

  private static List<SceneFigures> evaluate(
      Set<Metric> metrics, Path low, Path truth, Path... results)
      throws IOException, InterruptedException {
    var named = new LinkedHashMap<String, Path>();
    for (Path result : results) {
      named.put(result.getFileName().toString(), result);
    }
    try (var evaluator = new SceneEvaluator(metrics, lpips, 2)) {
      return evaluator.evaluate(new Scene("scene", truth, named), low, (done, total) -> {});
    }
  }

  @Test
  void theTruthIsPerfect() throws Exception {
    Path truth = film("truth", 7, MadeUpFilm::truth);
    SceneFigures figures = evaluate(ALL, null, truth, truth).get(0);
    assertThat(figures.firstFrame()).isEqualTo(2);
    assertThat(figures.perFrame().get(Metric.PSNR))
        .containsExactly(
            Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
    assertThat(figures.mean(Metric.SSIM)).isCloseTo(1, within(1e-12));
    assertThat(figures.mean(Metric.LPIPS)).isZero();
    assertThat(figures.perFrame().get(Metric.TOF)).containsExactly(Double.NaN, 0, 0);
    assertThat(figures.perFrame().get(Metric.TLP)).containsExactly(Double.NaN, 0, 0);
    assertThat(figures.mean(Metric.T_DIFF)).isBetween(0.1, 1.0);
  }

  /** The films of the fixture, whose three frames the first and last two are put around. */
  @Test
  void figuresAreThoseOfPython() throws Exception {
    Path truth = film("truth", 7, t -> MadeUpFilm.truth(Math.floorMod(t - 2, 3)));
    Path result = film("result", 7, t -> MadeUpFilm.result(Math.floorMod(t - 2, 3)));
    Map<Metric, double[]> figures = evaluate(ALL, null, truth, result).get(0).perFrame();
    for (int t = 0; t < 3; t++) {
      assertThat(figures.get(Metric.PSNR)[t])
          .isCloseTo(MadeUpFilm.figure("psnr." + t), within(1e-6));
      assertThat(figures.get(Metric.SSIM)[t])
          .isCloseTo(MadeUpFilm.figure("ssim." + t), within(1e-8));
    }
    for (int t = 1; t < 3; t++) {
      assertThat(figures.get(Metric.TOF)[t]).isCloseTo(MadeUpFilm.figure("tof." + t), within(1e-4));
      assertThat(figures.get(Metric.T_DIFF)[t])
          .isCloseTo(MadeUpFilm.figure("tdiff." + t), within(1e-4));
    }
  }

  @Test
  void flickerShowsInTheTemporalFiguresAlone() throws Exception {
    Path truth = film("truth", 8, MadeUpFilm::truth);
    // Both are half a pixel off in every frame: one always to the same side.
    Path steady = film("steady", 8, t -> MadeUpFilm.frame(11 * t + 4, 5 * t, 0));
    Path flicker =
        film("flicker", 8, t -> MadeUpFilm.frame(11 * t + (t % 2 == 0 ? 4 : -4), 5 * t, 0));
    Path noisy = film("noisy", 8, t -> MadeUpFilm.frame(11 * t, 5 * t, t % 2 == 0 ? 0 : 20));
    List<SceneFigures> figures = evaluate(ALL, null, truth, steady, flicker, noisy);
    SceneFigures calm = figures.get(0);
    SceneFigures shaking = figures.get(1);
    assertThat(shaking.mean(Metric.PSNR)).isCloseTo(calm.mean(Metric.PSNR), within(1.0));
    assertThat(shaking.mean(Metric.TOF)).isGreaterThan(10 * calm.mean(Metric.TOF));
    assertThat(shaking.mean(Metric.T_DIFF)).isGreaterThan(2 * calm.mean(Metric.T_DIFF));
    assertThat(figures.get(2).mean(Metric.TLP)).isGreaterThan(3 * calm.mean(Metric.TLP));
  }

  @Test
  void severalResultsGiveTheFiguresOfEachAlone() throws Exception {
    Path truth = film("truth", 6, MadeUpFilm::truth);
    Path one = film("one", 6, MadeUpFilm::result);
    Path two = film("two", 6, t -> MadeUpFilm.frame(11 * t, 5 * t, 5));
    List<SceneFigures> together = evaluate(ALL, null, truth, one, two);
    var apart = new ArrayList<SceneFigures>();
    apart.addAll(evaluate(ALL, null, truth, one));
    apart.addAll(evaluate(ALL, null, truth, two));
    for (int result = 0; result < 2; result++) {
      for (Metric metric : Metric.values()) {
        assertThat(together.get(result).perFrame().get(metric))
            .as(metric.label())
            .containsExactly(apart.get(result).perFrame().get(metric), within(1e-6));
      }
    }
  }

  @Test
  void aGivenLowResFilmIsUsed() throws Exception {
    Path truth = film("truth", 6, MadeUpFilm::truth);
    Path low = film("low", 6, t -> BlurDownscale.frame(MadeUpFilm.truth(t)));
    Path still = film("still", 6, t -> BlurDownscale.frame(MadeUpFilm.truth(0)));
    Set<Metric> metric = EnumSet.of(Metric.T_DIFF);
    double made = evaluate(metric, null, truth, truth).get(0).mean(Metric.T_DIFF);
    double given = evaluate(metric, low, truth, truth).get(0).mean(Metric.T_DIFF);
    double wrong = evaluate(metric, still, truth, truth).get(0).mean(Metric.T_DIFF);
    assertThat(given).isEqualTo(made);
    assertThat(wrong).isGreaterThan(5 * made);
  }

  @Test
  void whatDoesNotFitIsSaidInOneLine() throws Exception {
    Set<Metric> psnr = EnumSet.of(Metric.PSNR);
    Path truth = film("truth", 6, MadeUpFilm::truth);
    Path five = film("five", 5, MadeUpFilm::truth);
    Path four = film("four", 4, MadeUpFilm::truth);
    Path small = film("small", 6, t -> BlurDownscale.frame(MadeUpFilm.truth(t)));
    assertThatThrownBy(() -> evaluate(psnr, null, truth, five))
        .isInstanceOf(IOException.class)
        .hasMessage(five + ": ends after 5 frames, but " + truth + " goes on");
    assertThatThrownBy(() -> evaluate(psnr, null, five, truth))
        .hasMessage(five + ": ends after 5 frames, but " + truth + " goes on");
    assertThatThrownBy(() -> evaluate(psnr, null, four, four))
        .hasMessage(
            four
                + ": too short; the first and the last 2 frames are not judged, so there must be"
                + " at least 5");
    assertThatThrownBy(() -> evaluate(psnr, null, truth, small))
        .hasMessage(small + ": frame 0 is 25x21, must be 100x84, as " + truth);
    assertThatThrownBy(() -> evaluate(EnumSet.of(Metric.T_DIFF), truth, truth, truth))
        .hasMessage(truth + ": frame 0 is 100x84, must be 25x21, a quarter of " + truth);
  }

  /** Without the garbage collector's help: it knows nothing of native memory. */
  @Test
  void memoryDoesNotGrowWithTheLength() throws Exception {
    // Films: each picture of a folder is a file with handles of its own.
    Path truth = video("truth.mkv", 14, MadeUpFilm::truth);
    Path result = video("result.mkv", 14, MadeUpFilm::result);
    var handles = new ArrayList<Long>();
    try (var evaluator = new SceneEvaluator(ALL, lpips, 1)) {
      var scene = new Scene("scene", truth, Map.of("result", result));
      long before = Pointer.totalCount();
      evaluator.evaluate(scene, null, (done, total) -> handles.add(Pointer.totalCount()));
      assertThat(handles.get(13) - handles.get(7)).as("more pointers").isLessThanOrEqualTo(0);
      assertThat(Pointer.totalCount() - before).as("left over").isLessThan(10);
    }
  }

  @Test
  void meansLeaveOutWhatIsNotDefined() {
    var one = new SceneFigures("a", 2, Map.of(Metric.TOF, new double[] {Double.NaN, 1, 3}));
    var two = new SceneFigures("b", 2, Map.of(Metric.TOF, new double[] {Double.NaN, 4}));
    assertThat(one.mean(Metric.TOF)).isEqualTo(2);
    assertThat(one.mean(Metric.PSNR)).isNaN();
    // Scenes count alike, however long they are.
    assertThat(new ResultFigures("r", List.of(one, two)).mean(Metric.TOF)).isEqualTo(3);
  }
}
