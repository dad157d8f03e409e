package org.perdura.video.motion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perdura.nn.Initializer;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;
import org.perdura.nn.Torch;

/** Motion of patterns that are moved by formula. Lengths in low-res pixels unless said. */
class LucasKanadeTest {

  private static final int H = 44;
  private static final int W = 56;

  /** What enters the picture has no past: it is not judged. */
  private static final int BORDER = 8;

  private Scope scope;
  private LucasKanade motion;

  @BeforeEach
  void open() {
    Torch.threads(1);
    scope = new Scope();
    motion = new LucasKanade();
  }

  @AfterEach
  void close() {
    motion.close();
    scope.close();
  }

  /** Waves from 6 low-res pixels on: nothing is aliased. */
  private static MovingTexture smooth(long seed) {
    return new MovingTexture(seed, 24, 160);
  }

  /** Waves from 5 high-res pixels on: at low-res, those below 8 come out as others. */
  private static MovingTexture fine(long seed) {
    return new MovingTexture(seed, 5, 60);
  }

  /** Mean distance of the flow from that of a pattern moved by dx, dy since the last frame. */
  private static double endPointError(Tensor flow, double dx, double dy) {
    int h = (int) flow.size(2);
    int w = (int) flow.size(3);
    float[] values = flow.toFloats();
    double sum = 0;
    int count = 0;
    for (int y = BORDER; y < h - BORDER; y++) {
      for (int x = BORDER; x < w - BORDER; x++, count++) {
        // Backwards: where it was, seen from where it is.
        sum += Math.hypot(values[y * w + x] + dx, values[(h + y) * w + x] + dy);
      }
    }
    return sum / count;
  }

  private Tensor estimate(MovingTexture texture, int h, int w, double dx, double dy) {
    return motion.estimate(texture.low(h, w, 4 * dx, 4 * dy), texture.low(h, w, 0, 0));
  }

  private Tensor both(MovingTexture texture, double dx, double dy) {
    Tensor low = texture.low(H, W, 4 * dx, 4 * dy);
    Tensor flow = motion.estimate(low, texture.low(H, W, 0, 0));
    return motion.refine(low, texture.high(4 * H, 4 * W, 0, 0), 0, flow);
  }

  @ParameterizedTest
  @CsvSource({
    "0.1, 0",
    "0, -0.1",
    "0.3, 0.25",
    "-0.5, 0.5",
    "1, -1",
    "-1.7, 0.4",
    "2.2, 2",
    "3, -1"
  })
  void findsShifts(double dx, double dy) {
    double low = 0;
    double refined = 0;
    for (int seed = 0; seed < 3; seed++) {
      low += endPointError(estimate(smooth(seed), H, W, dx, dy), dx, dy) / 3;
      refined += endPointError(both(smooth(seed), dx, dy), dx, dy) / 3;
    }
    assertThat(low).as("low-res alone").isLessThan(0.1 + 0.06 * Math.hypot(dx, dy));
    assertThat(refined).as("with the previous output").isLessThan(0.03);
  }

  @Test
  void nothingMovesNothing() {
    assertThat(estimate(smooth(1), H, W, 0, 0).abs().max().item()).isLessThan(1e-4);
    assertThat(endPointError(both(smooth(1), 0, 0), 0, 0)).isLessThan(0.01);
    Tensor grey = Tensor.full(0.4, 1, 3, H, W);
    Tensor high = Tensor.full(0.4, 1, 3, 4L * H, 4L * W);
    Tensor flow = motion.estimate(grey, grey);
    assertThat(motion.refine(grey, high, 0, flow).abs().max().item()).isLessThan(1e-4);
  }

  @Test
  void bearsNoiseAndAChangeOfBrightness() {
    var random = new Random(1);
    double dx = 0.6;
    double dy = -0.8;
    Tensor before = smooth(2).low(H, W, 0, 0);
    Tensor now = smooth(2).low(H, W, 4 * dx, 4 * dy).add(2 / 255.0);
    Tensor high = smooth(2).high(4 * H, 4 * W, 0, 0);
    Tensor noisyBefore = before.add(Initializer.normal(random, 2 / 255.0, before.shape()));
    Tensor noisyNow = now.add(Initializer.normal(random, 2 / 255.0, now.shape()));
    Tensor noisyHigh = high.add(Initializer.normal(random, 2 / 255.0, high.shape()));
    Tensor flow = motion.estimate(noisyNow, noisyBefore);
    assertThat(endPointError(flow, dx, dy)).isLessThan(0.25);
    assertThat(endPointError(motion.refine(noisyNow, noisyHigh, 0, flow), dx, dy)).isLessThan(0.25);
  }

  /** Low-res frames with aliasing contradict each other; the previous output does not. */
  @Test
  void thePreviousOutputHelpsWhereLowResIsAliased() {
    double low = 0;
    double refined = 0;
    for (int seed = 0; seed < 5; seed++) {
      double dx = 0.37 + 0.2 * seed;
      double dy = -0.61 + 0.1 * seed;
      low += endPointError(estimate(fine(seed), H, W, dx, dy), dx, dy) / 5;
      refined += endPointError(both(fine(seed), dx, dy), dx, dy) / 5;
    }
    assertThat(refined).isLessThan(0.5 * low).isLessThan(0.05);
  }

  /** A picture's shift is found whatever the size does to the pyramid. */
  @ParameterizedTest
  @CsvSource({"33, 47", "35, 41", "34, 37", "61, 29"})
  void oddSizes(int h, int w) {
    Tensor flow = estimate(smooth(3), h, w, 0.5, 0.3);
    assertThat(flow.shape()).containsExactly(1, 2, h, w);
    assertThat(endPointError(flow, 0.5, 0.3)).isLessThan(0.2);
  }

  @ParameterizedTest
  @CsvSource({"8, 8", "3, 5", "1, 1", "1, 20", "4, 2"})
  void tinyFramesGiveFlowOfTheirSize(int h, int w) {
    Tensor low = smooth(3).low(h, w, 2, 1);
    Tensor flow = motion.estimate(low, smooth(3).low(h, w, 0, 0));
    Tensor refined = motion.refine(low, smooth(3).high(4 * h, 4 * w, 0, 0), 0, flow);
    assertThat(refined.shape()).containsExactly(1, 2, h, w);
    assertThat(refined.allFinite()).isTrue();
    assertThat(refined.abs().max().item()).isLessThan(6);
  }

  /** Two halves of a picture that move differently are told apart. */
  @Test
  void motionIsLocal() {
    Tensor left = smooth(4).low(H, W, 4, 0).narrow(3, 0, W / 2);
    Tensor right = smooth(4).low(H, W, -4, 0).narrow(3, W / 2, W / 2);
    Tensor flow = motion.estimate(Tensor.cat(3, left, right), smooth(4).low(H, W, 0, 0));
    assertThat(flow.narrow(1, 0, 1).narrow(3, 8, 10).mean().item()).isBetween(-1.1, -0.9);
    assertThat(flow.narrow(1, 0, 1).narrow(3, W - 18, 10).mean().item()).isBetween(0.9, 1.1);
  }

  /** Rows by themselves, with as many around them as it says it looks at, as in the whole. */
  @Test
  void bandsOfRowsAreRefinedAsTheWhole() {
    Tensor low = fine(1).low(H, W, 3, -2);
    Tensor high = fine(1).high(4 * H, 4 * W, 0, 0);
    Tensor flow = motion.estimate(low, fine(1).low(H, W, 0, 0));
    int radius = motion.refineRadius();
    Tensor whole = motion.refine(low, high, 0, flow).narrow(2, 5 + radius, 6);
    int rows = H - 10;
    Tensor part = motion.refine(low.narrow(2, 5, rows), high, 4 * 5, flow.narrow(2, 5, rows));
    assertThat(part.narrow(2, radius, 6).sub(whole).abs().max().item()).isLessThan(1e-4);
  }

  /** Noise in flat regions must not be taken for motion of many pixels. */
  @Test
  void flatRegionsStayCalm() {
    var random = new Random(3);
    Tensor now = Initializer.normal(random, 0.5 / 255, 1, 3, H, W).add(0.5);
    Tensor before = Initializer.normal(random, 0.5 / 255, 1, 3, H, W).add(0.5);
    assertThat(motion.estimate(now, before).abs().mean().item()).isLessThan(0.5);
  }

  @Test
  void carriesNoGradient() {
    Tensor low = smooth(1).low(16, 16, 2, 0).withGradient();
    Tensor before = smooth(1).low(16, 16, 0, 0);
    Tensor flow = motion.estimate(low, before);
    flow.sum().add(low.sum().mul(0)).backward();
    assertThat(low.gradient().abs().max().item()).isZero();
  }
}
