package org.perdura.video.upscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perdura.media.ColorCoding;
import org.perdura.media.ColorNotes;
import org.perdura.media.Rational;
import org.perdura.media.VideoInfo;
import org.perdura.video.model.GeneratorSpec;
import org.perdura.video.model.VideoGenerator;

class MemoryPlanTest {

  private static final Pattern NEED =
      Pattern.compile(
          "frames of (\\d+x\\d+) need (\\d+) MB of memory, but the limit \\(--memory\\) is 500 MB");

  private static VideoGenerator generator;

  @BeforeAll
  static void create() {
    generator = GeneratorSpec.compact(64, 3).create(1);
  }

  @AfterAll
  static void free() {
    generator.close();
  }

  private static int rows(int width, int height, long megabytes) {
    return rows(generator, width, height, 8, 4, megabytes);
  }

  static int rows(
      VideoGenerator generator, int width, int height, int bits, double scale, long megabytes) {
    return rows(info(width, height, bits, false), scale, generator, megabytes);
  }

  private static VideoInfo info(int width, int height, int bits, boolean alpha) {
    var rate = new Rational(25, 1);
    return new VideoInfo(
        width,
        height,
        bits,
        rate.inverse(),
        rate,
        -1,
        ColorCoding.RGB,
        new Rational(1, 1),
        bits,
        alpha,
        ColorNotes.NONE);
  }

  private static int rows(VideoInfo info, double scale, VideoGenerator generator, long megabytes) {
    return new MemoryPlan(generator, info, scale).bandRows(megabytes << 20);
  }

  /** The least that the message asks for. */
  private static long need(
      VideoGenerator generator, int width, int height, int bits, double scale) {
    try {
      rows(generator, width, height, bits, scale, 500);
    } catch (IllegalArgumentException e) {
      var matcher = NEED.matcher(e.getMessage());
      assertThat(matcher.matches()).as(e.getMessage()).isTrue();
      return Long.parseLong(matcher.group(2));
    }
    throw new AssertionError("fits into 500 MB");
  }

  @Test
  void whateverGrowsNeedsMore() {
    long usual = need(generator, 640, 360, 8, 4);
    assertThat(need(generator, 640, 400, 8, 4)).isGreaterThan(usual);
    assertThat(need(generator, 680, 360, 8, 4)).isGreaterThan(usual);
    assertThat(need(generator, 640, 360, 16, 4)).isGreaterThan(usual);
    assertThat(need(generator, 640, 360, 8, 6)).isGreaterThan(usual);
    assertThat(need(generator, 640, 360, 8, 8)).isGreaterThan(need(generator, 640, 360, 8, 6));
    try (var wide = GeneratorSpec.compact(128, 3).create(1);
        var deep = GeneratorSpec.compact(64, 9).create(1);
        var narrow = GeneratorSpec.compact(16, 3).create(1)) {
      assertThat(need(wide, 640, 360, 8, 4)).isGreaterThan(usual);
      assertThat(need(deep, 640, 360, 8, 4)).isGreaterThan(usual);
      assertThat(need(narrow, 640, 360, 8, 4)).isLessThan(usual);
    }
  }

  @Test
  void alphaIsASecondPicture() {
    int opaque = rows(info(1280, 720, 8, false), 4, generator, 6000);
    int both = rows(info(1280, 720, 8, true), 4, generator, 6000);
    assertThat(both).isBetween(8, opaque / 2);
  }

  @Test
  void fullHdFitsIntoSixGigabytes() {
    assertThat(rows(1920, 1080, 6 * 1024)).isGreaterThanOrEqualTo(8);
  }

  @Test
  void whatJavaItselfCannotHoldIsSaidAtOnce() {
    assertThatThrownBy(() -> rows(generator, 1920, 1080, 8, 16, 100_000))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("of Java's memory")
        .hasMessageContaining("PERDURA_JAVA_OPTS=-Xmx");
    assertThatThrownBy(() -> rows(generator, 3840, 2160, 8, 16, 100_000))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("smaller --scale");
  }

  @Test
  void smallFramesAreDoneWhole() {
    assertThat(rows(180, 144, 2048)).isEqualTo(144);
    assertThat(rows(320, 180, 2048)).isEqualTo(180);
  }

  @Test
  void hdReadyFitsIntoSixGigabytes() {
    assertThat(rows(1280, 720, 6 * 1024)).isGreaterThanOrEqualTo(8);
  }

  @Test
  void moreMemoryNeverMeansSmallerBands() {
    int last = 0;
    for (long megabytes = 4096; megabytes < 16 * 1024; megabytes += 256) {
      int rows = rows(1280, 720, megabytes);
      assertThat(rows).isBetween(last, 720);
      last = rows;
    }
    assertThat(last).isEqualTo(720);
  }

  /** What the message asks for is enough, and not much less is. */
  @ParameterizedTest
  @CsvSource({"640, 360", "1280, 720", "1920, 1080", "4000, 30"})
  void theMessageTellsTheTruth(int width, int height) {
    assertThatThrownBy(() -> rows(width, height, 500))
        .isInstanceOf(IllegalArgumentException.class)
        .satisfies(
            e -> {
              var matcher = NEED.matcher(e.getMessage());
              assertThat(matcher.matches()).as(e.getMessage()).isTrue();
              assertThat(matcher.group(1)).isEqualTo(width + "x" + height);
              long need = Long.parseLong(matcher.group(2));
              assertThat(rows(width, height, need)).isGreaterThanOrEqualTo(8);
              assertThatThrownBy(() -> rows(width, height, need - 2))
                  .isInstanceOf(IllegalArgumentException.class);
            });
  }
}
