package org.perdura.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SolverBenchCommandTest {

  private static final List<String> POSITIVE =
      List.of(
          "steps",
          "millisPerStep",
          "bestMillisPerStep",
          "advectionMillis",
          "pressureMillis",
          "restMillis",
          "nanosPerCell",
          "cellsPerSecond",
          "shareOfCopying");

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int execute(String... args) {
    return new CommandLine(new BenchCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(args);
  }

  @Test
  void plumesAreMeasuredInParts() throws IOException {
    Path json = folder.resolve("bench.json");
    int code =
        execute(
            "solver",
            "--sizes=32x40,16x24x20",
            "--threads=1,2",
            "--seconds=0.01",
            "--json=" + json);

    assertThat(code).as(err.toString()).isZero();
    JsonNode result = new ObjectMapper().readTree(json.toFile());
    JsonNode rows = result.get("rows");
    assertThat(rows.findValuesAsText("size"))
        .containsExactly("32x40", "32x40", "16x24x20", "16x24x20");
    assertThat(rows.findValuesAsText("threads")).containsExactly("1", "2", "1", "2");
    for (JsonNode row : rows) {
      for (String number : POSITIVE) {
        assertThat(row.get(number).asDouble()).as(row + " " + number).isFinite().isPositive();
      }
      assertThat(row.get("divergence").asDouble()).isBetween(0.0, 1e-5);
      assertThat(row.get("bestMillisPerStep").asDouble())
          .isLessThanOrEqualTo(row.get("millisPerStep").asDouble());
      assertThat(out.toString()).contains(row.get("size").asText());
    }
    JsonNode first = rows.get(0);
    assertThat(first.get("cellsPerSecond").asDouble() * first.get("millisPerStep").asDouble())
        .isCloseTo(32 * 40 * 1e3, within(1e-3));
    assertThat(result.get("copyBandwidths").get("2").asDouble()).isFinite().isPositive();
  }

  @Test
  void wrongOptionsAreToldInOneLine() {
    assertThat(execute("solver", "--sizes", "64x64x64x64")).isEqualTo(2);
    assertThat(err.toString()).contains("'64x64x64x64' is no size: must be like 256x256");
    assertThat(execute("solver", "--sizes", "8x64")).isEqualTo(2);
    assertThat(err.toString()).contains("a side of 8 cells: must be from 16 to 512");
    assertThat(execute("solver", "--threads", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("--threads 0: must be from 1 to 1024");
  }
}
