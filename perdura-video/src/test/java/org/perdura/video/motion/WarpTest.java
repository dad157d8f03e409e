package org.perdura.video.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.perdura.nn.Initializer;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;
import org.perdura.nn.Torch;

class WarpTest {

  private static final int H = 9;
  private static final int W = 11;

  private Scope scope;

  @BeforeEach
  void open() {
    Torch.threads(1);
    scope = new Scope();
  }

  @AfterEach
  void close() {
    scope.close();
  }

  private static Tensor flow(int h, int w, double dx, double dy) {
    return Tensor.cat(1, Tensor.full(dx, 1, 1, h, w), Tensor.full(dy, 1, 1, h, w));
  }

  private static Tensor picture(int h, int w) {
    return Initializer.normal(new Random(1), 1, 1, 2, h, w);
  }

  private static float at(float[] picture, int c, int x, int y) {
    return picture[(c * H + clamp(y, H)) * W + clamp(x, W)];
  }

  private static int clamp(int i, int n) {
    return Math.max(0, Math.min(n - 1, i));
  }

  @Test
  void wholeStepsMovePixelsAndRepeatTheBorder() {
    Tensor picture = picture(H, W);
    float[] before = picture.toFloats();
    float[] after = Warp.backward(picture, flow(H, W, 2, -3), 1).toFloats();
    for (int c = 0; c < 2; c++) {
      for (int y = 0; y < H; y++) {
        for (int x = 0; x < W; x++) {
          assertThat(at(after, c, x, y)).isCloseTo(at(before, c, x + 2, y - 3), within(1e-5f));
        }
      }
    }
  }

  @Test
  void farAwayThereIsTheCorner() {
    Tensor picture = picture(H, W);
    float corner = at(picture.toFloats(), 0, W - 1, 0);
    assertThat(Warp.backward(picture.narrow(1, 0, 1), flow(H, W, 1e4, -1e4), 1).toFloats())
        .containsOnly(corner);
  }

  @Test
  void halfStepsAverageNeighbours() {
    Tensor picture = picture(H, W);
    float[] before = picture.toFloats();
    float[] across = Warp.backward(picture, flow(H, W, 0.5, 0), 1).toFloats();
    float[] down = Warp.backward(picture, flow(H, W, 0, -0.5), 1).toFloats();
    for (int y = 0; y < H; y++) {
      for (int x = 0; x < W; x++) {
        assertThat(at(across, 1, x, y))
            .isCloseTo((at(before, 1, x, y) + at(before, 1, x + 1, y)) / 2, within(1e-5f));
        assertThat(at(down, 1, x, y))
            .isCloseTo((at(before, 1, x, y - 1) + at(before, 1, x, y)) / 2, within(1e-5f));
      }
    }
  }

  /** Low-res position i is high-res position 4i, and a flow of 1 is four pixels there. */
  @Test
  void readsHighResPicturesAtLowResPositions() {
    Tensor picture = picture(4 * 5, 4 * 6);
    float[] all = picture.toFloats();
    float[] read = Warp.backward(picture, flow(3, 6, 0.25, 0.5), 4, 8).toFloats();
    for (int y = 0; y < 3; y++) {
      for (int x = 0; x < 6; x++) {
        int fromX = 4 * x + 1;
        int fromY = 8 + 4 * y + 2;
        assertThat(read[(3 + y) * 6 + x]).isCloseTo(all[(20 + fromY) * 24 + fromX], within(1e-5f));
      }
    }
  }

  /** Rows of a picture, read with where they begin, give what the whole picture gives. */
  @Test
  void rowsReadAsTheWhole() {
    Tensor picture = picture(32, 20);
    Tensor flow = Initializer.normal(new Random(2), 0.7, 1, 2, 8, 5);
    Tensor whole = Warp.backward(picture, flow, 4).narrow(2, 3, 2);
    Tensor part = Warp.backward(picture.narrow(2, 4, 24), flow.narrow(2, 3, 2), 4, 8);
    float[] expected = whole.toFloats();
    float[] actual = part.toFloats();
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).isCloseTo(expected[i], within(2e-5f));
    }
  }

  @Test
  void aPictureOfOnePixelIsThatPixel() {
    Tensor picture = Tensor.full(0.3, 1, 1, 1, 1);
    assertThat(Warp.backward(picture, flow(2, 2, 1, 1), 1).toFloats()).containsOnly(0.3f);
  }
}
