package org.perdura.video.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perdura.video.data.VideoDataSpec.Mix;
import org.perdura.video.data.VideoDataSpec.Variety;

class MovingFirstFrameTest {

  private static final ClipShape SHAPE = new ClipShape(10, 8);

  /** No step is longer. */
  private static final int LONGEST = 4;

  @TempDir private Path folder;

  /** A film whose every frame shows something else. */
  @BeforeEach
  void makeFilm() throws IOException {
    var random = new SplittableRandom(8);
    for (int i = 0; i < 12; i++) {
      var noise = new byte[160 * 160 * 3];
      random.nextBytes(noise);
      TestPictures.write(folder.resolve("film/%02d.png".formatted(i)), 160, 160, noise);
    }
  }

  private ClipSampler sampler(double movingFirstFrame, Variety variety) throws IOException {
    var spec =
        new VideoDataSpec(
            null,
            null,
            List.of(Footage.whole("film")),
            new Mix(0, 1, 0),
            null,
            movingFirstFrame,
            variety);
    return new ClipSampler(spec.resolve(folder), folder.resolve("cache"), 3);
  }

  private static byte[] frame(Clip clip, int t) {
    int bytes = clip.high().length / SHAPE.frames();
    return Arrays.copyOfRange(clip.high(), t * bytes, (t + 1) * bytes);
  }

  /** Whether b shows at (x, y) what a shows at (x + dx, y + dy), wherever both reach. */
  private static boolean shifted(byte[] a, byte[] b, int dx, int dy) {
    int side = SHAPE.highSize();
    int from = Math.max(0, -dx);
    int length = side - Math.abs(dx);
    for (int y = Math.max(0, -dy); y < Math.min(side, side - dy); y++) {
      int inB = (y * side + from) * 3;
      int inA = ((y + dy) * side + from + dx) * 3;
      if (!Arrays.equals(b, inB, inB + 3 * length, a, inA, inA + 3 * length)) {
        return false;
      }
    }
    return true;
  }

  /** The step from one frame to the next, {@code {dx, dy}}, or null if they are no shifts. */
  private static int[] step(byte[] a, byte[] b) {
    for (int dy = -LONGEST; dy <= LONGEST; dy++) {
      for (int dx = -LONGEST; dx <= LONGEST; dx++) {
        if (shifted(a, b, dx, dy)) {
          return new int[] {dx, dy};
        }
      }
    }
    return null;
  }

  @Test
  void framesAreWholeShiftsOfOneAnother() throws IOException {
    var steps = new int[2 * LONGEST + 1];
    for (Variety variety : Variety.values()) {
      for (Clip clip : sampler(1, variety).batch(0, 12, SHAPE)) {
        for (int t = 1; t < SHAPE.frames(); t++) {
          int[] step = step(frame(clip, t - 1), frame(clip, t));
          assertThat(step).as("frame %d", t).isNotNull();
          steps[step[0] + LONGEST]++;
          steps[step[1] + LONGEST]++;
        }
      }
    }
    // 432 steps: 54 of each on average, 27 of the two longest; four standard deviations.
    assertThat(steps[0]).isBetween(7, 47);
    assertThat(steps[2 * LONGEST]).isBetween(7, 47);
    for (int i = 1; i < 2 * LONGEST; i++) {
      assertThat(steps[i]).isBetween(26, 82);
    }
  }

  @Test
  void asOftenAsAskedFor() throws IOException {
    int moved = 0;
    for (Clip clip : sampler(0.3, Variety.CROP_AND_FLIP).batch(0, 200, SHAPE)) {
      moved += step(frame(clip, 0), frame(clip, 1)) == null ? 0 : 1;
    }
    assertThat(moved).isBetween(35, 85); // 60, four standard deviations
    for (Clip clip : sampler(0, Variety.CROP_AND_FLIP).batch(0, 20, SHAPE)) {
      assertThat(step(frame(clip, 0), frame(clip, 1))).isNull();
    }
  }

  @Test
  void dependsOnSeedStepAndIndexAlone() throws IOException {
    var one = sampler(0.5, Variety.CROP_AND_FLIP);
    var other = sampler(0.5, Variety.CROP_AND_FLIP);
    for (int i = 5; i >= 0; i--) {
      assertThat(other.clip(4, i, SHAPE).high()).isEqualTo(one.batch(4, 6, SHAPE)[i].high());
    }
  }

  @Test
  void aProbabilityIsFromZeroToOne() {
    assertThatThrownBy(() -> sampler(1.5, Variety.VARIED))
        .hasMessage("moving-first-frame: 1.5, must be from 0 to 1");
  }
}
