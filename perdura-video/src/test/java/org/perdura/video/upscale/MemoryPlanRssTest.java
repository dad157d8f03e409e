package org.perdura.video.upscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perdura.media.Frame;
import org.perdura.media.Media;
import org.perdura.media.Rational;
import org.perdura.media.WriterOptions;
import org.perdura.nn.Precision;
import org.perdura.nn.Torch;
import org.perdura.video.model.GeneratorSpec;

/** What processes really take, by the system's own account, against what was allowed them. */
@Tag("long")
class MemoryPlanRssTest {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Pattern PEAK = Pattern.compile("VmHWM:\\s*(\\d+) kB");
  private static final int FRAMES = 6;

  @TempDir private Path folder;

  /** A process of its own: upscales a film within a limit and prints its peak in MB. */
  static final class Upscaling {

    private Upscaling() {}

    public static void main(String[] args) throws IOException {
      Torch.threads(1);
      var spec =
          args[3].equals("reference")
              ? GeneratorSpec.reference(4)
              : GeneratorSpec.compact(Integer.parseInt(args[3]), 3);
      var settings =
          new UpscaleSettings(
              Double.parseDouble(args[2]), Precision.FP32, Long.parseLong(args[4]) << 20, false);
      try (var generator = spec.create(1);
          var reader = Media.open(args[0]);
          var writer = Media.create(args[1], WriterOptions.like(reader.info()).withThreads(1))) {
        var summary = new FilmUpscaler(generator, settings).run(reader, writer, done -> {});
        writer.finish();
        var peak = PEAK.matcher(Files.readString(STATUS));
        assertThat(peak.find()).isTrue();
        System.out.println(Long.parseLong(peak.group(1)) / 1024 + " " + summary.bands());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "640, 360, 8, false, 4, 64, 2000",
    "640, 360, 8, false, 4, 128, 2400",
    "640, 360, 8, false, 8, 64, 2600",
    "640, 360, 8, true, 4, 64, 2600",
    "640, 360, 16, false, 4, 64, 2600",
    "640, 360, 8, false, 4, reference, 2600",
    "1280, 720, 8, false, 4, 64, 4096",
  })
  void peaksStayWithinTheLimit(
      int width, int height, int bits, boolean alpha, double scale, String network, long megabytes)
      throws Exception {
    assumeTrue(Files.isReadable(STATUS));
    Path film = folder.resolve("%03d.png");
    try (var writer = Media.create(film.toString(), WriterOptions.atRate(new Rational(25, 1)))) {
      for (int i = 0; i < FRAMES; i++) {
        var random = new Random(i);
        byte[] pixels = samples(random, width * height * Frame.CHANNELS, bits);
        byte[] opacity = alpha ? samples(random, width * height, bits) : null;
        writer.write(new Frame(width, height, bits, pixels, opacity, i, 1));
      }
      writer.finish();
    }
    var builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xms64m",
            "-Xmx2g",
            "-Xmn32m",
            "-XX:+UseSerialGC",
            "-XX:+AlwaysPreTouch",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            Upscaling.class.getName(),
            film.toString(),
            folder.resolve(alpha ? "out.mov" : "out.mp4").toString(),
            Double.toString(scale),
            network,
            Long.toString(megabytes));
    // As the launcher does.
    builder.environment().put("GLIBC_TUNABLES", System.getProperty("perdura.launcher.malloc"));
    builder.environment().put("OMP_WAIT_POLICY", "PASSIVE");
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isZero();
    String[] words = said.strip().split(" ", -1);
    // Enough that the limit is used, and not more than it.
    assertThat(Long.parseLong(words[0])).as(said).isBetween(megabytes * 2 / 5, megabytes);
  }

  private static byte[] samples(Random random, int count, int bits) {
    var samples = new byte[count * bits / Byte.SIZE];
    random.nextBytes(samples);
    return samples;
  }
}
