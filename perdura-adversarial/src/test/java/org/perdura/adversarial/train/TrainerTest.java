package org.perdura.adversarial.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdura.adversarial.BatchSource;
import org.perdura.nn.SafeTensors;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;
import org.perdura.recipe.RecipeReader;

class TrainerTest {

  @TempDir Path folder;

  private final List<String> warnings = new ArrayList<>();

  private static TrainerSettings settings(long steps, String more) {
    return RecipeReader.parse(
            "test.yaml",
            "{steps: %d, threads: 1, precision: fp32, log-every: 5, learning-rate: {warmup: 10}, %s}"
                .formatted(steps, more),
            TrainerSettings.class,
            List.of())
        .value();
  }

  private static TrainerSettings settings(long steps) {
    return settings(steps, "checkpoint-every-steps: 10, validate-every: 20");
  }

  private Run run(String name, boolean resume) {
    return new Run(folder.resolve(name), resume, "toy", Map.of("model.width", "8"), Set.of());
  }

  private TrainingResult train(
      MovingSignal task, TrainerSettings settings, Run run, long stopAfter) {
    return train(task, settings, run, stopAfter, MovingSignal::batch);
  }

  private TrainingResult train(
      MovingSignal task,
      TrainerSettings settings,
      Run run,
      long stopAfter,
      BatchSource<MovingSignal.Batch> source) {
    var trainers = new ArrayList<Trainer<?>>();
    var listener =
        new TrainingListener() {
          @Override
          public void onStep(StepReport report) {
            if (report.step() == stopAfter) {
              trainers.get(0).stop();
            }
          }

          @Override
          public void onWarning(String line) {
            warnings.add(line);
          }
        };
    var trainer = new Trainer<>(task, source, 2, settings, run, listener);
    trainers.add(trainer);
    return trainer.run();
  }

  /** Every tensor of a checkpoint as its bytes' hash. */
  private Map<String, Integer> checkpoint(String run, long step) throws IOException {
    try (var scope = new Scope()) {
      var hashes = new TreeMap<String, Integer>();
      SafeTensors.read(
              folder.resolve(run).resolve("checkpoints/step-%08d.safetensors".formatted(step)))
          .tensors()
          .forEach((name, t) -> hashes.put(name, java.util.Arrays.hashCode(t.toRaw())));
      return hashes;
    }
  }

  private List<JsonNode> log(String run) throws IOException {
    var lines = new ArrayList<JsonNode>();
    for (String line : Files.readAllLines(folder.resolve(run).resolve("log.jsonl"))) {
      lines.add(new ObjectMapper().readTree(line));
    }
    return lines;
  }

  private List<String> checkpointNames(String run) throws IOException {
    try (var files = Files.list(folder.resolve(run).resolve("checkpoints"))) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aRunResumedIsBitForBitTheRunNotInterrupted() throws IOException {
    train(new MovingSignal(true), settings(100), run("whole", false), -1);
    TrainingResult half = train(new MovingSignal(true), settings(100), run("parts", false), 53);
    assertThat(half.finished()).isFalse();
    assertThat(half.step()).isEqualTo(53);
    TrainingResult end = train(new MovingSignal(true), settings(100), run("parts", true), -1);

    assertThat(end.finished()).isTrue();
    assertThat(checkpoint("parts", 100)).isEqualTo(checkpoint("whole", 100));
    assertThat(checkpoint("whole", 100).keySet())
        .contains(
            "generator.first.weight",
            "ema.last.bias",
            "optimizer.muon.momentum.first.weight",
            "optimizer.adam.first.last.weight",
            "judge.temporal.blocks.0.conv.weight",
            "judge.temporal.blocks.1.norm.running_var",
            "judge.temporal.adam.second.head.weight",
            "judge.temporal.balance");
    assertThat(checkpoint("whole", 100)).isNotEqualTo(checkpoint("whole", 90));
    assertThat(log("parts").stream().map(l -> l.get("step").asLong()).toList())
        .isEqualTo(log("whole").stream().map(l -> l.get("step").asLong()).toList());
    assertThat(warnings).isEmpty();
  }

  @Test
  void learnsWithAJudgeAndLeavesEverythingBehind() throws IOException {
    var task = new MovingSignal(true);
    double before = task.validate(0).figures().get("psnr");
    TrainingResult result = train(task, settings(150), run("run", false), -1);

    assertThat(result.figures().get("psnr")).isGreaterThan(before + 5);
    List<JsonNode> log = log("run");
    JsonNode last = log.get(log.size() - 2);
    assertThat(last.get("step").asLong()).isEqualTo(150);
    assertThat(last.get("loss").has("content")).isTrue();
    assertThat(last.get("loss").has("temporal/adversarial")).isTrue();
    assertThat(last.get("loss").get("temporal/loss").asDouble()).isBetween(0.0, 2.0);
    assertThat(last.get("learning-rate").get("muon").asDouble()).isBetween(2e-5, 2.1e-5);
    assertThat(last.get("wait").asDouble()).isBetween(0.0, 1.0);
    assertThat(log.get(log.size() - 1).get("validation").get("psnr").asDouble())
        .isEqualTo(result.figures().get("psnr"));
    // The first line is of step 5, when the fade-in has not begun.
    assertThat(log.get(0).get("loss").has("temporal/adversarial")).isFalse();

    Path run = folder.resolve("run");
    var curves = ImageIO.read(run.resolve("curves.png").toFile());
    assertThat(curves.getWidth()).isGreaterThan(1000);
    var picture = ImageIO.read(run.resolve("validation/signal-000150.png").toFile());
    assertThat(picture.getRGB(0, 0)).isEqualTo(0xFFFF0000);
    assertThat(picture.getRGB(1, 0)).isEqualTo(0xFF0000FF);
    assertThat(run.resolve("validation/signal-000020.png")).exists();
    assertThat(checkpointNames("run"))
        .containsExactly(
            "step-00000130.safetensors", "step-00000140.safetensors", "step-00000150.safetensors");

    // The exported model is the averaged one, and needs nothing else.
    try (var scope = new Scope()) {
      var model = SafeTensors.read(result.model());
      assertThat(model.metadata())
          .containsEntry("architecture", "moving-signal")
          .containsEntry("recipe", "toy")
          .containsEntry("steps", "150");
      var fresh = new MovingSignal(false);
      fresh.generator().load(model.tensors());
      assertThat(fresh.validate(0).figures()).isEqualTo(result.figures());
    }
  }

  @Test
  void validationDoesNotChangeWhatIsLearned() throws IOException {
    train(new MovingSignal(false), settings(40, "checkpoint-every-steps: 40"), run("a", false), -1);
    train(
        new MovingSignal(false),
        settings(40, "checkpoint-every-steps: 40, validate-every: 3"),
        run("b", false),
        -1);
    assertThat(checkpoint("b", 40)).isEqualTo(checkpoint("a", 40));
  }

  @Test
  void stopsWhenALossIsNotANumberAndNamesTheGoodCheckpoint() throws IOException {
    BatchSource<MovingSignal.Batch> source =
        step -> {
          var batch = MovingSignal.batch(step);
          if (step == 24) {
            batch.truths().get(0).mulInPlace(Double.POSITIVE_INFINITY);
          }
          return batch;
        };
    assertThatThrownBy(
            () -> train(new MovingSignal(false), settings(100), run("nan", false), -1, source))
        .isInstanceOf(TrainingException.class)
        .hasMessageMatching(
            "step 25: loss content is (NaN|Infinity); the last good checkpoint is"
                + " .*step-00000020.safetensors");
    assertThat(log("nan").get(log("nan").size() - 1).get("step").asLong()).isEqualTo(20);
  }

  @Test
  void aDamagedCheckpointFallsBackToTheOneBefore() throws IOException {
    train(new MovingSignal(true), settings(60), run("whole", false), -1);
    train(new MovingSignal(true), settings(60), run("parts", false), 35);
    Path newest = folder.resolve("parts/checkpoints/step-00000035.safetensors");
    byte[] bytes = Files.readAllBytes(newest);
    Files.write(newest, java.util.Arrays.copyOf(bytes, bytes.length / 2));

    train(new MovingSignal(true), settings(60), run("parts", true), -1);
    assertThat(warnings).hasSize(1);
    assertThat(warnings.get(0)).contains("step-00000035.safetensors").contains("damaged");
    assertThat(checkpoint("parts", 60)).isEqualTo(checkpoint("whole", 60));
    // Of step 35, the log's line is dropped with the checkpoint, then written again.
    assertThat(log("parts").stream().filter(l -> l.get("step").asLong() == 35)).hasSize(1);
  }

  @Test
  void willNotOverwriteARunNorMixTwoRecipes() {
    train(new MovingSignal(false), settings(10), run("run", false), -1);
    assertThatThrownBy(() -> train(new MovingSignal(false), settings(10), run("run", false), -1))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("not empty");

    var other = new LinkedHashMap<>(Map.of("model.width", "16"));
    var changed = new Run(folder.resolve("run"), true, "toy", other, Set.of());
    assertThatThrownBy(() -> train(new MovingSignal(false), settings(20), changed, -1))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("model.width was 8, now 16");

    other.put("model.width", "8");
    other.put("training.log-every", "7");
    other.put("training.threads", "2");
    var harmless = new Run(folder.resolve("run"), true, "toy", other, Set.of());
    train(new MovingSignal(false), settings(20), harmless, -1);
    assertThat(warnings).hasSize(1);
    assertThat(warnings.get(0)).contains("training.threads").contains("rounding");
  }

  @Test
  void failingDataEndsTrainingAfterSavingWhatWasLearned() throws IOException {
    BatchSource<MovingSignal.Batch> source =
        step -> {
          if (step == 17) {
            throw new IOException("clip.mp4: truncated");
          }
          return MovingSignal.batch(step);
        };
    assertThatThrownBy(
            () -> train(new MovingSignal(false), settings(30), run("run", false), -1, source))
        .isInstanceOf(TrainingException.class)
        .hasMessage("step 18: no batch: clip.mp4: truncated");
    assertThat(checkpointNames("run")).contains("step-00000017.safetensors");
  }

  @Test
  void anotherTrainingInTheSameDirectoryIsRefused() {
    BatchSource<MovingSignal.Batch> source =
        step -> {
          if (step == 3) {
            assertThatThrownBy(
                    () -> train(new MovingSignal(false), settings(5), run("run", true), -1))
                .hasMessageContaining("another training is running");
          }
          return MovingSignal.batch(step);
        };
    train(new MovingSignal(false), settings(5), run("run", false), -1, source);
  }

  /** The newest checkpoint, rewritten. */
  private Path spoil(UnaryOperator<Map<String, Tensor>> tensors, Map<String, String> metadata)
      throws IOException {
    Path newest = folder.resolve("parts/checkpoints/step-00000035.safetensors");
    try (var scope = new Scope()) {
      var content = SafeTensors.read(newest);
      var more = new LinkedHashMap<>(content.metadata());
      more.putAll(metadata);
      SafeTensors.write(newest, tensors.apply(new LinkedHashMap<>(content.tensors())), more);
    }
    return newest;
  }

  /** Of another step than its name says, it would have later ones deleted. */
  @ParameterizedTest
  @ValueSource(strings = {"0", "-7", "34", "99999999999999999999", "no number", ""})
  void aCheckpointOfAnotherStepIsPassedOver(String step) throws IOException {
    train(new MovingSignal(true), settings(60), run("parts", false), 35);
    spoil(UnaryOperator.identity(), Map.of("step", step));
    train(new MovingSignal(true), settings(60), run("parts", true), 40);
    assertThat(warnings.get(0)).contains("step-00000035.safetensors").contains("damaged");
  }

  @Test
  void aCheckpointOfNoNumbersIsPassedOver() throws IOException {
    train(new MovingSignal(true), settings(60), run("parts", false), 35);
    spoil(
        tensors -> {
          tensors.replaceAll(
              (name, tensor) -> tensor.dtype().isFloatingPoint() ? tensor.mul(Double.NaN) : tensor);
          return tensors;
        },
        Map.of());
    train(new MovingSignal(true), settings(60), run("parts", true), 40);
    assertThat(warnings.get(0)).contains("step-00000035.safetensors").contains("no numbers");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "{\"a\": null}", "[]", "{", "{\"a\\nb\": \"c\\u001bd\"}", "7"})
  void aCheckpointWithoutAReadableRecipeIsRefusedInOneLine(String recipe) throws IOException {
    train(new MovingSignal(true), settings(60), run("parts", false), 35);
    spoil(UnaryOperator.identity(), Map.of("recipe", recipe));
    assertThatThrownBy(() -> train(new MovingSignal(true), settings(60), run("parts", true), -1))
        .isInstanceOf(TrainingException.class)
        .satisfies(
            e -> assertThat(e.getMessage().chars().noneMatch(Character::isISOControl)).isTrue());
  }

  @Test
  void aCheckpointOfOtherTensorsIsRefusedInOneLine() throws IOException {
    train(new MovingSignal(true), settings(60), run("parts", false), 35);
    spoil(
        tensors -> {
          tensors.put("a\nb", Tensor.zeros(1));
          return tensors;
        },
        Map.of("elapsed-seconds", "NaN"));
    assertThatThrownBy(() -> train(new MovingSignal(true), settings(60), run("parts", true), -1))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("does not fit this recipe: tensor a?b");
  }
}
