package org.perdura.cli.endurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perdura.media.Frame;
import org.perdura.media.FrameReader;
import org.perdura.media.Media;
import org.perdura.media.Rational;
import org.perdura.media.WriterOptions;

/** What processes take, seen from outside: bounded by the frame and a limit, not by the length. */
@Tag("long")
final class MemoryTest {

  @TempDir private Path folder;

  @BeforeEach
  void linux() {
    assumeTrue(Files.isReadable(Path.of("/proc/self/status")), "needs Linux");
  }

  private Path film(int width, int height, int frames) throws IOException {
    var options = WriterOptions.atRate(new Rational(25, 1)).withThreads(1);
    return Commands.draw(folder.resolve(frames + ".mp4"), width, height, frames, options);
  }

  /** What an upscaling takes at each moment, in MB, and last the most. */
  private List<Double> resident(Path film, Path out, String... more)
      throws IOException, InterruptedException {
    var words = new ArrayList<>(List.of("upscale", film.toString(), out.toString(), "--quiet"));
    words.addAll(List.of(more));
    try (var program = Program.start(words)) {
      List<Double> resident = program.resident();
      Program.End end = program.end();
      assertThat(end.code()).as("%s", end.err()).isZero();
      return resident;
    }
  }

  private static double most(List<Double> resident) {
    return Collections.max(resident);
  }

  @ParameterizedTest
  @CsvSource({"160, 96", "320, 180"})
  void aLongFilmTakesNoMoreThanAShortOne(int width, int height)
      throws IOException, InterruptedException {
    Path film = film(width, height, 20);
    var peaks = new double[3]; // they differ by some 3 %
    for (int i = 0; i < peaks.length; i++) {
      peaks[i] = most(resident(film, folder.resolve(i + ".mp4"), "--threads", "2"));
    }
    Arrays.sort(peaks);
    double few = peaks[1];
    List<Double> many =
        resident(film(width, height, 2000), folder.resolve("many.mp4"), "--threads", "2");
    double half = most(many.subList(0, many.size() / 2));
    double after = most(many.subList(many.size() / 2, many.size() - 1));
    System.out.printf(
        "%dx%d: 20 frames %s MB; 2000 frames %.0f MB, halves %.0f and %.0f MB%n",
        width, height, Arrays.toString(peaks), most(many), half, after);
    assertThat(after).as("the second half").isLessThan(1.05 * half);
    assertThat(most(many)).as("a long film").isLessThan(1.05 * few);
  }

  @Test
  void largeFramesStayUnderTheLimitAndAreTheSame() throws IOException, InterruptedException {
    Path film = film(1280, 720, 4);
    Path tight = folder.resolve("tight.mkv");
    Path wide = folder.resolve("wide.mkv");
    String[] same = {"--codec", "ffv1", "--precision", "fp32", "--threads", "2", "--memory"};
    double peak = most(resident(film, tight, with(same, "3g")));
    double whole = most(resident(film, wide, with(same, "16g")));
    int difference = largestDifference(tight, wide);
    System.out.printf(
        "1280x720 within 3072 MB: %.0f MB; whole frames: %.0f MB; at most %d of 255 apart%n",
        peak, whole, difference);
    assertThat(peak).isLessThan(3072).isLessThan(whole);
    assertThat(difference).isLessThanOrEqualTo(1);
  }

  private static String[] with(String[] words, String last) {
    var all = new ArrayList<>(List.of(words));
    all.add(last);
    return all.toArray(new String[0]);
  }

  private static int largestDifference(Path one, Path other) throws IOException {
    int most = 0;
    try (FrameReader left = Media.open(one.toString());
        FrameReader right = Media.open(other.toString())) {
      for (Frame a = left.read(); a != null; a = left.read()) {
        byte[] b = right.read().pixels();
        for (int i = 0; i < b.length; i++) {
          most = Math.max(most, Math.abs((a.pixels()[i] & 255) - (b[i] & 255)));
        }
      }
    }
    return most;
  }

  /** From the end of the first quarter on. */
  @Test
  void trainingDoesNotGrow() throws IOException, InterruptedException {
    Command train = new Commands(folder).trainVideo();
    var words = new ArrayList<>(train.begin(folder, 1));
    words.addAll(
        List.of(
            "--set", "training.steps=2000",
            "--set", "phases=[{steps: 2000, batch: 2, frames: 3, low-size: 12}]",
            "--set", "training.validate-every=500",
            "--set", "training.checkpoint-every-steps=500"));
    try (var program = Program.start(words)) {
      List<Double> resident = program.resident();
      Program.End end = program.end();
      assertThat(end.code()).as("%s", end.err()).isZero();
      double first = resident.get(resident.size() / 4);
      double last = resident.get(resident.size() - 2);
      System.out.printf("2000 steps: %.0f MB after a quarter, %.0f MB in the end%n", first, last);
      assertThat(last).isLessThan(1.05 * first);
    }
  }
}
