package org.perdura.video.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.perdura.models.ShippedModels;
import org.perdura.nn.GradientMode;
import org.perdura.nn.Precision;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;
import org.perdura.nn.Torch;
import org.perdura.video.model.VideoGenerator.Previous;
import org.perdura.video.motion.MovingTexture;
import org.perdura.video.upscale.VideoModel;

/** Frames done in bands of rows and as a whole. */
class BandTest {

  /** A hundredth of a grey level, and two at the worst. */
  private static final double MEAN = 0.01 / 255;

  private static final double LARGEST = 2.0 / 255;

  private static final int W = 23;
  private static final int FRAMES = 3;

  /** Moves down by 1.9 low-res pixels a frame, then leaps up, and always to the side. */
  private static Tensor low(int height, int t) {
    var texture = new MovingTexture(4, 12, 90);
    return texture.low(height, W, 3.1 * t, t < 2 ? 7.6 * t : -8.8 * t);
  }

  /** Whole and banded film, each going on from what it made itself. */
  private static void assertFilmsAgree(VideoGenerator generator, int height, int rows) {
    Torch.threads(1);
    try (var noGradient = GradientMode.off();
        var scope = new Scope()) {
      Previous whole = null;
      Previous banded = null;
      for (int t = 0; t < FRAMES; t++) {
        Tensor low = low(height, t);
        whole = new Previous(low, generator.next(low, whole));
        banded = new Previous(low, Band.next(generator, low, banded, rows));
        var difference = Differences.of(banded.high(), whole.high());
        String what = "%d rows in bands of %d, frame %d".formatted(height, rows, t);
        assertThat(difference.largest()).as(what).isLessThanOrEqualTo(LARGEST);
        assertThat(difference.mean()).as(what).isLessThanOrEqualTo(MEAN);
      }
    }
  }

  static Stream<Arguments> networksAndRows() {
    return List.of(GeneratorSpec.compact(12, 2), new GeneratorSpec("frvsr", 8, 2)).stream()
        .flatMap(spec -> Stream.of(8, 16, 24).map(rows -> Arguments.of(spec, rows)));
  }

  @ParameterizedTest
  @MethodSource("networksAndRows")
  void filmsAgree(GeneratorSpec spec, int rows) {
    try (var generator = DrawnWeights.fill(spec.create(1), 0.5)) {
      assertFilmsAgree(generator, 67, rows);
    }
  }

  /**
   * With weights so large that outputs leave [0, 1] by far and rounding grows from frame to frame:
   * what a single frame lacks at its bands' ends shows strongly.
   */
  @ParameterizedTest
  @MethodSource("networksAndRows")
  void framesOfAWildNetworkAgree(GeneratorSpec spec, int rows) {
    Torch.threads(1);
    try (var generator = DrawnWeights.fill(spec.create(1), 0.8);
        var noGradient = GradientMode.off();
        var scope = new Scope()) {
      Previous previous = null;
      for (int t = 0; t < FRAMES; t++) {
        Tensor low = low(67, t);
        Tensor whole = generator.next(low, previous);
        Tensor banded = Band.next(generator, low, previous, rows);
        assertThat(Differences.of(banded, whole).largest())
            .as("frame %d", t)
            .isLessThanOrEqualTo(LARGEST);
        previous = new Previous(low, whole);
      }
    }
  }

  /** The last band may be of a single row, and bands may be smaller than their halo. */
  @Test
  void oddSizes() {
    try (var generator = DrawnWeights.fill(GeneratorSpec.compact(8, 1).create(1), 0.5)) {
      assertFilmsAgree(generator, 33, 8);
      assertFilmsAgree(generator, 29, 5);
      assertFilmsAgree(generator, 10, 9);
      assertFilmsAgree(generator, 3, 1);
    }
  }

  /** Two pictures at once, as a film with alpha is: each as if it were alone. */
  @Test
  void severalPicturesDoNotMindEachOther() {
    Torch.threads(1);
    try (var generator = DrawnWeights.fill(GeneratorSpec.compact(12, 2).create(1), 0.5);
        var noGradient = GradientMode.off();
        var scope = new Scope()) {
      Previous both = null;
      Previous alone = null;
      for (int t = 0; t < FRAMES; t++) {
        Tensor low = low(45, t);
        Tensor other = low(45, t + 3).mul(0.5);
        Tensor pair = Tensor.cat(0, low, other);
        both = new Previous(pair, Band.next(generator, pair, both, 16));
        alone = new Previous(other, Band.next(generator, other, alone, 16));
        assertThat(Differences.of(both.high().narrow(0, 1, 1), alone.high()).largest())
            .isLessThan(LARGEST);
      }
    }
  }

  @Test
  void shippedModel() throws IOException {
    for (String name : ShippedModels.names("video")) {
      assumeThat(ShippedModels.class.getResource(name + ".safetensors")).isNotNull();
      try (var model = VideoModel.load(name)) {
        assertFilmsAgree(model.generator(), 61, 16);
      }
    }
  }

  /** Of a fresh network, which adds little; 8 bits leave larger differences elsewhere. */
  @Test
  void bandsInBfloat16() {
    Torch.threads(1);
    try (var generator = GeneratorSpec.compact(12, 2).create(1);
        var noGradient = GradientMode.off();
        var autocast = Precision.BF16.autocast();
        var scope = new Scope()) {
      Previous whole = null;
      Previous banded = null;
      for (int t = 0; t < FRAMES; t++) {
        Tensor low = low(45, t);
        whole = new Previous(low, generator.next(low, whole));
        banded = new Previous(low, Band.next(generator, low, banded, 16));
        assertThat(Differences.of(banded.high(), whole.high()).largest()).isLessThan(LARGEST);
      }
    }
  }

  @Test
  void aBandAsHighAsTheFrameIsTheWhole() {
    Torch.threads(1);
    try (var generator = DrawnWeights.fill(GeneratorSpec.compact(8, 1).create(1));
        var noGradient = GradientMode.off();
        var scope = new Scope()) {
      Tensor low = low(20, 0);
      assertThat(Band.next(generator, low, null, 20).toFloats())
          .isEqualTo(generator.next(low, null).toFloats());
    }
  }
}
