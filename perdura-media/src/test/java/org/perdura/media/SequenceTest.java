package org.perdura.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SequenceTest {

  private static final WriterOptions PLAIN = WriterOptions.atRate(new Rational(25, 1));

  @TempDir Path folder;

  private void picture(String name, int seed) throws IOException {
    Files.createDirectories(folder.resolve(name).getParent());
    Pictures.write(Drawn.noise(8, 6, 8, seed), folder.resolve(name));
  }

  private void assertSeeds(String spec, int... seeds) throws IOException {
    List<Frame> frames = Drawn.readAll(spec);
    assertThat(frames).hasSize(seeds.length);
    for (int i = 0; i < seeds.length; i++) {
      assertThat(frames.get(i).pixels())
          .as("frame %d", i)
          .isEqualTo(Drawn.noise(8, 6, 8, seeds[i]).pixels());
      assertThat(frames.get(i).pts()).isEqualTo(i);
    }
  }

  @Test
  void numbersCountAsNumbers() throws IOException {
    picture("frame_10.png", 10);
    picture("frame_9.png", 9);
    picture("frame_2.png", 2);
    picture("other.png", 77);
    Files.writeString(folder.resolve("notes.txt"), "not a picture");
    picture(".hidden.png", 78);
    assertSeeds(folder.toString(), 2, 9, 10, 77);
    assertSeeds(folder + "/frame_*.png", 2, 9, 10);
    assertSeeds(folder + "/frame_%d.png", 2, 9, 10);
    assertSeeds(folder + "/frame_%02d.png", 10);
    assertSeeds(folder + "/frame_9.png", 9);
  }

  @Test
  void theRateIsChosen() throws IOException {
    picture("1.png", 1);
    var options = ReaderOptions.DEFAULT.withFrameRate(new Rational(24000, 1001));
    try (FrameReader reader = Media.open(folder.toString(), options)) {
      assertThat(reader.info().frameRate()).isEqualTo(new Rational(24000, 1001));
      assertThat(reader.info().timeBase()).isEqualTo(new Rational(1001, 24000));
      assertThat(reader.info().frames()).isEqualTo(1);
    }
  }

  @Test
  void anotherSizeIsNamedAtOnce() throws IOException {
    picture("1.png", 1);
    Pictures.write(Drawn.noise(10, 6, 8, 2), folder.resolve("2.png"));
    assertThatThrownBy(() -> Media.open(folder.toString()))
        .isInstanceOf(IOException.class)
        .hasMessage(folder.resolve("2.png") + ": 10x6, but the sequence began with 8x6");
  }

  @ParameterizedTest
  @CsvSource({"png, 8", "png, 16", "tif, 8", "tif, 16", "tiff, 8"})
  void picturesAreExact(String extension, int bits) throws IOException {
    Frame frame = Drawn.noise(13, 7, bits, 5);
    Path file = folder.resolve("a." + extension);
    Pictures.write(frame, file);
    Frame back = Pictures.read(file);
    assertThat(back.bits()).isEqualTo(bits);
    assertThat(back.pixels()).isEqualTo(frame.pixels());
  }

  @Test
  void jpegsAreClose() throws IOException {
    Frame frame = Drawn.smooth(61, 43, 0);
    Path file = folder.resolve("a.jpg");
    Pictures.write(frame, file);
    assertThat(Drawn.meanDifference(frame, Pictures.read(file))).isLessThan(1.5);
    // Another decoder sees the same colours.
    var image = javax.imageio.ImageIO.read(file.toFile());
    int rgb = image.getRGB(20, 20);
    assertThat((rgb >> 16) & 0xff).isCloseTo((int) Drawn.sample(frame, 20, 20, 0), within(3));
    assertThat(rgb & 0xff).isCloseTo((int) Drawn.sample(frame, 20, 20, 2), within(3));
  }

  @Test
  void formatsAreToldByTheirBytes() throws IOException {
    picture("a.png", 3);
    Files.move(folder.resolve("a.png"), folder.resolve("a.jpg"));
    assertSeeds(folder.resolve("a.jpg").toString(), 3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"new", "new/", "new/%06d.png"})
  void sequencesAppearWhole(String target) throws IOException {
    String spec = folder + "/" + target;
    try (FrameWriter writer = Media.create(spec, PLAIN)) {
      writer.write(Drawn.noise(8, 6, 8, 0));
      writer.write(Drawn.noise(8, 6, 8, 1));
      assertThat(folder.resolve("new")).doesNotExist();
      writer.finish();
    }
    assertThat(folder.resolve("new/000000.png")).exists();
    assertThat(folder.resolve("new/000001.png")).exists();
    assertSeeds(folder + "/new", 0, 1);
    assertThat(folder.toFile().list()).containsExactly("new");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/%02d.png"})
  void aFolderThatHoldsSomethingIsRefused(String pattern) throws IOException {
    picture("cover.png", 9);
    assertThatThrownBy(() -> Media.create(folder + pattern, PLAIN))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(folder + ": is not empty");
    assertThat(folder.toFile().list()).containsExactly("cover.png");
  }

  @Test
  void anEmptyFolderIsFilled() throws IOException {
    Files.writeString(folder.resolve(".DS_Store"), "");
    Drawn.write(folder + "/%02d.png", PLAIN, List.of(Drawn.noise(8, 6, 8, 0)));
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder(".DS_Store", "00.png");
  }

  @Test
  void nothingStaysOfALongerRunBefore() throws IOException {
    picture("cover.png", 9);
    for (int i = 0; i < 5; i++) {
      picture("00000" + i + ".png", 20 + i);
    }
    picture("1234567.png", 30);
    Drawn.write(
        folder.toString(),
        PLAIN.withOverwrite(true),
        List.of(Drawn.noise(8, 6, 8, 4), Drawn.noise(8, 6, 8, 5)));
    assertThat(folder.toFile().list())
        .containsExactlyInAnyOrder("cover.png", "000000.png", "000001.png");
    assertSeeds(folder + "/%06d.png", 4, 5);
  }

  @Test
  void overwritingGivenUpOrFailedChangesNothing() throws IOException {
    picture("000000.png", 9);
    picture("000001.png", 10);
    try (FrameWriter writer = Media.create(folder.toString(), PLAIN.withOverwrite(true))) {
      writer.write(Drawn.noise(8, 6, 8, 0));
    }
    assertSeeds(folder.toString(), 9, 10);
    // A folder where a picture should make way.
    Files.createDirectory(folder.resolve("000002.png"));
    assertThatThrownBy(
            () ->
                Drawn.write(
                    folder.toString(), PLAIN.withOverwrite(true), List.of(Drawn.noise(8, 6, 8, 0))))
        .hasMessage(folder.resolve("000002.png") + ": is a folder, must be a picture or nothing");
    assertSeeds(folder.toString(), 9, 10);
    assertThat(folder.toFile().list()).hasSize(3);
  }

  @Test
  void picturesAreCalledAsTheOnesTheyWereMadeFrom() throws IOException {
    for (int number : new int[] {100, 101, 105}) {
      picture("in/frame_0" + number + "_a.png", number);
    }
    for (String target : new String[] {"out", "out2/%03d.jpg"}) {
      try (FrameReader reader = Media.open(folder + "/in");
          FrameWriter writer =
              Media.create(
                  folder + "/" + target,
                  WriterOptions.like(reader.info()).withNames(reader.names()))) {
        for (Frame frame = reader.read(); frame != null; frame = reader.read()) {
          writer.write(frame);
        }
        writer.finish();
      }
    }
    assertThat(folder.resolve("out").toFile().list())
        .containsExactlyInAnyOrder("frame_0100_a.png", "frame_0101_a.png", "frame_0105_a.png");
    assertThat(folder.resolve("out2").toFile().list())
        .containsExactlyInAnyOrder("100.jpg", "101.jpg", "105.jpg");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a_1.png b_2.png", "1.png 01.png", "a.png b.png", "1.jpg 1.png"})
  void namesThatAreNotNumberedAlikeAreCountedAnew(String names) throws IOException {
    for (String name : names.split(" ", -1)) {
      picture(name, 1);
    }
    try (FrameReader reader = Media.open(folder.toString())) {
      assertThat(reader.names()).isNull();
    }
  }

  @Test
  void numbersAreWrittenAlikeInEveryLanguage() throws IOException {
    Locale before = Locale.getDefault(Locale.Category.FORMAT);
    Locale.setDefault(Locale.Category.FORMAT, Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      Drawn.write(folder + "/new/%04d.png", PLAIN, List.of(Drawn.noise(8, 6, 8, 0)));
    } finally {
      Locale.setDefault(Locale.Category.FORMAT, before);
    }
    assertThat(folder.resolve("new/0000.png")).exists();
  }

  @Test
  void aSequenceGivenUpLeavesNothing() throws IOException {
    try (FrameWriter writer = Media.create(folder + "/new", PLAIN)) {
      writer.write(Drawn.noise(8, 6, 8, 0));
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void onePictureTakesOneFrame() throws IOException {
    String spec = folder.resolve("a.png").toString();
    Drawn.write(spec, PLAIN, List.of(Drawn.noise(8, 6, 8, 6)));
    assertSeeds(spec, 6);
    try (FrameWriter writer = Media.create(folder.resolve("b.png").toString(), PLAIN)) {
      writer.write(Drawn.noise(8, 6, 8, 6));
      assertThatThrownBy(() -> writer.write(Drawn.noise(8, 6, 8, 7)))
          .hasMessageContaining("holds one frame only");
    }
    assertThat(folder.toFile().list()).containsExactly("a.png");
  }
}
