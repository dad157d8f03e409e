package org.perdura.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Y'CbCr against the formulas of ITU-R BT.601 and BT.709 and against the ffmpeg command line. The
 * films hold Y' = 30 + 25 y + 2 x, Cb = 90 + 5 x, Cr = 170 - 10 y; see README.md beside them.
 */
class ColorTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "color-601-limited.mkv, 0.299, 0.114, false, smpte170m",
    "color-601-full.mkv, 0.299, 0.114, true, smpte170m",
    "color-709-limited.mkv, 0.2126, 0.0722, false, bt709",
    "color-709-full.mkv, 0.2126, 0.0722, true, bt709",
    "color-709-10bit.mkv, 0.2126, 0.0722, false, bt709",
    // Small and without a word about its colours: BT.601 in limited range.
    "color-untold.mkv, 0.299, 0.114, false, smpte170m",
  })
  void followsTheFormulas(String name, double kr, double kb, boolean full, String matrix)
      throws IOException {
    try (FrameReader reader = Media.open(Drawn.resource(name).toString())) {
      assertThat(reader.info().color().matrix()).isEqualTo(matrix);
      assertThat(reader.info().color().chroma()).isEqualTo(Chroma.YUV444);
      assertThat(reader.info().color().fullRange()).isEqualTo(full);
      assertThat(reader.info().bits()).isEqualTo(name.contains("10bit") ? 16 : 8);
      Frame frame = reader.read();
      for (int y = 0; y < frame.height(); y++) {
        for (int x = 0; x < frame.width(); x++) {
          double[] expected = rgb(30 + 25 * y + 2 * x, 90 + 5 * x, 170 - 10 * y, kr, kb, full);
          for (int c = 0; c < 3; c++) {
            assertThat(Drawn.sample(frame, x, y, c))
                .as("x %d, y %d, channel %d", x, y, c)
                .isCloseTo(expected[c], within(1.01));
          }
        }
      }
    }
  }

  /** ITU-R BT.601-7, 2.5, and BT.709-6, 3 and 4, solved for R'G'B' and clipped to 0 ... 255. */
  private static double[] rgb(double y, double cb, double cr, double kr, double kb, boolean full) {
    double luma = full ? y : (y - 16) * 255 / 219;
    double span = full ? 1 : 255 / 224.0;
    double red = luma + 2 * (1 - kr) * span * (cr - 128);
    double blue = luma + 2 * (1 - kb) * span * (cb - 128);
    double green = (luma - kr * red - kb * blue) / (1 - kr - kb);
    return new double[] {clip(red), clip(green), clip(blue)};
  }

  private static double clip(double value) {
    return Math.max(0, Math.min(255, value));
  }

  /** Row 3, pixels 0 and 3, as ffmpeg 5.1 prints them; the last film by its height is BT.709. */
  @ParameterizedTest
  @CsvSource({
    "color-601-limited.mkv, 123 109 27 130 110 64",
    "color-601-full.mkv, 122 110 38 128 110 70",
    "color-709-limited.mkv, 125 105 23 132 109 62",
    "color-709-full.mkv, 124 106 34 130 109 68",
    "color-709-10bit.mkv, 125 105 23 132 109 62",
  })
  void agreesWithTheCommandLine(String name, String numbers) throws IOException {
    Frame frame = Drawn.readAll(Drawn.resource(name).toString()).get(0);
    String[] expected = numbers.split(" ", -1);
    for (int i = 0; i < expected.length; i++) {
      assertThat(Drawn.sample(frame, i < 3 ? 0 : 3, 3, i % 3))
          .isCloseTo(Double.parseDouble(expected[i]), within(2.0));
    }
  }

  @Test
  void takesBt709From720RowsOn() throws IOException {
    Frame frame = Drawn.readAll(Drawn.resource("color-untold-720.mkv").toString()).get(0);
    double[] expected = rgb(120, 90, 170, 0.2126, 0.0722, false);
    for (int c = 0; c < 3; c++) {
      assertThat(Drawn.sample(frame, 4, 360, c)).isCloseTo(expected[c], within(1.01));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "smpte170m, smpte170m, smpte170m, false",
    "bt709, bt709, bt709, false",
    "smpte170m, unknown, unknown, true",
    "bt2020nc, bt2020, smpte2084, false",
  })
  void keepsTheCodingOfTheSource(String matrix, String primaries, String transfer, boolean full)
      throws IOException {
    var coding = new ColorCoding(matrix, primaries, transfer, full);
    var source = new VideoInfo(64, 48, 8, new Rational(1, 25), new Rational(25, 1), 1, coding);
    Frame patch = flat(64, 48, 200, 60, 90);
    for (String name : List.of("a.mp4", "a.mov", "a.mkv", "a.webm")) {
      String film = folder.resolve(name).toString();
      Drawn.write(film, WriterOptions.like(source), List.of(patch));
      try (FrameReader reader = Media.open(film)) {
        assertThat(reader.info().color()).as(name).isEqualTo(coding);
        Frame back = reader.read();
        for (int c = 0; c < 3; c++) {
          assertThat(Drawn.sample(back, 30, 20, c))
              .as(name)
              .isCloseTo(Drawn.sample(patch, 30, 20, c), within(4.0));
        }
      }
    }
  }

  /** What is written from 4:4:4 or 4:2:2, and whether a line is said about it. */
  @ParameterizedTest
  @CsvSource({
    "a.mp4, , YUV444, YUV444, vp9",
    "a.mkv, , YUV444, YUV444, vp9",
    "a.webm, , YUV444, YUV444, ",
    "a.mov, , YUV444, YUV444, prores",
    "a.avi, , YUV444, YUV420, 4:2:0",
    "a.mp4, H264, YUV444, YUV420, 4:2:0",
    "a.mp4, AV1, YUV444, YUV444, ",
    "a.mp4, , YUV422, YUV420, 4:2:0",
    "a.mkv, VP9, YUV422, YUV422, ",
    "a.mkv, AV1, YUV422, YUV422, ",
    "a.mov, PRORES, YUV422, YUV422, ",
    "a.mp4, , YUV420, YUV420, ",
  })
  void keepsFineColourOrSaysSo(
      String name, VideoCodec codec, Chroma source, Chroma written, String said)
      throws IOException {
    var coding = new ColorCoding("bt709", "bt709", "bt709", false, source);
    var info = new VideoInfo(64, 48, 8, new Rational(1, 25), new Rational(25, 1), 1, coding);
    Frame stripes = stripes(64, 48);
    String film = folder.resolve(name).toString();
    var options = WriterOptions.like(info).withCodec(codec).withQuality(5);
    try (FrameWriter writer = Media.create(film, options)) {
      writer.write(stripes);
      writer.finish();
      if (said == null) {
        assertThat(writer.warnings()).isEmpty();
      } else {
        assertThat(writer.warnings()).singleElement().asString().contains(said);
      }
    }
    try (FrameReader reader = Media.open(film)) {
      assertThat(reader.info().color().chroma()).isEqualTo(written);
      double difference = Drawn.meanDifference(stripes, reader.read());
      if (written == Chroma.YUV444) {
        assertThat(difference).isLessThan(6);
      } else {
        assertThat(difference).isGreaterThan(20);
      }
    }
  }

  /** Columns of red and blue, one pixel wide: what half the colours cannot show. */
  private static Frame stripes(int width, int height) {
    var pixels = new byte[width * height * 3];
    for (int i = 0; i < width * height; i++) {
      pixels[3 * i + (i % width % 2 == 0 ? 0 : 2)] = (byte) 200;
    }
    return new Frame(width, height, 8, pixels, 0, 1);
  }

  private static Frame flat(int width, int height, int red, int green, int blue) {
    var pixels = new byte[width * height * 3];
    for (int i = 0; i < pixels.length; i += 3) {
      pixels[i] = (byte) red;
      pixels[i + 1] = (byte) green;
      pixels[i + 2] = (byte) blue;
    }
    return new Frame(width, height, 8, pixels, 0, 1);
  }

  @Test
  void turnsFilmsUpright() throws IOException {
    // Stored 32x16 with the right half red, to be turned so that red is above or below.
    Frame frame = Drawn.readAll(Drawn.resource("turned.mp4").toString()).get(0);
    assertThat(frame.width()).isEqualTo(16);
    assertThat(frame.height()).isEqualTo(32);
    // ffmpeg 5.1 shows red in the upper half.
    assertThat(Drawn.sample(frame, 8, 4, 0)).isGreaterThan(240);
    assertThat(Drawn.sample(frame, 8, 28, 0)).isLessThan(10);
  }
}
