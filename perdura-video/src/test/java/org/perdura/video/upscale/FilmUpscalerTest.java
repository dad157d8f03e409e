package org.perdura.video.upscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdura.media.Frame;
import org.perdura.nn.GradientMode;
import org.perdura.nn.Precision;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;
import org.perdura.nn.Torch;
import org.perdura.video.model.DrawnWeights;
import org.perdura.video.model.GeneratorSpec;
import org.perdura.video.model.VideoGenerator;
import org.perdura.video.model.VideoGenerator.Previous;

/** What comes out, frame by frame. */
@Timeout(60)
class FilmUpscalerTest {

  private static final long PLENTY = 4L << 30;

  private static VideoGenerator generator;

  @BeforeAll
  static void create() {
    Torch.threads(1);
    generator = DrawnWeights.fill(GeneratorSpec.compact(6, 1).create(1), 0.6);
  }

  @AfterAll
  static void free() {
    generator.close();
  }

  private static UpscaleSettings settings(double scale) {
    return new UpscaleSettings(scale, Precision.FP32, PLENTY, true);
  }

  private static List<Frame> upscale(List<Frame> film) throws IOException {
    return upscale(film, generator, settings(4));
  }

  private static List<Frame> upscale(
      List<Frame> film, VideoGenerator generator, UpscaleSettings settings) throws IOException {
    var out = new FakeOutput();
    var summary =
        new FilmUpscaler(generator, settings).run(new FakeFilm(film), out, UpscaleListener.SILENT);
    assertThat(summary.frames()).isEqualTo(film.size()).isEqualTo(out.frames.size());
    assertThat(out.finished).as("left to the caller").isFalse();
    return out.frames;
  }

  private static void assertSamePictures(List<Frame> actual, List<Frame> expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int t = 0; t < actual.size(); t++) {
      assertThat(actual.get(t).pixels()).as("frame %d", t).isEqualTo(expected.get(t).pixels());
    }
  }

  /** By the network alone: the scene's frames 5 4 3 2 1, which are dropped, then all of them. */
  private static List<Frame> scene(List<Frame> frames) {
    int warmUp = Math.min(5, frames.size() - 1);
    int[] order =
        IntStream.concat(
                IntStream.range(0, warmUp).map(i -> warmUp - i), IntStream.range(0, frames.size()))
            .toArray();
    var out = new ArrayList<Frame>();
    try (var noGradient = GradientMode.off();
        var scope = new Scope()) {
      Previous previous = null;
      for (int i = 0; i < order.length; i++) {
        Tensor low = FrameTensors.of(frames.get(order[i]));
        Tensor high = generator.next(low, previous);
        if (i >= warmUp) {
          out.add(FrameTensors.frame(high, frames.get(order[i])));
        }
        previous = new Previous(low, high);
      }
    }
    return out;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 6, 7, 20})
  void scenesBeginWithMirroredFrames(int count) throws IOException {
    List<Frame> film = FakeFilm.scene(1, 0, count);
    assertSamePictures(upscale(film), scene(film));
  }

  @Test
  void everyFrameKeepsItsTimeAndPlace() throws IOException {
    List<Frame> film = FakeFilm.scene(1, 0, 23);
    var seen = new ArrayList<Long>();
    var out = new FakeOutput();
    new FilmUpscaler(generator, settings(4)).run(new FakeFilm(film), out, seen::add);
    assertThat(out.frames).hasSize(23);
    for (int t = 0; t < 23; t++) {
      Frame frame = out.frames.get(t);
      assertThat(frame.pts()).isEqualTo((long) t * t + 3);
      assertThat(frame.duration()).isEqualTo(2L * t + 1);
      assertThat(frame.width()).isEqualTo(4 * FakeFilm.WIDTH);
      assertThat(frame.height()).isEqualTo(4 * FakeFilm.HEIGHT);
    }
    assertThat(seen).isEqualTo(IntStream.rangeClosed(1, 23).mapToObj(i -> (long) i).toList());
  }

  @Test
  void aFilmWithoutFramesIsNoError() throws IOException {
    var some = FakeFilm.scene(1, 0, 1);
    var empty = new FakeFilm(0, some::get, frame -> {});
    var summary =
        new FilmUpscaler(generator, settings(4))
            .run(empty, new FakeOutput(), UpscaleListener.SILENT);
    assertThat(summary.frames()).isZero();
  }

  /** Scenes of any length, also shorter than the warm-up, come out as if each were a film. */
  @ParameterizedTest
  @CsvSource({"9, 8, 7", "12, 1, 6", "3, 2, 4", "2, 9, 1"})
  void nothingPassesACut(int one, int two, int three) throws IOException {
    var film = new ArrayList<Frame>();
    var expected = new ArrayList<Frame>();
    int seed = 11;
    for (int count : new int[] {one, two, three}) {
      List<Frame> scene = FakeFilm.scene(seed++, film.size(), count);
      film.addAll(scene);
      expected.addAll(upscale(scene));
    }
    var out = new FakeOutput();
    var summary =
        new FilmUpscaler(generator, settings(4))
            .run(new FakeFilm(film), out, UpscaleListener.SILENT);
    assertThat(summary.scenes()).isEqualTo(3);
    assertSamePictures(out.frames, expected);
  }

  @Test
  void cutsAreNotLookedForIfNotWanted() throws IOException {
    var film = new ArrayList<>(FakeFilm.scene(11, 0, 9));
    film.addAll(FakeFilm.scene(12, 9, 4));
    var out = new FakeOutput();
    var summary =
        new FilmUpscaler(generator, new UpscaleSettings(4, Precision.FP32, PLENTY, false))
            .run(new FakeFilm(film), out, UpscaleListener.SILENT);
    assertThat(summary.scenes()).isEqualTo(1);
    assertSamePictures(out.frames, scene(film));
  }

  /** A scene's past is gone, not just hidden: two films after each other do not meet. */
  @Test
  void anUpscalerCanBeUsedAgain() throws IOException {
    var upscaler = new FilmUpscaler(generator, settings(4));
    var first = new FakeOutput();
    upscaler.run(new FakeFilm(FakeFilm.scene(1, 0, 7)), first, UpscaleListener.SILENT);
    var second = new FakeOutput();
    List<Frame> film = FakeFilm.scene(2, 0, 7);
    upscaler.run(new FakeFilm(film), second, UpscaleListener.SILENT);
    assertSamePictures(second.frames, scene(film));
  }

  /** The same film in bands, which this memory asks for, differs by rounding. */
  @Test
  void littleMemoryMeansBands() throws IOException {
    List<Frame> film = FakeFilm.scene(3, 0, 5, 40, 120);
    long least = least(40, 120);
    try (var calm = DrawnWeights.fill(GeneratorSpec.compact(6, 1).create(1), 0.4)) {
      var out = new FakeOutput();
      var summary =
          new FilmUpscaler(calm, new UpscaleSettings(4, Precision.FP32, least, true))
              .run(new FakeFilm(film), out, UpscaleListener.SILENT);
      assertThat(summary.bands()).isGreaterThan(1);
      List<Frame> whole = upscale(film, calm, settings(4));
      for (int t = 0; t < film.size(); t++) {
        byte[] actual = out.frames.get(t).pixels();
        byte[] expected = whole.get(t).pixels();
        for (int i = 0; i < actual.length; i++) {
          assertThat(Math.abs((actual[i] & 0xff) - (expected[i] & 0xff)))
              .as("frame %d, byte %d", t, i)
              .isLessThanOrEqualTo(1);
        }
      }
    }
  }

  /** The least memory that is accepted, in bytes, to the megabyte. */
  private static long least(int width, int height) {
    for (long megabytes = 1; ; megabytes++) {
      try {
        MemoryPlanTest.rows(generator, width, height, 8, 4, megabytes);
        return megabytes << 20;
      } catch (IllegalArgumentException e) {
        assertThat(megabytes).isLessThan(1L << 20);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"4, 112, 80", "2, 56, 40", "3, 84, 60", "1.5, 42, 30", "1, 28, 20", "8, 224, 160"})
  void scales(double scale, int width, int height) throws IOException {
    for (Frame frame : upscale(FakeFilm.scene(1, 0, 3), generator, settings(scale))) {
      assertThat(frame.width()).isEqualTo(width);
      assertThat(frame.height()).isEqualTo(height);
    }
  }

  /**
   * Without weights the network passes on what it is given; then sample j at any scale shows what
   * lies at low-res position j / scale.
   */
  @ParameterizedTest
  @ValueSource(doubles = {4, 2, 3, 2.5})
  void rampsStayWhereTheyAre(double scale) throws IOException {
    var pixels = new byte[FakeFilm.WIDTH * FakeFilm.HEIGHT * 3];
    for (int i = 0; i < pixels.length; i++) {
      int x = i / 3 % FakeFilm.WIDTH;
      int y = i / 3 / FakeFilm.WIDTH;
      pixels[i] = (byte) (10 + 5 * x + 4 * y);
    }
    Frame still = Frame.still(FakeFilm.WIDTH, FakeFilm.HEIGHT, pixels);
    try (var nothing = DrawnWeights.fill(GeneratorSpec.compact(4, 1).create(1), 0)) {
      for (Frame frame : upscale(List.of(still, still, still), nothing, settings(scale))) {
        for (int y = (int) (5 * scale); y < 15 * scale; y++) {
          for (int x = (int) (5 * scale); x < 23 * scale; x++) {
            int value = frame.pixels()[(y * frame.width() + x) * 3 + 1] & 0xff;
            double expected = 10 + 5 * x / scale + 4 * y / scale;
            assertThat((double) value).as("at %d, %d", x, y).isCloseTo(expected, within(1.01));
          }
        }
      }
    }
  }

  @Test
  void sixteenBitsStaySixteen() throws IOException {
    try (var nothing = DrawnWeights.fill(GeneratorSpec.compact(4, 1).create(1), 0)) {
      for (int value : new int[] {0, 1, 300, 32767, 32768, 40001, 65535}) {
        var pixels = ByteBuffer.allocate(2 * 12 * 10 * 3).order(ByteOrder.nativeOrder());
        while (pixels.hasRemaining()) {
          pixels.putShort((short) value);
        }
        var frame = new Frame(12, 10, 16, pixels.array(), 7, 1);
        for (double scale : new double[] {4, 2}) {
          for (Frame out : upscale(List.of(frame, frame), nothing, settings(scale))) {
            assertThat(out.bits()).isEqualTo(16);
            var samples = ByteBuffer.wrap(out.pixels()).order(ByteOrder.nativeOrder());
            while (samples.hasRemaining()) {
              int sample = Short.toUnsignedInt(samples.getShort());
              assertThat(sample).isCloseTo(value, within(1));
            }
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"compact", "frvsr"})
  void bfloat16LooksTheSame(String architecture) throws IOException {
    List<Frame> film = FakeFilm.scene(2, 0, 4);
    try (var network = DrawnWeights.fill(new GeneratorSpec(architecture, 8, 1).create(1), 0.4)) {
      List<Frame> exact = upscale(film, network, settings(4));
      List<Frame> fast =
          upscale(film, network, new UpscaleSettings(4, Precision.BF16, PLENTY, true));
      for (int t = 0; t < film.size(); t++) {
        double sum = 0;
        byte[] a = exact.get(t).pixels();
        byte[] b = fast.get(t).pixels();
        for (int i = 0; i < a.length; i++) {
          sum += Math.abs((a[i] & 0xff) - (b[i] & 0xff));
        }
        assertThat(sum / a.length).as("grey levels, frame %d", t).isLessThan(1);
      }
    }
  }
}
