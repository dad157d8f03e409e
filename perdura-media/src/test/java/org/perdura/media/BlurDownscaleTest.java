package org.perdura.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlurDownscaleTest {

  /** Made by src/test/python/blur_downscale.py. */
  @ParameterizedTest
  @CsvSource({"50, 37", "24, 16", "5, 3"})
  void equalsOpenCv(int width, int height) throws IOException {
    byte[] high = resource("blur_%dx%d_high.rgb".formatted(width, height));
    byte[] low = resource("blur_%dx%d_low.rgb".formatted(width, height));

    var result = BlurDownscale.frame(new Frame(width, height, 8, high, 7, 2));

    assertThat(result.width()).isEqualTo((width + 3) / 4);
    assertThat(result.height()).isEqualTo((height + 3) / 4);
    assertThat(result.pixels()).isEqualTo(low);
    assertThat(result.pts()).isEqualTo(7);
    assertThat(result.duration()).isEqualTo(2);
  }

  @Test
  void cropWithHaloEqualsTheInsideOfTheWholePicture() {
    int side = 80;
    var high = new byte[side * side * 3];
    new Random(3).nextBytes(high);
    var whole = BlurDownscale.frame(Frame.still(side, side, high));

    // Low-res 5 x 6 pixels from (3, 2) on.
    int width = 4 * 5 + 2 * BlurDownscale.HALO;
    int height = 4 * 6 + 2 * BlurDownscale.HALO;
    var region = new byte[11 + height * width * 3];
    for (int y = 0; y < height; y++) {
      int from = ((y + 8 - BlurDownscale.HALO) * side + 12 - BlurDownscale.HALO) * 3;
      System.arraycopy(high, from, region, 11 + y * width * 3, width * 3);
    }
    var low = new byte[5 * 6 * 3 + 2];
    BlurDownscale.crop(region, 11, 5, 6, low, 2);

    for (int y = 0; y < 6; y++) {
      int from = ((y + 2) * whole.width() + 3) * 3;
      assertThat(Arrays.copyOfRange(low, 2 + y * 15, 17 + y * 15))
          .isEqualTo(Arrays.copyOfRange(whole.pixels(), from, from + 15));
    }
  }

  @Test
  void flatPicturesStayExactlyFlat() {
    var white = new byte[20 * 20 * 3];
    Arrays.fill(white, (byte) 255);
    assertThat(BlurDownscale.frame(Frame.still(20, 20, white)).pixels()).containsOnly(255);
  }

  @Test
  void refusesSixteenBits() {
    assertThatThrownBy(() -> BlurDownscale.frame(new Frame(1, 1, 16, new byte[6], 0, 0)))
        .hasMessage("16 bits a sample: the degradation is defined for 8");
  }

  private static byte[] resource(String name) throws IOException {
    try (var in = BlurDownscaleTest.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }
}
