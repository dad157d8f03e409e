package org.perdura.video.upscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    return MemoryPlan.bandRows(generator, width, height, megabytes << 20);
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
