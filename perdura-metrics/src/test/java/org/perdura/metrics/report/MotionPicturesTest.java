package org.perdura.metrics.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.perdura.media.Frame;

class MotionPicturesTest {

  /** Says of a grey frame that its left half moves by as many pixels, 3:4 right to down. */
  private static float[] byGrey(Frame before, Frame after) {
    float[] flow = new float[after.width() * after.height() * 2];
    int grey = after.pixels()[0];
    for (int i = 0; i < flow.length / 2; i++) {
      if (i % after.width() < after.width() / 2) {
        flow[2 * i] = grey * 0.6f;
        flow[2 * i + 1] = grey * 0.8f;
      }
    }
    return flow;
  }

  @Test
  void theLengthOfTheDifferenceIsShownOnOneScale() throws IOException {
    var before = new Moment(6, grey(0), List.of(grey(0), grey(0), grey(0)));
    var now = new Moment(7, grey(2), List.of(grey(2), grey(5), grey(12)));

    ScenePictures.Motion motion =
        new MotionPictures(MotionPicturesTest::byGrey, 60).of(before, now);

    assertThat(motion.frame()).isEqualTo(7);
    assertThat(motion.top()).isEqualTo(10);
    assertThat(motion.pictures()).hasSize(4);
    double right = lightness(motion.pictures().get(2), 0.8);
    assertThat(lightness(motion.pictures().get(0), 0.2)).isLessThan(10);
    assertThat(right).isLessThan(10);
    double some = lightness(motion.pictures().get(1), 0.2);
    double most = lightness(motion.pictures().get(2), 0.2);
    assertThat(some).isBetween(40.0, 120.0);
    assertThat(most).isGreaterThan(200);
  }

  @Test
  void coloursGrowLighter() {
    float[] ramp = new float[101];
    for (int i = 0; i < ramp.length; i++) {
      ramp[i] = i / 50f;
    }
    byte[] colors = Heat.picture(ramp, 101, 1, 2).pixels();

    double before = -1;
    for (int i = 0; i < ramp.length; i++) {
      double luma =
          0.299 * (colors[3 * i] & 0xff)
              + 0.587 * (colors[3 * i + 1] & 0xff)
              + 0.114 * (colors[3 * i + 2] & 0xff);
      assertThat(luma).isGreaterThanOrEqualTo(before);
      before = luma;
    }
  }

  @Test
  void theScaleEndsAtARoundNumberAndLeavesOutliersOut() {
    float[] field = new float[1000];
    Arrays.fill(field, 0.23f);
    field[5] = 80;

    assertThat(Heat.top(List.of(field))).isCloseTo(0.3, within(1e-9));
    assertThat(Heat.top(List.of(new float[10]))).isPositive();
  }

  @Test
  void shrinkingKeepsTheMean() {
    float[] samples = new float[15 * 7 * 2];
    double mean = 0;
    for (int i = 0; i < samples.length; i++) {
      samples[i] = i * 37 % 101;
      mean += samples[i] / samples.length;
    }

    float[] small = Shrink.area(samples, 15, 7, 2, 4, 3);

    double after = 0;
    for (float value : small) {
      after += value / small.length;
    }
    assertThat(small).hasSize(24);
    assertThat(after).isCloseTo(mean, within(1e-3));
  }

  private static Frame grey(int value) {
    var pixels = new byte[120 * 60 * 3];
    Arrays.fill(pixels, (byte) value);
    return Frame.still(120, 60, pixels);
  }

  /** Of the pixel at a share of the width, halfway down; 0 to 255. */
  private static double lightness(EmbeddedPicture picture, double x) throws IOException {
    var image = ImageIO.read(new ByteArrayInputStream(picture.bytes()));
    int rgb = image.getRGB((int) (x * image.getWidth()), image.getHeight() / 2);
    return 0.299 * (rgb >> 16 & 0xff) + 0.587 * (rgb >> 8 & 0xff) + 0.114 * (rgb & 0xff);
  }
}
