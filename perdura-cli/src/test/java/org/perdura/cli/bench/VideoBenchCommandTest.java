package org.perdura.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perdura.video.upscale.VideoModel;
import picocli.CommandLine;

class VideoBenchCommandTest {

  private static final List<String> NUMBERS =
      List.of(
          "millisPerFrame",
          "framesPerSecond",
          "multiplyAdds",
          "gigaflops",
          "shareOfPeak",
          "speedUp",
          "coresBusy",
          "peakMegabytes");

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int execute(String... args) {
    return new CommandLine(new BenchCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .setExecutionExceptionHandler(
            (e, command, parsed) -> {
              err.append(e.getMessage());
              return 1;
            })
        .execute(args);
  }

  @Test
  void oneRunMeasuresAllRows() throws IOException {
    Path json = folder.resolve("bench.json");
    int code =
        execute(
            "video",
            "--threads=1",
            "--size=24x16",
            "--seconds=0.05",
            "--film-frames=8",
            "--json=" + json);

    assertThat(code).as(err.toString()).isZero();
    JsonNode result = new ObjectMapper().readTree(json.toFile());

    JsonNode rows = result.get("rows");
    assertThat(rows.findValuesAsText("name"))
        .hasSize(7)
        .filteredOn(name -> name.startsWith("reference"))
        .containsExactly(
            "reference, 10 blocks",
            "reference, 16 blocks",
            "reference, 10 blocks",
            "reference, 16 blocks");
    assertThat(rows.findValuesAsText("execution"))
        .containsExactly("plain", "plain", "plain", "ours", "ours", "ours", "decode to encode");
    for (JsonNode row : rows) {
      for (String number : NUMBERS) {
        assertThat(row.get(number).asDouble()).as(row + " " + number).isFinite().isPositive();
      }
      assertThat(row.get("gigaflops").asDouble() * row.get("millisPerFrame").asDouble())
          .isCloseTo(2e-6 * row.get("multiplyAdds").asDouble(), within(1e-6));
      assertThat(out.toString()).contains(row.get("name").asText());
    }
    assertThat(rows.findValues("multiplyAdds"))
        .extracting(JsonNode::asLong)
        .containsExactly(
            referenceMultiplyAdds(10),
            referenceMultiplyAdds(16),
            compactMultiplyAdds(),
            referenceMultiplyAdds(10),
            referenceMultiplyAdds(16),
            compactMultiplyAdds(),
            compactMultiplyAdds());
    assertThat(rows.get(1).get("speedUp").asDouble()).as("plain against itself").isEqualTo(1);
    assertThat(result.get("matrixPeaks").get("fp32").asDouble()).isFinite().isPositive();
  }

  /** Figure 3 of FRVSR and appendix A of TecoGAN at 24x16, layer by layer. */
  private static long referenceMultiplyAdds(int blocks) {
    long nine = 9;
    long flow = // at 24x16, 12x8, 6x4, 3x2 and back: two convolutions a level, then two at the end
        nine * 384 * (6 * 32 + 32 * 32)
            + nine * 96 * (32 * 64 + 64 * 64)
            + nine * 24 * (64 * 128 + 128 * 128)
            + nine * 6 * (128 * 256 + 256 * 256)
            + nine * 24 * (256 * 128 + 128 * 128)
            + nine * 96 * (128 * 64 + 64 * 64)
            + nine * 384 * (64 * 32 + 32 * 2);
    long around =
        nine * 384 * 51 * 64
            + nine * 384 * 64 * 64 // to 48x32: nine products for each input pixel
            + nine * 1536 * 64 * 64 // to 96x64
            + nine * 6144 * 64 * 3;
    return flow + around + nine * 2 * blocks * 384 * 64 * 64;
  }

  private static long compactMultiplyAdds() throws IOException {
    try (var model = VideoModel.load(VideoModel.DEFAULT)) {
      long channels = model.spec().channels();
      long pairs = 51 * channels + 2L * model.spec().blocks() * channels * channels + channels * 64;
      return pairs * 9 * 384;
    }
  }

  @Test
  void wrongOptionsAreToldInOneLine() throws IOException {
    assertThat(execute("video", "--size", "180")).isEqualTo(2);
    assertThat(err.toString()).contains("must be like 180x144");
    assertThat(execute("video", "--precision", "fp8")).isEqualTo(2);
    assertThat(err.toString()).contains("--precision fp8: must be auto, fp32 or bf16");
    assertThat(execute("video", "--threads", "0")).isEqualTo(2);
    Path json = Files.createFile(folder.resolve("there.json"));
    assertThat(execute("video", "--json", json.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("exists already");
  }
}
