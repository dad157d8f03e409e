package org.perdura.video.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.perdura.nn.Initializer;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;
import org.perdura.nn.Torch;

class Alignment4Test {

  private static final int H = 7;
  private static final int W = 9;

  private Scope scope;
  private Alignment4 alignment;

  @BeforeEach
  void open() {
    Torch.threads(1);
    scope = new Scope();
    alignment = new Alignment4();
  }

  @AfterEach
  void close() {
    alignment.close();
    scope.close();
  }

  /** {@code [1, channels, h, w]}, the same in all channels but for the first, which is zero. */
  private static Tensor sampled(int channels, DoubleBinaryOperator value) {
    float[] values = new float[channels * H * W];
    for (int i = H * W; i < values.length; i++) {
      values[i] = (float) value.applyAsDouble(i % W, i / W % H);
    }
    return Tensor.of(values, 1, channels, H, W);
  }

  /** Where all taps lie in the picture: from low-res sample 1 to that before the last but one. */
  private void assertReproduced(DoubleBinaryOperator f) {
    Tensor high = alignment.bicubic(sampled(3, f));
    assertThat(high.shape()).containsExactly(1, 3, 4 * H, 4 * W);
    float[] values = high.toFloats();
    for (int y = 4; y <= 4 * (H - 2); y++) {
      for (int x = 4; x <= 4 * (W - 2); x++) {
        for (int c = 0; c < 3; c++) {
          double expected = c == 0 ? 0 : f.applyAsDouble(x / 4.0, y / 4.0);
          assertThat((double) values[(c * 4 * H + y) * 4 * W + x])
              .as("channel %d at %d, %d", c, x, y)
              .isCloseTo(expected, within(2e-5));
        }
      }
    }
  }

  @Test
  void bicubicReproducesConstantsUpToTheBorder() {
    float[] values = alignment.bicubic(sampled(3, (x, y) -> 0.7)).toFloats();
    for (int i = 4 * H * 4 * W; i < values.length; i++) {
      assertThat(values[i]).isCloseTo(0.7f, within(1e-6f));
    }
  }

  @Test
  void bicubicReproducesRamps() {
    assertReproduced((x, y) -> 0.1 + 0.2 * x - 0.3 * y);
  }

  /** Keys 1981: with a = -1/2, and with no other, the error is of third order. */
  @Test
  void bicubicReproducesQuadratics() {
    assertReproduced((x, y) -> 1 - 0.2 * x * x + 0.1 * x * y + 0.05 * y * y - y);
  }

  @Test
  void everyFourthSampleIsTheLowResOneExactly() {
    Tensor low = Initializer.normal(new Random(1), 1, 2, 3, H, W);
    Tensor back = alignment.bicubic(low).every(2, 4).every(3, 4);
    assertThat(back.toFloats()).isEqualTo(low.toFloats());
  }

  @Test
  void flowIsLinearBetweenSamplesAndInHighResPixels() {
    // Vertical component: a ramp; horizontal: none, and nothing may leak into it.
    Tensor high = alignment.flow(sampled(2, (x, y) -> 0.5 + 0.25 * x - 0.125 * y));
    assertThat(high.shape()).containsExactly(1, 2, 4 * H, 4 * W);
    float[] values = high.toFloats();
    for (int y = 0; y < 4 * H; y++) {
      for (int x = 0; x < 4 * W; x++) {
        assertThat(values[y * 4 * W + x]).isZero();
        // Beyond the last sample it goes on as it is.
        double lowX = Math.min(x / 4.0, W - 1);
        double lowY = Math.min(y / 4.0, H - 1);
        assertThat((double) values[(4 * H + y) * 4 * W + x])
            .as("at %d, %d", x, y)
            .isCloseTo(4 * (0.5 + 0.25 * lowX - 0.125 * lowY), within(1e-5));
      }
    }
  }

  @Test
  void flowOfOneSampleStaysLocal() {
    Tensor low = sampled(2, (x, y) -> x == 4 && y == 3 ? 1 : 0);
    float[] values = alignment.flow(low).toFloats();
    for (int y = 0; y < 4 * H; y++) {
      for (int x = 0; x < 4 * W; x++) {
        double tent =
            Math.max(0, 1 - Math.abs(x / 4.0 - 4)) * Math.max(0, 1 - Math.abs(y / 4.0 - 3));
        assertThat((double) values[(4 * H + y) * 4 * W + x]).isCloseTo(4 * tent, within(1e-6));
      }
    }
  }

  @Test
  void aClosedGeneratorHasFreedItsConstants() {
    try (var scope = new Scope()) {
      VideoGenerator generator = GeneratorSpec.compact(4, 1).create(1);
      Tensor low = Tensor.ones(1, 3, 8, 8);
      assertThat(generator.alignment.bicubic(low).shape()).containsExactly(1, 3, 32, 32);
      generator.close();
      var previous = new VideoGenerator.Previous(low, Tensor.ones(1, 3, 32, 32));
      assertThatThrownBy(() -> generator.alignment.bicubic(low)).hasMessageContaining("NULL");
      assertThatThrownBy(() -> generator.flow(low, previous)).hasMessageContaining("NULL");
    }
  }
}
