package org.perdura.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.perdura.media.Frame;

class PictureFiguresTest {

  private static final JudgedArea AREA = JudgedArea.of(MadeUpFilm.WIDTH, MadeUpFilm.HEIGHT);

  private static Frame flat(int width, int height, int grey) {
    var pixels = new byte[width * height * Frame.CHANNELS];
    Arrays.fill(pixels, (byte) grey);
    return Frame.still(width, height, pixels);
  }

  @Test
  void judgedSidesAreMultiplesOf32InTheMiddle() {
    assertThat(JudgedArea.of(720, 576)).isEqualTo(new JudgedArea(8, 16, 704, 544));
    assertThat(JudgedArea.of(720, 480)).isEqualTo(new JudgedArea(8, 16, 704, 448));
    assertThat(JudgedArea.of(48, 47)).isEqualTo(new JudgedArea(8, 0, 32, 47));
  }

  @Test
  void psnrOfAStepOfGreyIsKnown() {
    // A step of 1/255 in all channels is one of 219/255 in studio-range luma.
    double expected = 20 * Math.log10(255 / (219 / 255.0));
    assertThat(Psnr.of(flat(8, 8, 100), flat(8, 8, 101))).isCloseTo(expected, within(1e-9));
    assertThat(Psnr.of(flat(8, 8, 100), flat(8, 8, 100))).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void ssimOfFlatPicturesIsThatOfTheirMeans() {
    assertThat(Ssim.of(flat(9, 8, 100), flat(9, 8, 100))).isEqualTo(1);
    double a = 16 + 219 * 100 / 255.0;
    double b = 16 + 219 * 200 / 255.0;
    double c1 = 1e-4; // (.01 x range)^2, the range of a flat result counting as 1
    assertThat(Ssim.of(flat(9, 8, 100), flat(9, 8, 200)))
        .isCloseTo((2 * a * b + c1) / (a * a + b * b + c1), within(1e-7));
  }

  @Test
  void figuresAreThoseOfNumpy() {
    for (int t = 0; t < 3; t++) {
      Frame result = AREA.cut(MadeUpFilm.result(t));
      Frame truth = AREA.cut(MadeUpFilm.truth(t));
      assertThat(Psnr.of(result, truth)).isCloseTo(MadeUpFilm.figure("psnr." + t), within(1e-6));
      assertThat(Ssim.of(result, truth)).isCloseTo(MadeUpFilm.figure("ssim." + t), within(1e-8));
    }
  }

  @Test
  void sizesMustAgree() {
    assertThatThrownBy(() -> Psnr.of(flat(8, 8, 0), flat(8, 9, 0)))
        .hasMessage("8x8 pixels: must be 8x9 as the truth");
    assertThatThrownBy(() -> Ssim.of(flat(6, 8, 0), flat(6, 8, 0)))
        .hasMessage("6x8 pixels: must be at least 7x7 for SSIM");
  }
}
