package org.perdura.video.upscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.perdura.media.ColorCoding;
import org.perdura.media.Frame;
import org.perdura.media.Media;
import org.perdura.media.PartedFilm;
import org.perdura.media.Rational;
import org.perdura.media.VideoCodec;
import org.perdura.media.VideoInfo;
import org.perdura.media.WriterOptions;
import org.perdura.nn.Precision;
import org.perdura.nn.Torch;
import org.perdura.video.model.DrawnWeights;
import org.perdura.video.model.GeneratorSpec;
import org.perdura.video.model.VideoGenerator;

/** A film gone on with after its upscaling was ended is bit for bit the film upscaled in one go. */
@Timeout(120)
class ResumedFilmTest {

  private static final int PART = 7;

  private static VideoGenerator generator;

  @TempDir Path folder;

  private boolean alpha;

  @BeforeAll
  static void create() {
    Torch.threads(1);
    generator = DrawnWeights.fill(GeneratorSpec.compact(6, 1).create(1), 0.6);
  }

  @AfterAll
  static void free() {
    generator.close();
  }

  /** Three scenes: cuts within a part, at its beginning and just behind it. */
  private static List<Frame> film() {
    var film = new ArrayList<>(FakeFilm.scene(1, 0, 10));
    film.addAll(FakeFilm.scene(20, 10, 4));
    film.addAll(FakeFilm.scene(30, 14, 8));
    film.addAll(FakeFilm.scene(40, 22, 7));
    return film;
  }

  private PartedFilm open(String name, boolean resume) throws IOException {
    var source =
        new VideoInfo(0, 0, 8, new Rational(1, 1000), new Rational(25, 1), -1, ColorCoding.RGB);
    if (alpha) {
      source =
          new VideoInfo(
              0,
              0,
              8,
              source.timeBase(),
              source.frameRate(),
              -1,
              source.color(),
              source.sampleAspect(),
              8,
              true,
              source.notes());
    }
    var options = WriterOptions.like(source).withCodec(VideoCodec.FFV1).withThreads(1);
    return PartedFilm.open(folder.resolve(name).toString(), options, PART, Map.of(), resume);
  }

  private static final class Kill extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** Up to a frame, where it is ended. */
  private void upscale(List<Frame> film, String name, Precision precision, int end)
      throws IOException {
    try (PartedFilm out = open(name, true)) {
      var settings = new UpscaleSettings(4, precision, 4L << 30, true);
      new FilmUpscaler(generator, settings)
          .run(
              new FakeFilm(film),
              out,
              frames -> {
                if (frames == end) {
                  throw new Kill();
                }
              });
      out.finish();
    }
  }

  private List<Frame> read(String name) throws IOException {
    var frames = new ArrayList<Frame>();
    try (var reader = Media.open(folder.resolve(name).toString())) {
      for (Frame frame = reader.read(); frame != null; frame = reader.read()) {
        frames.add(frame);
      }
    }
    return frames;
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void isTheFilmUpscaledInOneGo(Precision precision) throws IOException {
    upscale(film(), "whole.mkv", precision, -1);
    for (int end : new int[] {3, 8, 13, 14, 15, 16, 20, 22, 27, 28, 29}) {
      try {
        upscale(film(), "parts.mkv", precision, end);
      } catch (Kill e) {
        // as wanted
      }
    }
    if (!folder.resolve("parts.mkv").toFile().exists()) {
      upscale(film(), "parts.mkv", precision, -1);
    }
    List<Frame> whole = read("whole.mkv");
    List<Frame> parts = read("parts.mkv");
    assertThat(parts).hasSameSizeAs(whole).hasSameSizeAs(film());
    for (int t = 0; t < whole.size(); t++) {
      assertThat(parts.get(t).pixels()).as("frame %d", t).isEqualTo(whole.get(t).pixels());
    }
  }

  /** Ending a part must change nothing in the frames. */
  @Test
  void isTheFilmThatIsNotInParts() throws IOException {
    upscale(film(), "parts.mkv", Precision.FP32, -1);
    var out = new FakeOutput();
    var settings = new UpscaleSettings(4, Precision.FP32, 4L << 30, true);
    new FilmUpscaler(generator, settings).run(new FakeFilm(film()), out, frames -> {});
    List<Frame> parts = read("parts.mkv");
    assertThat(parts).hasSameSizeAs(out.frames).hasSameSizeAs(film());
    for (int t = 0; t < parts.size(); t++) {
      byte[] one = out.frames.get(t).pixels();
      byte[] other = parts.get(t).pixels();
      for (int i = 0; i < one.length; i++) {
        // The layout in memory changes the order of sums.
        assertThat(Math.abs((one[i] & 255) - (other[i] & 255))).isLessThanOrEqualTo(1);
      }
    }
  }

  @Test
  void anotherFilmIsRefused() throws IOException {
    assertThatThrownBy(() -> upscale(film(), "a.mkv", Precision.FP32, 20)).isInstanceOf(Kill.class);
    List<Frame> other = film();
    other.set(5, FakeFilm.scene(3, 5, 1).get(0));
    assertThatThrownBy(() -> upscale(other, "a.mkv", Precision.FP32, -1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("another than that whose first 14 frames")
        .hasMessageContaining("a.mkv.parts");
    assertThatThrownBy(() -> upscale(film().subList(0, 9), "a.mkv", Precision.FP32, -1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("has 9 frames, but 14 are done");
    upscale(film(), "a.mkv", Precision.FP32, -1);
    assertThat(read("a.mkv")).hasSameSizeAs(film());
  }

  /** All frames are there, and only the joining was ended: it is not done for another film. */
  @Test
  void aCompleteFilmIsJoinedForItsOwnInputOnly() throws IOException {
    var settings = new UpscaleSettings(4, Precision.FP32, 4L << 30, true);
    try (PartedFilm out = open("a.mkv", false)) {
      var summary =
          new FilmUpscaler(generator, settings).run(new FakeFilm(film()), out, frames -> {});
      assertThatThrownBy(
              () ->
                  out.finish(
                      summary.checksum(),
                      frames -> {
                        throw new Kill();
                      }))
          .isInstanceOf(Kill.class);
    }
    List<Frame> longer = film();
    longer.addAll(FakeFilm.scene(50, 29, 2));
    assertThatThrownBy(() -> upscale(longer, "a.mkv", Precision.FP32, -1))
        .hasMessageContaining("has more than the 29 frames");
    List<Frame> other = film();
    other.set(28, FakeFilm.scene(3, 28, 1).get(0));
    assertThatThrownBy(() -> upscale(other, "a.mkv", Precision.FP32, -1))
        .hasMessageContaining("another than that whose first 29 frames");
    upscale(film(), "a.mkv", Precision.FP32, -1);
    assertThat(read("a.mkv")).hasSameSizeAs(film());
  }

  /** Alpha has a recurrent state of its own, and comes and goes. */
  @Test
  void alphaIsGoneOnWithToo() throws IOException {
    List<Frame> film = new ArrayList<>();
    for (Frame frame : film()) {
      boolean opaque = film.size() % 5 == 3;
      film.add(
          new Frame(
              frame.width(),
              frame.height(),
              8,
              frame.pixels(),
              opaque ? null : java.util.Arrays.copyOf(frame.pixels(), frame.pixels().length / 3),
              frame.pts(),
              frame.duration()));
    }
    alpha = true;
    upscale(film, "whole.mkv", Precision.FP32, -1);
    for (int end : new int[] {8, 15, 24}) {
      assertThatThrownBy(() -> upscale(film, "parts.mkv", Precision.FP32, end))
          .isInstanceOf(Kill.class);
    }
    upscale(film, "parts.mkv", Precision.FP32, -1);
    List<Frame> whole = read("whole.mkv");
    List<Frame> parts = read("parts.mkv");
    assertThat(parts).hasSameSizeAs(film).hasSameSizeAs(whole);
    for (int t = 0; t < film.size(); t++) {
      assertThat(parts.get(t).pixels()).as("frame %d", t).isEqualTo(whole.get(t).pixels());
      assertThat(parts.get(t).alpha()).as("alpha %d", t).isEqualTo(whole.get(t).alpha());
    }
    assertThat(whole.get(0).alpha()).isNotNull();
  }
}
