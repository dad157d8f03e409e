package org.perdura.metrics.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.perdura.media.Frame;

class PictureSizesTest {

  /** Bytes of a page, of which tables and plots need the rest. */
  private static final double PICTURES = 14e6;

  @Test
  void aPageOfGrainyFilmsStaysBelowItsBound() throws IOException {
    double jpeg = EmbeddedPicture.jpeg(grainy(480, 270)).bytes().length / (480.0 * 270);
    double png = EmbeddedPicture.png(grainy(96, 72)).bytes().length / (96.0 * 72);
    for (int scenes : new int[] {1, 2, 5, 10, 20, 21, 1000}) {
      for (int results = 1; results <= 3; results++) {
        var sizes = PictureSizes.of(scenes, results);

        double whole = sizes.frameWidth() * sizes.frameWidth() * 9 / 16.0 * jpeg;
        double crop = sizes.cropWidth() * sizes.cropHeight() * png;
        double slice = sizes.sliceWidth() * sizes.sliceFrames() * png;
        double scene =
            (3 * results + 2) * whole
                + results * (results + 1) * sizes.crops() * crop
                + (results + 1) * slice;

        assertThat(sizes.scenes() * scene * 4 / 3)
            .as("%d scenes, %d results", scenes, results)
            .isLessThan(PICTURES);
      }
    }
  }

  /** Grain of a standard deviation of 10 steps, which is a lot, different in each colour. */
  private static Frame grainy(int width, int height) {
    var random = new Random(1);
    var pixels = new byte[width * height * 3];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) Math.round(128 + 10 * random.nextGaussian());
    }
    return Frame.still(width, height, pixels);
  }

  @Test
  void picturesAreLargeEnoughToBeLookedAt() {
    for (int scenes = 1; scenes <= 10; scenes++) {
      for (int results = 1; results <= 3; results++) {
        var sizes = PictureSizes.of(scenes, results);

        assertThat(sizes.scenes()).isEqualTo(scenes);
        assertThat(sizes.frameWidth()).isGreaterThanOrEqualTo(320);
        assertThat(sizes.cropWidth()).isGreaterThanOrEqualTo(80);
        assertThat(sizes.sliceFrames()).isBetween(120, 240);
      }
    }
  }

  @Test
  void allResultsOfAnAblationStandBesideTheTruth() {
    assertThat(PictureSizes.of(1, 5).columns()).isEqualTo(6);
  }
}
