package org.perdura.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilmTest {

  private static final WriterOptions PLAIN = WriterOptions.atRate(new Rational(25, 1));

  @TempDir Path folder;

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private static List<Frame> smooth(int width, int height, int count) {
    var frames = new ArrayList<Frame>();
    for (int i = 0; i < count; i++) {
      frames.add(Drawn.smooth(width, height, i));
    }
    return frames;
  }

  @ParameterizedTest
  @CsvSource({
    "a.mp4, H264, 2.5",
    "a.mov, H264, 2.5",
    "a.mkv, H264, 2.5",
    "a.avi, H264, 2.5",
    "a.mov, PRORES, 1",
    "a.mkv, PRORES, 1",
    "a.webm, VP9, 3",
    "a.mp4, VP9, 3",
    "a.mkv, AV1, 3",
    "a.mp4, AV1, 3",
  })
  void codesWithSmallLoss(String name, VideoCodec codec, double most) throws IOException {
    List<Frame> frames = smooth(96, 80, 8);
    Drawn.write(file(name), PLAIN.withCodec(codec), frames);
    List<Frame> back = Drawn.readAll(file(name));
    assertThat(back).hasSameSizeAs(frames);
    for (int i = 0; i < frames.size(); i++) {
      assertThat(Drawn.meanDifference(frames.get(i), back.get(i))).isLessThan(most);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "a.mkv, FFV1, 8", "a.mkv, FFV1, 16", "a.avi, FFV1, 8",
    "a.mov, PNG, 8", "a.mkv, PNG, 16", "a.avi, PNG, 8",
  })
  void losslessCodecsAreExact(String name, VideoCodec codec, int bits) throws IOException {
    List<Frame> frames = List.of(Drawn.noise(33, 17, bits, 0), Drawn.noise(33, 17, bits, 1));
    Drawn.write(file(name), PLAIN.withCodec(codec), frames);
    List<Frame> back = Drawn.readAll(file(name));
    assertThat(back).hasSize(2);
    for (int i = 0; i < 2; i++) {
      assertThat(back.get(i).bits()).isEqualTo(bits);
      assertThat(back.get(i).pixels()).isEqualTo(frames.get(i).pixels());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "a.mp4, H264",
    "a.mov, H264",
    "a.mkv, H264",
    "a.mov, PRORES",
    "a.webm, VP9",
    "a.mp4, AV1",
  })
  void oddSizesComeBack(String name, VideoCodec codec) throws IOException {
    List<Frame> frames = smooth(97, 81, 3);
    Drawn.write(file(name), PLAIN.withCodec(codec), frames);
    List<Frame> back = Drawn.readAll(file(name));
    assertThat(back.get(0).width()).isEqualTo(97);
    assertThat(back.get(0).height()).isEqualTo(81);
    assertThat(Drawn.meanDifference(frames.get(2), back.get(2))).isLessThan(3);
  }

  @Test
  void aviKeepsTheDoubledColumnOfOddSizes() throws IOException {
    Drawn.write(file("a.avi"), PLAIN, smooth(97, 81, 2));
    try (FrameReader reader = Media.open(file("a.avi"))) {
      assertThat(reader.info().width()).isEqualTo(98);
      assertThat(reader.info().height()).isEqualTo(82);
    }
  }

  @ParameterizedTest
  @CsvSource({"a.mp4, H264", "a.mov, PRORES", "a.mp4, AV1", "a.webm, VP9"})
  void framesOf16BitsAreRoundedNotCut(String name, VideoCodec codec) throws IOException {
    List<Frame> frames = smooth(96, 80, 2);
    Drawn.write(file(name), PLAIN.withCodec(codec), frames.stream().map(Drawn::deep).toList());
    List<Frame> back = Drawn.readAll(file(name));
    assertThat(Drawn.meanDifference(frames.get(1), back.get(1))).isLessThan(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.mp4", "a.mov"})
  void irregularTimesAreKeptExactly(String name) throws IOException {
    var source =
        new VideoInfo(0, 0, 8, new Rational(1, 90000), new Rational(30, 1), -1, ColorCoding.RGB);
    long[] times = {0, 3003, 3004, 9000, 90000, 90001, 123456};
    var frames = new ArrayList<Frame>();
    for (int i = 0; i < times.length; i++) {
      long end = i + 1 < times.length ? times[i + 1] : times[i] + 7777;
      frames.add(Drawn.at(Drawn.smooth(64, 48, i), times[i], end - times[i]));
    }
    Drawn.write(file(name), WriterOptions.like(source), frames);
    List<Frame> back = Drawn.readAll(file(name));
    assertThat(back)
        .extracting(Frame::pts)
        .containsExactly(0L, 3003L, 3004L, 9000L, 90000L, 90001L, 123456L);
    assertThat(back).last().extracting(Frame::duration).isEqualTo(7777L);
    try (FrameReader reader = Media.open(file(name))) {
      assertThat(reader.info().timeBase()).isEqualTo(new Rational(1, 90000));
      assertThat(reader.info().frames()).isEqualTo(7);
    }
  }

  @Test
  void ratesOfTelevisionAreKept() throws IOException {
    var ntsc = new Rational(30000, 1001);
    Drawn.write(file("a.mp4"), WriterOptions.atRate(ntsc), smooth(64, 48, 5));
    try (FrameReader reader = Media.open(file("a.mp4"))) {
      assertThat(reader.info().frameRate()).isEqualTo(ntsc);
      for (int i = 0; i < 5; i++) {
        Frame frame = reader.read();
        double seconds = frame.pts() * reader.info().timeBase().value();
        assertThat(seconds).isCloseTo(i * 1001 / 30000.0, within(1e-12));
      }
    }
  }

  @Test
  void matroskaKeepsTimesToTheMillisecond() throws IOException {
    var ntsc = new Rational(30000, 1001);
    Drawn.write(file("a.mkv"), WriterOptions.atRate(ntsc), smooth(64, 48, 30));
    List<Frame> back = Drawn.readAll(file("a.mkv"));
    for (int i = 0; i < 30; i++) {
      assertThat(back.get(i).pts()).isEqualTo(Math.round(i * 1001 / 30.0));
    }
  }

  @Test
  void filmsThatBeginLateAreCountedFromTheirBeginning() throws IOException {
    var frames = new ArrayList<Frame>();
    for (int i = 0; i < 88; i++) {
      frames.add(Drawn.at(Drawn.smooth(32, 32, i), i + 1, 1));
    }
    Drawn.write(file("a.mkv"), WriterOptions.atRate(new Rational(24, 1)), frames);
    try (FrameReader reader = Media.open(file("a.mkv"))) {
      assertThat(reader.info().frames()).isEqualTo(88);
    }
  }

  @Test
  void irregularFilmsAreNotTakenForTruncatedOnes() throws IOException {
    // Half a second of 30 frames a second, then one frame every second.
    var source =
        new VideoInfo(0, 0, 8, new Rational(1, 1000), new Rational(30, 1), -1, ColorCoding.RGB);
    var frames = new ArrayList<Frame>();
    for (int i = 0; i < 20; i++) {
      long pts = i < 15 ? i * 33L : 500 + (i - 15) * 1000L;
      frames.add(Drawn.at(Drawn.smooth(32, 32, i), pts, i < 15 ? 33 : 1000));
    }
    Drawn.write(file("a.mkv"), WriterOptions.like(source), frames);
    try (FrameReader reader = Media.open(file("a.mkv"))) {
      int count = 0;
      while (reader.read() != null) {
        count++;
      }
      assertThat(count).isEqualTo(20);
      assertThat(reader.warnings()).isEmpty();
    }
  }

  @Test
  void theShapeOfPixelsIsKept() throws IOException {
    var source =
        new VideoInfo(
            64,
            48,
            8,
            new Rational(1, 25),
            new Rational(25, 1),
            -1,
            ColorCoding.RGB,
            new Rational(16, 11));
    for (String name : List.of("a.mp4", "a.mkv")) {
      Drawn.write(file(name), WriterOptions.like(source), smooth(64, 48, 2));
      try (FrameReader reader = Media.open(file(name))) {
        assertThat(reader.info().sampleAspect()).as(name).isEqualTo(new Rational(16, 11));
      }
    }
  }

  @Test
  void betterQualityIsCloserAndLarger() throws IOException {
    List<Frame> frames = smooth(96, 80, 4);
    double last = -1;
    long lastSize = Long.MAX_VALUE;
    for (int quality : new int[] {10, 24, 40}) {
      String film = file("q" + quality + ".mp4");
      Drawn.write(film, PLAIN.withQuality(quality), frames);
      double difference = Drawn.meanDifference(frames.get(3), Drawn.readAll(film).get(3));
      long size = Path.of(film).toFile().length();
      assertThat(difference).isGreaterThan(last);
      assertThat(size).isLessThan(lastSize);
      last = difference;
      lastSize = size;
    }
  }

  @Test
  void framesMustFollowEachOther() throws IOException {
    try (FrameWriter writer = Media.create(file("a.mp4"), PLAIN)) {
      writer.write(Drawn.smooth(64, 48, 5));
      assertThatThrownBy(() -> writer.write(Drawn.smooth(64, 48, 5)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("pts 5 after 5");
      assertThatThrownBy(() -> writer.write(Drawn.smooth(64, 50, 6)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("64x50");
    }
  }

  /** 500 frames of 160x120 are 29 MB as R'G'B' and 14 MB as 4:2:0. */
  private static final long MOST_GROWTH = 10L << 20;

  @Test
  void memoryDoesNotGrowWithTheFilm() throws IOException {
    copy(200);
    long tracked = Pointer.totalBytes();
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 12 && least >= MOST_GROWTH; round++) {
      long before = Pointer.physicalBytes();
      copy(500);
      least = Math.min(least, Pointer.physicalBytes() - before);
    }
    assertThat(Pointer.totalBytes() - tracked).isLessThan(1 << 20);
    // The Java heap, which counts too, may grow in some rounds, until garbage is collected.
    assertThat(least).isLessThan(MOST_GROWTH);
  }

  private void copy(int frames) throws IOException {
    String first = file("first.mp4");
    try (FrameWriter writer = Media.create(first, PLAIN.withOverwrite(true))) {
      for (int i = 0; i < frames; i++) {
        writer.write(Drawn.smooth(160, 120, i));
      }
      writer.finish();
    }
    try (FrameReader reader = Media.open(first);
        FrameWriter writer =
            Media.create(
                file("second.mkv"), WriterOptions.like(reader.info()).withOverwrite(true))) {
      for (Frame frame = reader.read(); frame != null; frame = reader.read()) {
        writer.write(frame);
      }
      writer.finish();
    }
  }
}
