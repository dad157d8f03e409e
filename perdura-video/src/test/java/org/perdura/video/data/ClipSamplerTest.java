package org.perdura.video.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perdura.media.BlurDownscale;
import org.perdura.media.Frame;

class ClipSamplerTest {

  private static final ClipShape SHAPE = new ClipShape(4, 8);

  @TempDir private static Path folder;
  private static VideoDataSpec spec;
  private static ClipSampler sampler;

  @BeforeAll
  static void makeMaterial() throws IOException {
    for (int i = 0; i < 3; i++) {
      TestPictures.write(
          folder.resolve("photos/%d.png".formatted(i)),
          300,
          240,
          TestPictures.waves(300, 240, 0, 0, 1, 9 + 5 * i));
    }
    for (int i = 0; i < 12; i++) {
      TestPictures.write(
          folder.resolve("film/%02d.png".formatted(i)),
          160,
          120,
          TestPictures.waves(160, 120, 3 * i, 0, 1, 12));
    }
    spec =
        new ObjectMapper(new YAMLFactory())
            .readValue(
                """
                photos: [photos]
                exclude: [2.png]
                videos:
                  - {path: film, to: -1}
                mix: {photo: 1, video: 1, synthetic: 1}
                """,
                VideoDataSpec.class)
            .resolve(folder);
    sampler = new ClipSampler(spec, folder.resolve("cache"), 5);
  }

  @Test
  void dependsOnNothingButSeedStepAndIndex() throws IOException {
    var again = new ClipSampler(spec, folder.resolve("cache"), 5);
    Clip[] expected = sampler.batch(7, 6, SHAPE);

    // In another order, on several threads.
    Clip[] got = new Clip[6];
    IntStream.range(0, 6).parallel().forEach(i -> got[5 - i] = again.clip(7, 5 - i, SHAPE));

    for (int i = 0; i < 6; i++) {
      assertThat(got[i].high()).isEqualTo(expected[i].high());
      assertThat(got[i].low()).isEqualTo(expected[i].low());
      assertThat(sampler.clip(8, i, SHAPE).high()).isNotEqualTo(expected[i].high());
    }
    var other = new ClipSampler(spec, folder.resolve("cache"), 6);
    assertThat(other.clip(7, 0, SHAPE).high()).isNotEqualTo(expected[0].high());
  }

  /** Away from the border, where the halo is no longer there, for every kind of clip. */
  @Test
  void lowIsTheDegradedHigh() {
    for (Clip clip : sampler.batch(0, 40, SHAPE)) {
      int low = SHAPE.lowSize();
      int high = SHAPE.highSize();
      int highBytes = high * high * 3;
      for (int t = 0; t < SHAPE.frames(); t++) {
        byte[] frame = Arrays.copyOfRange(clip.high(), t * highBytes, (t + 1) * highBytes);
        byte[] degraded = BlurDownscale.frame(Frame.still(high, high, frame)).pixels();
        for (int y = 1; y < low - 1; y++) {
          int at = (y * low + 1) * 3;
          int inClip = t * low * low * 3 + at;
          int count = (low - 2) * 3;
          assertThat(Arrays.copyOfRange(clip.low(), inClip, inClip + count))
              .isEqualTo(Arrays.copyOfRange(degraded, at, at + count));
        }
      }
    }
  }

  /**
   * However a pattern of waves is flipped, low-res pixel i shows what is at high-res pixel 4i,
   * weakened as a Gaussian of sigma 1.5 weakens waves: by exp(-2 (pi sigma / length)^2).
   */
  @Test
  void flipsKeepTheAlignment() {
    double length = 24;
    double weakened = Math.exp(-2 * Math.pow(Math.PI * 1.5 / length, 2));
    int low = SHAPE.lowSize();
    int side = SHAPE.regionSize();
    var pattern = TestPictures.waves(side, side, 0, 0, 1, length);
    for (int flips = 0; flips < 8; flips++) {
      boolean flipX = (flips & 1) != 0;
      boolean flipY = (flips & 2) != 0;
      boolean transpose = (flips & 4) != 0;
      var augmentation = new Augmentation(flipX, flipY, transpose, false, new int[] {0, 1, 2});
      var frames = augmentation.apply(new byte[][] {pattern});
      var clip = ClipSampler.degrade(frames, new ClipShape(1, low));
      for (int i = 0; i < low * low; i++) {
        int high = (4 * (i / low) * SHAPE.highSize() + 4 * (i % low)) * 3;
        // Where the augmented picture was taken from.
        int x = 4 * (i % low) + BlurDownscale.HALO;
        int y = 4 * (i / low) + BlurDownscale.HALO;
        int u = flipX ? side - 1 - x : x;
        int v = flipY ? side - 1 - y : y;
        for (int c = 0; c < 2; c++) {
          double truth = TestPictures.waves(transpose ? v : u, transpose ? u : v, c, length);
          assertThat(clip.high()[high + c] & 0xff).isCloseTo((int) Math.round(truth), within(1));
          double blurred = TestPictures.MEAN + weakened * (truth - TestPictures.MEAN);
          assertThat((double) (clip.low()[3 * i + c] & 0xff)).isCloseTo(blurred, within(1.2));
        }
      }
    }
  }

  @Test
  void timeAndColoursAreReordered() {
    var frames = new byte[][] {{1, 2, 3}, {4, 5, 6}};
    var augmentation = new Augmentation(false, false, false, true, new int[] {2, 0, 1});
    assertThat(augmentation.apply(frames)).isEqualTo(new byte[][] {{6, 4, 5}, {3, 1, 2}});
  }

  @Test
  void pingPongPlaysForthAndBack() {
    var shape = new ClipShape(8, 8, 3);
    assertThat(IntStream.range(0, 8).map(shape::shown)).containsExactly(0, 1, 2, 1, 0, 1, 2, 1);

    var clip = sampler.clip(3, 1, shape);
    int bytes = clip.low().length / 8;
    for (int t = 0; t < 8; t++) {
      int shown = shape.shown(t);
      assertThat(Arrays.copyOfRange(clip.low(), t * bytes, (t + 1) * bytes))
          .isEqualTo(Arrays.copyOfRange(clip.low(), shown * bytes, (shown + 1) * bytes));
    }
  }

  @Test
  void leavesOutExcludedPhotosAndComplainsAboutUnknownOnes() throws IOException {
    assertThat(PhotoAlbum.files(spec))
        .extracting(path -> path.getFileName().toString())
        .containsExactly("0.png", "1.png");
    var unknown =
        new VideoDataSpec(
            spec.photos(), List.of("9.png"), spec.videos(), spec.mix(), null, 0, null);
    assertThatThrownBy(() -> new ClipSampler(unknown, folder.resolve("cache"), 1))
        .hasMessage("exclude 9.png: no such photo among the 3 named");
  }

  @Test
  void worksWithDrawingsAlone() throws IOException {
    var none = new VideoDataSpec(null, null, null, new VideoDataSpec.Mix(0, 0, 1), null, 0, null);
    var clip = new ClipSampler(none, folder.resolve("cache"), 1).clip(0, 0, SHAPE);
    assertThat(clip.high()).hasSize(4 * 32 * 32 * 3);
  }
}
