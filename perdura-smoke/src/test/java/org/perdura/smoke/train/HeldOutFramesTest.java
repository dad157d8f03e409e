package org.perdura.smoke.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perdura.adversarial.Picture;
import org.perdura.adversarial.Validation;
import org.perdura.grid.Interpolation;
import org.perdura.grid.Resampling;
import org.perdura.grid.Slabs;
import org.perdura.nn.GradientMode;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;
import org.perdura.smoke.data.Datasets;
import org.perdura.smoke.data.SmokeData;
import org.perdura.smoke.data.WholeFrame;
import org.perdura.smoke.data.WholeFrames;
import org.perdura.smoke.model.DrawnWeights;
import org.perdura.smoke.model.GeneratorSpec;
import org.perdura.smoke.model.Inputs;
import org.perdura.smoke.model.SmokeGenerator;

/** Figures of generators of which one can tell what they should be. */
class HeldOutFramesTest {

  @TempDir private static Path folder;

  /** The network leaves haze out, which cubic upsampling has. */
  private static final double HAZE = 0.01;

  @BeforeAll
  static void simulate() throws IOException {
    Datasets.write(folder.resolve("two"), 2, 12, 1);
    Datasets.write(folder.resolve("three"), 3, 8, 1);
  }

  private static SmokeData data(int dimensions) {
    return new SmokeData(List.of(new SmokeData.Part(dimensions == 2 ? "two" : "three", 1)))
        .resolve(folder);
  }

  private static Validation judge(SmokeGenerator generator, int pairs) throws IOException {
    var judging = new SmokeRecipe.Judging(data(generator.dimensions()), pairs, 3);
    var frames = HeldOutFrames.read(judging, generator.dimensions(), folder.resolve("cache"));
    try (var noGradient = GradientMode.off()) {
      return frames.judge(generator);
    }
  }

  /** Without weights, the compact one is a cubic upsampling. */
  private static SmokeGenerator cubic(int dimensions) {
    var spec = new GeneratorSpec("compact", dimensions, Inputs.VELOCITY, 1, 4, 1, 0, 1);
    return DrawnWeights.fill(spec.create(1), 0, 0);
  }

  @Test
  void cubicUpsamplingIsNoBetterThanItself() throws IOException {
    for (int dimensions : new int[] {2, 3}) {
      try (var generator = cubic(dimensions)) {
        Map<String, Double> figures = judge(generator, 2).figures();
        assertThat(figures.get("gain-over-cubic")).isCloseTo(0, within(HAZE));
        assertThat(figures.get("fine-error"))
            .isCloseTo(figures.get("fine-error-of-cubic"), within(HAZE));
        assertThat(figures.get("fine-error")).isBetween(0.1, 1.5);
        assertThat(figures.get("temporal-error-to-cubic")).isCloseTo(1, within(HAZE));
      }
    }
  }

  @Test
  void itsPsnrIsThatOfTheMeanSquareOfEachSecondFrame() throws IOException {
    double psnr = 0;
    List<WholeFrame> frames = WholeFrames.pairs(data(2), 2, 3, 2, folder.resolve("cache"));
    assertThat(frames).hasSize(4);
    try (var slabs = new Slabs(1)) {
      for (int i = 1; i < 4; i += 2) {
        float[] truth = frames.get(i).high().values();
        float[] cubic = Resampling.up(frames.get(i).low(), 4, Interpolation.CUBIC, slabs).values();
        double squares = 0;
        for (int c = 0; c < truth.length; c++) {
          double error = Math.max(cubic[c], 0) - truth[c];
          squares += error * error / truth.length;
        }
        psnr += 10 * Math.log10(1 / squares) / 2;
      }
    }
    try (var generator = cubic(2)) {
      assertThat(judge(generator, 2).figures().get("psnr")).isCloseTo(psnr, within(1e-3));
    }
  }

  /** A network that makes no smoke misses all of the fine part, and all that changes. */
  @Test
  void noSmokeHasNoFinePart() throws IOException {
    try (var generator =
            DrawnWeights.fill(GeneratorSpec.reference(2, Inputs.DENSITY).create(1), 0, 0);
        var scope = new Scope()) {
      Map<String, Double> figures = judge(generator, 1).figures();
      assertThat(figures.get("fine-error")).isCloseTo(1, within(1e-6));

      List<WholeFrame> pair = WholeFrames.pairs(data(2), 2, 3, 1, folder.resolve("cache"));
      Tensor before = Tensor.of(pair.get(0).high().values(), 64, 64);
      Tensor truth = Tensor.of(pair.get(1).high().values(), 64, 64);
      double psnr = -10 * Math.log10(truth.square().mean().item());
      assertThat(figures.get("psnr")).isCloseTo(psnr, within(1e-3));
      Tensor changed = truth.sub(before);
      Tensor changedOfCubic = cubic(pair.get(1)).sub(cubic(pair.get(0)));
      double expected =
          changed.abs().mean().item() / changedOfCubic.sub(changed).abs().mean().item();
      assertThat(figures.get("temporal-error-to-cubic")).isCloseTo(expected, within(1e-4));
    }
  }

  private static Tensor cubic(WholeFrame frame) {
    try (var slabs = new Slabs(1)) {
      float[] cubic = Resampling.up(frame.low(), 4, Interpolation.CUBIC, slabs).values();
      return Tensor.of(cubic, 64, 64).relu();
    }
  }

  @Test
  void picturesShowCubicResultAndTruthSideBySide() throws IOException {
    try (var generator = cubic(3)) {
      Map<String, Picture> pictures = judge(generator, 2).pictures();
      assertThat(pictures.keySet()).containsExactlyInAnyOrder("frame-0", "frame-1");
      Picture picture = pictures.get("frame-0");
      assertThat(picture.width()).isEqualTo(3 * 64);
      assertThat(picture.height()).isEqualTo(64);
      WholeFrame frame = WholeFrames.pairs(data(3), 3, 3, 2, folder.resolve("cache")).get(1);
      for (int[] at : new int[][] {{0, 0}, {31, 20}, {63, 63}, {12, 50}}) {
        // The middle lies between two layers.
        float truth = (frame.high().at(at[0], at[1], 31) + frame.high().at(at[0], at[1], 32)) / 2;
        double grey = 255.0 * Math.min(Math.max(truth, 0), 1);
        // The top of the domain is at the top.
        int pixel = (63 - at[1]) * 3 * 64 + 2 * 64 + at[0];
        assertThat((double) (picture.rgb()[3 * pixel] & 0xff)).isCloseTo(grey, within(1.0));
        // This network makes what cubic upsampling does.
        assertThat(picture.rgb()[3 * (pixel - 64)]).isEqualTo(picture.rgb()[3 * (pixel - 128)]);
      }
    }
  }
}
