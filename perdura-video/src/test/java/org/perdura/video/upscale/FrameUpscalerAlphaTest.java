package org.perdura.video.upscale;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.perdura.media.Frame;
import org.perdura.nn.Precision;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;
import org.perdura.video.model.GeneratorSpec;

/** Alpha that comes and goes within a scene. */
class FrameUpscalerAlphaTest {

  private static final int WIDTH = FakeFilm.WIDTH;
  private static final int HEIGHT = FakeFilm.HEIGHT;

  private static Frame withAlpha(Frame frame, int seen) {
    var alpha = new byte[WIDTH * HEIGHT];
    for (int i = 0; i < alpha.length; i++) {
      alpha[i] = (byte) (i % WIDTH < seen ? 255 : 0);
    }
    return new Frame(WIDTH, HEIGHT, 8, frame.pixels(), alpha, frame.pts(), frame.duration());
  }

  private static List<Frame> upscaled(List<Frame> frames) {
    var results = new ArrayList<Frame>();
    try (var generator = GeneratorSpec.compact(8, 1).create(1);
        var upscaler = new FrameUpscaler(generator, Precision.FP32, 8)) {
      for (Frame frame : frames) {
        try (var scope = new Scope()) {
          Tensor high = upscaler.next(frame);
          results.add(FrameTensors.frame(high, frame));
        }
      }
    }
    return results;
  }

  @Test
  void coloursDoNotMindIt() {
    List<Frame> opaque = FakeFilm.scene(1, 0, 5);
    List<Frame> fading = new ArrayList<>(opaque);
    fading.set(1, withAlpha(opaque.get(1), 20));
    fading.set(2, withAlpha(opaque.get(2), 10));
    fading.set(4, withAlpha(opaque.get(4), 14));
    List<Frame> expected = upscaled(opaque);
    List<Frame> results = upscaled(fading);
    for (int i = 0; i < 5; i++) {
      byte[] pixels = results.get(i).pixels();
      for (int p = 0; p < pixels.length; p++) {
        int difference = (pixels[p] & 0xff) - (expected.get(i).pixels()[p] & 0xff);
        assertThat(Math.abs(difference)).as("frame %d, sample %d", i, p).isLessThanOrEqualTo(1);
      }
    }
    assertThat(results)
        .extracting(f -> f.alpha() != null)
        .containsExactly(false, true, true, false, true);
    byte[] row = Arrays.copyOf(results.get(2).alpha(), 4 * WIDTH);
    assertThat(row[4] & 0xff).isEqualTo(255);
    assertThat(row[4 * WIDTH - 4] & 0xff).isZero();
  }
}
