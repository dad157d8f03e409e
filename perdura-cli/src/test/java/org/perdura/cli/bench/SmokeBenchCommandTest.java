package org.perdura.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

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
import org.perdura.nn.Torch;
import picocli.CommandLine;

class SmokeBenchCommandTest {

  private static final List<String> RATIOS =
      List.of("multiplyAdds", "referenceTime", "ofSolverStep");

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

  private JsonNode measure(String sizes, double mostGmultadds) throws IOException {
    Path json = folder.resolve("bench.json");
    int code =
        execute(
            "smoke",
            "--sizes=" + sizes,
            "--threads=1",
            "--seconds=0.01",
            "--sequence-frames=2",
            "--most-gmultadds=" + mostGmultadds,
            "--json=" + json);
    assertThat(code).as(err.toString()).isZero();
    return new ObjectMapper().readTree(json.toFile());
  }

  @Test
  void oneRunMeasuresAllRows() throws IOException {
    JsonNode result = measure("16x20,16x20x16", 3);

    int precisions = Torch.hasFastBf16() ? 2 : 1;
    assertThat(result.get("bf16").asBoolean()).isEqualTo(precisions == 2);
    assertThat(out.toString().contains("bf16 is left out")).isEqualTo(precisions == 1);
    JsonNode rows = result.get("rows");
    assertThat(rows).hasSize(2 * (2 * precisions + 2));
    for (JsonNode row : rows) {
      assertThat(row.get("times").asInt()).isGreaterThanOrEqualTo(3);
      assertThat(row.get("millisPerFrame").asDouble()).isFinite().isPositive();
      if (row.get("multiplyAddsPerCell").isNull()) {
        assertThat(row.get("name").asText()).isEqualTo("solver's step");
      } else {
        double cells = row.get("to").asText().equals("64x80") ? 64 * 80 : 64 * 80 * 64;
        assertThat(row.get("gigaflops").asDouble() * row.get("millisPerFrame").asDouble())
            .isCloseTo(2e-6 * cells * row.get("multiplyAddsPerCell").asDouble(), within(1e-6));
      }
      assertThat(out.toString()).contains(row.get("name").asText(), row.get("to").asText());
    }
    for (JsonNode ratio : result.get("ratios")) {
      for (String number : RATIOS) {
        assertThat(ratio.get(number).asDouble()).as(ratio + " " + number).isFinite().isPositive();
      }
    }
    assertThat(result.get("ratios").findValuesAsText("precision")).hasSize(2 * precisions);
  }

  @Test
  void multiplyAddsAreThoseOfTheLayers() throws IOException {
    JsonNode rows = measure("16x16", 3).get("rows");

    double compact = 9 * (5 * 32 + 12 * 32 * 32 + 32 * 16) / 16.0; // all at low-res
    // tempoGAN's units, appendix A: two convolutions of 5x5 and a shortcut each.
    double reference =
        25 * (4 * 8 + 8 * 32 + 32 * 128 + 128 * 128 + 128 * 32 + 32 * 8 + 8 * 2 + 2)
            + (4 * 32 + 32 * 128 + 128 * 8 + 8);
    for (JsonNode row : rows) {
      double there = row.get("multiplyAddsPerCell").asDouble();
      switch (row.get("name").asText()) {
        case "reference" -> assertThat(there).isEqualTo(reference);
        case "solver's step" -> assertThat(there).isZero();
        default -> assertThat(there).isEqualTo(compact);
      }
    }
  }

  @Test
  void partsAreScaledByCells() throws IOException {
    JsonNode rows = measure("16x16,32x32", 0.7).get("rows");

    int perSize = rows.size() / 2;
    for (int i = 0; i < perSize; i++) {
      JsonNode small = rows.get(i);
      JsonNode large = rows.get(perSize + i);
      boolean reference = small.get("name").asText().equals("reference");
      assertThat(small.get("part").asText("whole")).isEqualTo(reference ? "8x8" : "whole");
      assertThat(large.get("part")).isEqualTo(small.get("part"));
      if (reference) { // the same part, measured once
        assertThat(large.get("times")).isEqualTo(small.get("times"));
        assertThat(large.get("millisPerFrame").asDouble())
            .isCloseTo(4 * small.get("millisPerFrame").asDouble(), withinPercentage(1e-6));
      }
    }
    assertThat(out.toString()).contains("scaled from 8x8");
  }

  @Test
  void wrongOptionsAreToldInOneLine() throws IOException {
    assertThat(execute("smoke", "--sizes", "64")).isEqualTo(2);
    assertThat(err.toString()).contains("'64' is no size: must be like 256x256 or 64x64x64");
    assertThat(execute("smoke", "--sizes", "512x512x512")).isEqualTo(2);
    assertThat(err.toString()).contains("--sizes 512x512x512: a grid of 2048x2048x2048 cells");
    assertThat(execute("smoke", "--threads", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("--threads 0: must be 1 or more");
    assertThat(execute("smoke", "--sequence-frames", "0")).isEqualTo(2);
    assertThat(execute("smoke", "--most-gmultadds", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("--most-gmultadds 0.0: must be above 0");
    Path json = Files.createFile(folder.resolve("there.json"));
    assertThat(execute("smoke", "--json", json.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("exists already");
  }
}
