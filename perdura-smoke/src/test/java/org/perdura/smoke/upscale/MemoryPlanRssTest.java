package org.perdura.smoke.upscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perdura.fluid.output.Existing;
import org.perdura.grid.GridSize;
import org.perdura.grid.io.GridSequence;
import org.perdura.nn.Precision;
import org.perdura.nn.Torch;
import org.perdura.smoke.model.GeneratorSpec;
import org.perdura.smoke.model.Inputs;

/** What processes really take, by the system's own account, against what was allowed them. */
@Tag("long")
class MemoryPlanRssTest {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Pattern PEAK = Pattern.compile("VmHWM:\\s*(\\d+) kB");
  private static final int FRAMES = 4;

  @TempDir private Path folder;

  /** A process of its own: upscales a sequence within a limit and prints its peak in MB. */
  static final class Upscaling {

    private Upscaling() {}

    public static void main(String[] args) throws IOException {
      Torch.threads(1);
      var density = GridSequence.density(args[0]);
      int dimensions = density.info().size().dimensions();
      int channels = Integer.parseInt(args[2]);
      GeneratorSpec spec =
          channels == 0
              ? GeneratorSpec.reference(dimensions, Inputs.VELOCITY)
              : new GeneratorSpec(
                  "compact",
                  dimensions,
                  Inputs.VELOCITY,
                  0,
                  channels,
                  2,
                  Integer.parseInt(args[3]),
                  0.001);
      var settings = new UpscaleSettings(Precision.FP32, Long.parseLong(args[4]) << 20, false);
      try (var model = Drawn.model(spec)) {
        var sequence = CoarseSequence.of(density, null, model);
        var summary =
            new SequenceUpscaler(model, sequence, args[1], Existing.REFUSE, settings)
                .run(done -> {});
        var peak = PEAK.matcher(Files.readString(STATUS));
        assertThat(peak.find()).isTrue();
        System.out.println(Long.parseLong(peak.group(1)) / 1024 + " " + summary.tiles());
      }
    }
  }

  /** No channels: the reference. */
  @ParameterizedTest
  @CsvSource({
    "32, 32, 32, 32, 8, 1000",
    "48, 48, 48, 32, 0, 1200",
    "48, 48, 48, 32, 0, 800",
    "256, 256, 1, 32, 8, 1200",
    "64, 64, 1, 0, 0, 1200",
  })
  void peaksStayWithinTheLimit(int x, int y, int z, int channels, int head, long megabytes)
      throws Exception {
    assumeTrue(Files.isReadable(STATUS));
    String input = Drawn.sequence(folder, new GridSize(x, y, z), FRAMES, ".npz");
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
            input,
            folder.resolve("out").toString(),
            Integer.toString(channels),
            Integer.toString(head),
            Long.toString(megabytes));
    // As the launcher does.
    builder.environment().put("GLIBC_TUNABLES", System.getProperty("perdura.launcher.malloc"));
    builder.environment().put("OMP_WAIT_POLICY", "PASSIVE");
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isZero();
    assertThat(Long.parseLong(said.strip().split(" ", -1)[0])).as(said).isBetween(300L, megabytes);
  }
}
