package org.perdura.video.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameStoreTest {

  @TempDir private Path folder;

  /**
   * Frames of three shots, from 0, 5 and 14 on: red says which (40, 120, 200), and so does the
   * pattern in green; blue says which frame.
   */
  private Path threeShots() throws IOException {
    for (int i = 0; i < 20; i++) {
      var rgb = new byte[60 * 50 * 3];
      int shot = i < 5 ? 0 : i < 14 ? 1 : 2;
      for (int pixel = 0; pixel < 60 * 50; pixel++) {
        rgb[3 * pixel] = (byte) (40 + 80 * shot);
        rgb[3 * pixel + 1] = (byte) green(pixel % 60, pixel / 60, shot);
        rgb[3 * pixel + 2] = (byte) (10 * i);
      }
      TestPictures.write(folder.resolve("film/%02d.png".formatted(i)), 60, 50, rgb);
    }
    return folder.resolve("film");
  }

  private static int green(int x, int y, int shot) {
    return switch (shot) {
      case 0 -> 4 * x;
      case 1 -> y < 25 ? 250 : 0;
      default -> 100 + 50 * (x / 10 % 2);
    };
  }

  private StoredVideo open(Footage footage) throws IOException {
    return new FrameStore(folder.resolve("cache")).open(footage);
  }

  @Test
  void keepsFramesAndFindsTheCuts() throws IOException {
    var stored = open(new Footage(threeShots().toString(), 2, -1, null, null));

    assertThat(stored.frames()).isEqualTo(17);
    assertThat(stored.shots()).containsExactly(new Shot(0, 3), new Shot(3, 12), new Shot(12, 17));
    for (int i = 0; i < 17; i++) {
      var window = stored.window(i, 7, 3, 4, 2);
      assertThat(window.rgb()[2] & 0xff).isEqualTo(10 * (i + 2));
      int shot = i < 3 ? 0 : i < 12 ? 1 : 2;
      assertThat(window.rgb()[3 * 3 + 1] & 0xff).isEqualTo(green(10, 3, shot));
    }
  }

  @Test
  void prescaleMakesFramesSmaller() throws IOException {
    var stored = open(new Footage(threeShots().toString(), 0, 4, 2.0, null));
    assertThat(stored.width()).isEqualTo(30);
    assertThat(stored.height()).isEqualTo(25);
    assertThat(stored.frames()).isEqualTo(4);
    // The mean of columns 2 and 3.
    assertThat(stored.window(0, 1, 0, 1, 1).rgb()).containsExactly(40, 10, 0);
  }

  @Test
  void decodesOnceAndAgainWhenTheSourceChanged() throws IOException {
    var footage = Footage.whole(threeShots().toString());
    open(footage);
    Path data;
    try (var files = Files.list(folder.resolve("cache"))) {
      data = files.filter(file -> file.toString().endsWith(".rgb")).findFirst().orElseThrow();
    }
    var longAgo = FileTime.fromMillis(1_000_000_000_000L);
    Files.setLastModifiedTime(data, longAgo);

    open(footage);
    assertThat(Files.getLastModifiedTime(data)).isEqualTo(longAgo);

    Files.setLastModifiedTime(Path.of(footage.path()), FileTime.fromMillis(1_600_000_000_000L));
    open(footage);
    assertThat(Files.getLastModifiedTime(data)).isNotEqualTo(longAgo);
    try (var files = Files.list(folder.resolve("cache"))) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void framesMayLieInSeveralSegments() throws IOException {
    Path data = folder.resolve("frames.rgb");
    var bytes = new byte[7 * 2 * 3 * 3];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    Files.write(data, bytes);
    var shots = List.of(new Shot(0, 7));
    // Two frames of 18 bytes to a segment.
    var stored = new StoredVideo("film", data, 3, 2, 7, shots, 40);
    for (int t = 0; t < 7; t++) {
      assertThat(stored.window(t, 0, 0, 3, 2).rgb())
          .isEqualTo(Arrays.copyOfRange(bytes, 18 * t, 18 * t + 18));
    }
  }

  @Test
  void clipsNeverCrossACut() throws IOException {
    var stored = open(Footage.whole(threeShots().toString()));
    var clips = new VideoClips(List.of(stored), new double[] {1}, 0, VideoDataSpec.Variety.VARIED);
    var shape = new ClipShape(4, 4);
    for (int seed = 0; seed < 200; seed++) {
      byte[][] frames = clips.render(new SplittableRandom(seed), shape).frames();
      for (byte[] frame : frames) {
        assertThat(frame[0]).as("seed %d", seed).isEqualTo(frames[0][0]);
      }
    }
  }

  @Test
  void namesTheFilmWithoutFramesInTheRange() throws IOException {
    var footage = new Footage(threeShots().toString(), 30, null, null, null);
    assertThatThrownBy(() -> open(footage))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("film: no frames from 30 to the end, for it has 20");
  }

  @Test
  void unfinishedFilesDoNotRemain() throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.mp4"), "no film");
    assertThatThrownBy(() -> open(Footage.whole(broken.toString())))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("broken.mp4");
    try (var files = Files.list(folder.resolve("cache"))) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void cutsBeyondTheEndDoNotMatter() {
    assertThat(Shot.divide(List.of(3, 5, 9), 8))
        .containsExactly(new Shot(0, 3), new Shot(3, 5), new Shot(5, 8));
    assertThat(Shot.divide(List.of(), 2)).containsExactly(new Shot(0, 2));
  }

  /** What the folder holds may be deleted, and may be spoilt: the film is decoded again. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ".+ | null",
        ".+ | []",
        ".+ | {",
        "\"end\":20 | \"end\":2000000000",
        "\"first\":5 | \"first\":-5",
        "\"width\":60 | \"width\":-60",
        "\"shots\":.* | \"shots\":null}",
      })
  void aSpoiltIndexIsMadeAnew(String from, String to) throws IOException {
    var footage = Footage.whole(threeShots().toString());
    open(footage);
    Path index;
    try (var files = Files.newDirectoryStream(folder.resolve("cache"), "*.json")) {
      index = files.iterator().next();
    }
    String good = Files.readString(index);
    Files.writeString(index, good.replaceFirst(from, to));
    assertThat(index).content().isNotEqualTo(good);
    assertThat(open(footage).shots())
        .containsExactly(new Shot(0, 5), new Shot(5, 14), new Shot(14, 20));
    assertThat(index).hasContent(good);
  }
}
