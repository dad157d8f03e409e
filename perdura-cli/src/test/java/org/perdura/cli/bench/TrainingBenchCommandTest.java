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
import org.perdura.nn.Precision;
import picocli.CommandLine;

class TrainingBenchCommandTest {

  private static final List<String> POSITIVE =
      List.of(
          "steps",
          "millisPerStep",
          "multiplyAdds",
          "gigaflops",
          "shareOfPeak",
          "bareMillisPerStep",
          "shareOfBare");

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int execute(String... args) {
    return new CommandLine(new BenchCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .setExecutionExceptionHandler(
            (e, command, parsed) -> {
              err.append(String.valueOf(e.getMessage()));
              return 1;
            })
        .execute(args);
  }

  @Test
  void trainingsAndTheirBareLoopsAreMeasured() throws IOException {
    Path json = folder.resolve("bench.json");
    int code =
        execute(
            "training",
            "--rows=compact,fp32",
            "--threads=1",
            "--batch=1",
            "--frames=2",
            "--low-size=12",
            "--seconds=0.05",
            "--json=" + json);

    assertThat(code).as(err.toString()).isZero();
    JsonNode result = new ObjectMapper().readTree(json.toFile());
    JsonNode rows = result.get("rows");
    assertThat(rows.findValuesAsText("name"))
        .containsExactly("compact, content", "compact, adversarial");
    for (JsonNode row : rows) {
      for (String number : POSITIVE) {
        assertThat(row.get(number).asDouble()).as(row + " " + number).isFinite().isPositive();
      }
      assertThat(row.get("waiting").asDouble()).isBetween(0.0, 1.0);
      assertThat(row.get("shareOfBare").asDouble() * row.get("millisPerStep").asDouble())
          .isCloseTo(row.get("bareMillisPerStep").asDouble(), within(1e-6));
      assertThat(row.get("gigaflops").asDouble() * row.get("millisPerStep").asDouble())
          .isCloseTo(2e-6 * row.get("multiplyAdds").asDouble(), within(1e-6));
      assertThat(out.toString()).contains(row.get("name").asText());
    }
    assertThat(rows.get(0).get("multiplyAdds").asLong()).isEqualTo(contentMultiplyAdds());
    assertThat(rows.get(1).get("multiplyAdds").asLong()).isEqualTo(adversarialMultiplyAdds());
    assertThat(result.get("matrixPeaks").get("fp32").asDouble()).isFinite().isPositive();
  }

  /** Of the compact generator: forward, and backward as two forwards; for a 12x12 frame. */
  private static long generatorMultiplyAdds() {
    return 3L * 144 * 9 * (51 * 64 + 6 * 64 * 64 + 64 * 64);
  }

  private static long contentMultiplyAdds() {
    return 2 * generatorMultiplyAdds();
  }

  /** Two frames are played to three: one look at 27 channels of 36x36, two of 41x41 at VGG. */
  private static long adversarialMultiplyAdds() {
    long first = 16L * 27 * 48 * 18 * 18;
    long others = 16L * (48 * 96 * 9 * 9 + 96 * 128 * 4 * 4) + 128 * 4 * 4;
    // For the generator: forward, and backward to what is looked at. For the discriminator, of
    // truth and result: forward, weights, and what the layers hand on, which the first need not.
    long judge = 2 * (first + others) + 2 * (2 * first + 3 * others);
    long vgg =
        3L * 3 * 41 * 41
            + 9L
                * (41 * 41 * (3 * 16 + 16 * 16)
                    + 20 * 20 * (16 * 32 + 32 * 32)
                    + 10 * 10 * (32 * 64 + 3 * 64 * 64)
                    + 5 * 5 * (64 * 128 + 3 * 128 * 128)
                    + 2 * 2 * 128 * 128);
    // Two results forwards and back, two truths forwards.
    return 3 * generatorMultiplyAdds() + judge + (2 * 2 + 2) * vgg;
  }

  @Test
  void everyKindOfTrainingHasARow() {
    assertThat(TrainingCase.all()).hasSize(8).doesNotHaveDuplicates();
    assertThat(TrainingCase.matching(List.of("bf16", "Adversarial")))
        .containsExactly(
            new TrainingCase("reference", "adversarial", Precision.BF16),
            new TrainingCase("compact", "adversarial", Precision.BF16));
    assertThat(TrainingCase.matching(List.of("compact", "reference"))).isEmpty();
    for (TrainingCase one : TrainingCase.all()) {
      var recipe = one.recipe(1, 4, 10, 32).value();
      assertThat(recipe.judges()).hasSize(one.losses().equals("adversarial") ? 1 : 0);
      assertThat(recipe.generator().architecture().equals("compact"))
          .isEqualTo(one.network().equals("compact"));
    }
  }

  @Test
  void wrongOptionsAreToldInOneLine() throws IOException {
    assertThat(execute("training", "--rows", "compact,fp8")).isEqualTo(2);
    assertThat(err.toString()).contains("--rows compact,fp8: no row has all of that");
    assertThat(execute("training", "--low-size", "8")).isEqualTo(2);
    assertThat(err.toString()).contains("--low-size 8: must be 12 or more");
    assertThat(execute("training", "--frames", "1")).isEqualTo(2);
    assertThat(err.toString()).contains("--frames 1: must be 2 or more");
    Path json = Files.createFile(folder.resolve("there.json"));
    assertThat(execute("training", "--json", json.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("exists already");
  }
}
