package org.perdura.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each fault gives one line that names the file and the fault, and leaves nothing behind. */
class BadInputTest {

  private static final WriterOptions PLAIN = WriterOptions.atRate(new Rational(25, 1));

  @TempDir Path folder;

  private void assertRefused(String spec, String message) {
    assertThatThrownBy(() -> Media.open(spec).close())
        .isInstanceOf(IOException.class)
        .hasMessage(message)
        .message()
        .doesNotContain("\n");
  }

  private void assertNotCreated(String spec, WriterOptions options, String... parts) {
    assertThatThrownBy(() -> Media.create(spec, options).close())
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll(parts)
        .message()
        .doesNotContain("\n");
  }

  @Test
  void missingThings() {
    Path film = folder.resolve("none.mp4");
    assertRefused(film.toString(), film + ": no such file");
    assertRefused(folder + "/none/%04d.png", folder + "/none: no such folder");
    assertRefused(folder + "/%04d.png", folder + "/%04d.png: no file is called like that");
    assertRefused(folder + "/*.png", folder + "/*.png: no picture is called like that");
    assertRefused(
        folder.toString(), folder + ": holds no pictures (PNG, JPEG, TIFF, BMP, PPM or PGM)");
  }

  @Test
  void textsThatCallThemselvesFilms() throws IOException {
    Path text = folder.resolve("text.mp4");
    for (String content :
        List.of(
            "This is a text, and no film at all.\n".repeat(100),
            "#EXTM3U\n#EXTINF:10,\nfile.ts\n",
            "ffconcat version 1.0\nfile 'a.mp4'\n",
            "")) {
      Files.writeString(text, content);
      assertRefused(text.toString(), text + ": not a video file, or too damaged to be opened");
    }
  }

  @Test
  void filmsWithoutPictures() throws IOException {
    Path sound = folder.resolve("sound.wav");
    var format = new AudioFormat(8000, 8, 1, false, false);
    try (var samples = new AudioInputStream(new ByteArrayInputStream(new byte[800]), format, 800)) {
      AudioSystem.write(samples, AudioFileFormat.Type.WAVE, sound.toFile());
    }
    assertRefused(sound.toString(), sound + ": has no video stream");
  }

  @Test
  void truncatedFilmsGiveWhatIsThere() throws IOException {
    Path whole = folder.resolve("whole.mp4");
    // The writer puts the index in front, as most films on the web have it.
    try (FrameWriter writer = Media.create(whole.toString(), PLAIN)) {
      for (int i = 0; i < 60; i++) {
        writer.write(Drawn.smooth(96, 80, i));
      }
      writer.finish();
    }
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = folder.resolve("cut.mp4");
    Files.write(cut, Arrays.copyOf(bytes, bytes.length * 2 / 3));
    try (FrameReader reader = Media.open(cut.toString())) {
      int count = 0;
      while (reader.read() != null) {
        count++;
      }
      assertThat(count).isBetween(20, 55);
      assertThat(reader.warnings())
          .containsExactly(cut + ": ends early after %d of 60 frames".formatted(count));
    }
  }

  @Test
  void truncatedMatroskaEndsBeforeItsTime() throws IOException {
    Path whole = folder.resolve("whole.mkv");
    var frames = new java.util.ArrayList<Frame>();
    for (int i = 0; i < 60; i++) {
      frames.add(Drawn.smooth(96, 80, i));
    }
    Drawn.write(whole.toString(), PLAIN, frames);
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = folder.resolve("cut.mkv");
    Files.write(cut, Arrays.copyOf(bytes, bytes.length / 2));
    try (FrameReader reader = Media.open(cut.toString())) {
      int count = 0;
      while (reader.read() != null) {
        count++;
      }
      assertThat(count).isBetween(10, 50);
      assertThat(reader.warnings())
          .singleElement()
          .asString()
          .matches(".*cut.mkv: ends early after [12]\\.\\d of 2\\.4 seconds");
    }
  }

  @Test
  void filmsWithoutTheirIndexCannotBeOpened() throws IOException {
    byte[] bytes = Files.readAllBytes(Drawn.resource("tone.mp4"));
    Path cut = folder.resolve("cut.mp4");
    // Here the index is at the end.
    Files.write(cut, Arrays.copyOf(bytes, bytes.length / 2));
    assertRefused(cut.toString(), cut + ": not a video file, or too damaged to be opened");
  }

  @Test
  void outputsThatExist() throws IOException {
    Path film = Files.writeString(folder.resolve("a.mp4"), "precious");
    assertNotCreated(film.toString(), PLAIN, "a.mp4: exists already");
    try (FrameWriter writer = Media.create(film.toString(), PLAIN.withOverwrite(true))) {
      writer.write(Drawn.smooth(64, 48, 0));
      assertThat(film).hasContent("precious");
    }
    assertThat(film).hasContent("precious");
    assertThat(folder.toFile().list()).containsExactly("a.mp4");
    Drawn.write(film.toString(), PLAIN.withOverwrite(true), List.of(Drawn.smooth(64, 48, 0)));
    assertThat(Drawn.readAll(film.toString())).hasSize(1);
  }

  @Test
  void anOutputThatAppearedMeanwhileIsKept() throws IOException {
    Path film = folder.resolve("a.mp4");
    try (FrameWriter writer = Media.create(film.toString(), PLAIN)) {
      writer.write(Drawn.smooth(64, 48, 0));
      assertThat(film).doesNotExist();
      Files.writeString(film, "precious");
      assertThatThrownBy(writer::finish).hasMessageContaining("exists already");
    }
    assertThat(film).hasContent("precious");
    assertThat(folder.toFile().list()).containsExactly("a.mp4");
  }

  @Test
  void namesAndCodecsThatDoNotFit() throws IOException {
    assertNotCreated(folder + "/a.xyz", PLAIN, "unknown extension .xyz", ".mp4", ".webm");
    assertNotCreated(folder + "/%d.gif", PLAIN, "unknown picture format .gif", ".png");
    assertNotCreated(
        folder + "/a.webm",
        PLAIN.withCodec(VideoCodec.PRORES),
        "prores cannot be put into .webm",
        ".mov");
    assertThatThrownBy(() -> VideoCodec.byName("h266"))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "h266: no such codec in this build; there are h264, prores, av1, vp9, ffv1, png");
    assertNotCreated(
        folder + "/none/a.mp4", PLAIN, "a.mp4: there is no folder " + folder.resolve("none"));
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void foldersThatCannotBeWritten() throws IOException {
    Path locked = Files.createDirectory(folder.resolve("locked"));
    assumeTrue(locked.toFile().setWritable(false) && !Files.isWritable(locked));
    assertNotCreated(locked + "/a.mp4", PLAIN, "no permission to write into the folder");
  }

  @Test
  void filmsOfNothing() throws IOException {
    try (FrameWriter writer = Media.create(folder + "/a.mp4", PLAIN)) {
      assertThatThrownBy(writer::finish)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("no frame was written");
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void soundFromNowhere() throws IOException {
    try (FrameWriter writer =
        Media.create(folder + "/a.mp4", PLAIN.withAudioFrom(folder.resolve("none.mp4")))) {
      assertThatThrownBy(() -> writer.write(Drawn.smooth(64, 48, 0)))
          .isInstanceOf(IOException.class)
          .hasMessage(folder.resolve("none.mp4") + ": no such file");
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void tooLargeForTheCodec() throws IOException {
    try (FrameWriter writer = Media.create(folder + "/a.mp4", PLAIN.withCodec(VideoCodec.H264))) {
      assertThatThrownBy(() -> writer.write(Drawn.smooth(6000, 3000, 0)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("does not take frames of 6000x3000");
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void tooLargeForTheUsualCodec() throws IOException {
    String film = folder + "/a.mp4";
    try (FrameWriter writer = Media.create(film, PLAIN)) {
      writer.write(Drawn.smooth(5120, 2880, 0));
      writer.finish();
      assertThat(writer.warnings()).hasSize(1);
      assertThat(writer.warnings().get(0)).contains("5120x2880", "too large", "h264", "vp9");
    }
    try (FrameReader reader = Media.open(film)) {
      assertThat(reader.info().width()).isEqualTo(5120);
      assertThat(reader.info().height()).isEqualTo(2880);
    }
  }

  @Test
  void otherFaultsOfTheUsualCodecAreNotCalledTooLarge() throws IOException {
    // A unit of time no encoder takes.
    var timeless =
        new VideoInfo(0, 0, 8, new Rational(0, 1), new Rational(25, 1), -1, ColorCoding.RGB);
    try (FrameWriter writer = Media.create(folder + "/a.mkv", WriterOptions.like(timeless))) {
      assertThatThrownBy(() -> writer.write(Drawn.smooth(64, 48, 0)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("libopenh264 cannot be opened for frames of 64x48");
      assertThat(writer.warnings()).isEmpty();
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void theLargestFrameOfH264IsNotTooLarge() throws IOException {
    for (int[] size : new int[][] {{4096, 2304}, {2304, 4096}}) {
      String film = folder + "/a" + size[0] + ".mp4";
      try (FrameWriter writer = Media.create(film, PLAIN)) {
        writer.write(Drawn.smooth(size[0], size[1], 0));
        writer.finish();
        assertThat(writer.warnings()).isEmpty();
      }
    }
  }

  @Test
  void fullDisks() throws IOException {
    // Linux has a device that is always full; the hidden name is made to lead to it.
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full));
    Path film = folder.resolve("a.mp4");
    try (FrameWriter writer = Media.create(film.toString(), PLAIN)) {
      Path hidden = folder.resolve(folder.toFile().list()[0]);
      Files.delete(hidden);
      Files.createSymbolicLink(hidden, full);
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 50; i++) {
                  writer.write(Drawn.at(Drawn.noise(96, 80, 8, i), i, 1));
                }
                writer.finish();
              })
          .isInstanceOf(IOException.class)
          .hasMessage(film + ": no room left on the disk");
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aFilmThatGrowsWhileItIsReadIsToldOf() throws IOException {
    Path film = folder.resolve("a.mkv");
    Drawn.write(
        film.toString(),
        WriterOptions.atRate(new Rational(25, 1)),
        java.util.stream.IntStream.range(0, 40).mapToObj(i -> Drawn.smooth(34, 22, i)).toList());
    try (FrameReader reader = Media.open(film.toString())) {
      reader.read();
      Files.write(film, new byte[500], java.nio.file.StandardOpenOption.APPEND);
      while (reader.read() != null) {}
      assertThat(reader.shortfall()).startsWith(film + ": is still being written");
    }
  }

  @Test
  void picturesThatComeWhileTheOthersAreReadAreToldOf() throws IOException {
    for (int i = 0; i < 3; i++) {
      Pictures.write(Drawn.smooth(8, 8, i), folder.resolve("p" + i + ".png"));
    }
    try (FrameReader reader = Media.open(folder.toString())) {
      reader.read();
      Pictures.write(Drawn.smooth(8, 8, 3), folder.resolve("p3.png"));
      while (reader.read() != null) {}
      assertThat(reader.shortfall()).contains("p2.png: 1 more picture was not there");
    }
  }
}
