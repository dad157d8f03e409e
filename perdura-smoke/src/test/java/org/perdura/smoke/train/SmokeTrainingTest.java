package org.perdura.smoke.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perdura.adversarial.train.Run;
import org.perdura.adversarial.train.StepReport;
import org.perdura.adversarial.train.Trainer;
import org.perdura.adversarial.train.TrainingListener;
import org.perdura.nn.SafeTensors;
import org.perdura.nn.Scope;
import org.perdura.recipe.RecipeReader;
import org.perdura.smoke.data.Datasets;
import org.perdura.smoke.upscale.SmokeModel;

/** Small networks on small simulations, from the recipe to the model. */
class SmokeTrainingTest {

  @TempDir private static Path folder;

  @BeforeAll
  static void simulate() throws IOException {
    Datasets.write(folder.resolve("two"), 2, 12, 1);
    Datasets.write(folder.resolve("three"), 3, 8, 1);
  }

  private static String recipe(String architecture, int dimensions, int steps, int saveEvery) {
    String generator =
        architecture.equals("compact")
            ? "{architecture: compact, dimensions: %d, neighbours: 1, channels: 6, blocks: 1, head: 2}"
            : "{architecture: tempogan, dimensions: %d}";
    return """
        domain: smoke
        generator: %s
        training: {steps: %d, generator-runs: 2, precision: fp32, threads: 1, ema: 0.5,
          validate-every: 0, checkpoint-every-steps: %d, log-every: 1,
          learning-rate: {warmup: 0, schedule: constant}}
        tiles: {batch: 2, low-size: 8, margin: 1, frames: 3}
        losses: {content: 5, temporal: 1}
        judges:
          - name: spatial
            view: {kind: spatial, detail: true, gain: 5}
            network: {stem: 0, channels: [4, 6], strides: [2, 1], head: patch}
            adversarial: 0.1
          - name: temporal
            view: {kind: temporal, conditional: false, differences: true}
            network: {stem: 0, channels: [4, 6], head: dense}
            features: [-0.00001, -0.00001]
            feature-distance: half-squares
            adversarial: 0.1
        data: {sets: [{path: %s}]}
        validation: {frames: 1, data: {sets: [{path: %s}]}}
        """
        .formatted(
            generator.formatted(dimensions),
            steps,
            saveEvery,
            dimensions == 2 ? "two" : "three",
            dimensions == 2 ? "two" : "three");
  }

  private static Map<String, Double> train(String yaml, Path run, boolean resume, int stopAfter)
      throws IOException {
    var read = RecipeReader.parse("test", yaml, SmokeRecipe.class, List.of());
    SmokeRecipe recipe = read.value().resolve(folder);
    try (var task = new SmokeTask(recipe, folder.resolve("cache"))) {
      var stopping = new Stopping(stopAfter);
      var trainer =
          new Trainer<>(
              task,
              task.batches(),
              recipe.workers(),
              recipe.training(),
              new Run(run, resume, read),
              stopping);
      stopping.trainer = trainer;
      return trainer.run().figures();
    }
  }

  private static final class Stopping implements TrainingListener {
    private final int after;
    private Trainer<?> trainer;

    private Stopping(int after) {
      this.after = after;
    }

    @Override
    public void onStep(StepReport report) {
      if (report.step() == after) {
        trainer.stop();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"compact, 2", "compact, 3", "tempogan, 2"})
  void aRunResumedIsTheRunNotInterrupted(String architecture, int dimensions) throws IOException {
    String which = architecture + dimensions;
    String yaml = recipe(architecture, dimensions, 4, 2);
    Path whole = folder.resolve("whole " + which);
    Path broken = folder.resolve("broken " + which);
    train(yaml, whole, false, -1);
    train(yaml, broken, false, 2);
    train(yaml, broken, true, -1);
    // Tensor by tensor: the files also say how long it took.
    for (String file : List.of("model.safetensors", "checkpoints/step-00000004.safetensors")) {
      assertSame(tensors(broken.resolve(file)), tensors(whole.resolve(file)));
    }
  }

  private static Map<String, float[]> tensors(Path file) throws IOException {
    try (var scope = new Scope()) {
      var values = new TreeMap<String, float[]>();
      SafeTensors.read(file)
          .tensors()
          .forEach((name, tensor) -> values.put(name, tensor.toFloats()));
      return values;
    }
  }

  private static void assertSame(Map<String, float[]> actual, Map<String, float[]> expected) {
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    actual.forEach((name, values) -> assertThat(values).as(name).isEqualTo(expected.get(name)));
  }

  @Test
  void whatIsMissingOrTooSmallIsToldBeforeAnythingIsPrepared() {
    String yaml = recipe("compact", 2, 1, 1);
    assertRefused(yaml.replace("path: two}]}}", "path: no-such}]}}"), "no-such: no dataset");
    assertRefused(yaml.replace("low-size: 8", "low-size: 17"), "low-size 17, but ");
    assertRefused(yaml.replace("frames: 3}", "frames: 11}"), "tiles: 13 frames with");
  }

  private static void assertRefused(String yaml, String why) {
    assertThatThrownBy(() -> train(yaml, folder.resolve("refused"), false, -1))
        .hasMessageContaining(why)
        .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
  }

  @Test
  void aShortTrainingIsBetterThanSmoothUpsampling() throws IOException {
    String yaml =
        """
        domain: smoke
        generator: {architecture: compact, dimensions: 2, neighbours: 1, channels: 12, blocks: 2}
        training: {steps: 150, precision: fp32, threads: 1, ema: 0.9, validate-every: 0,
          learning-rate: {muon: 0.01, adam: 0.002, warmup: 10}}
        tiles: {batch: 8, low-size: 12, margin: 2}
        data: {sets: [{path: two}]}
        validation: {frames: 2, data: {sets: [{path: two}]}}
        """;
    Path run = folder.resolve("short");
    Map<String, Double> figures = train(yaml, run, false, -1);
    assertThat(figures.get("gain-over-cubic")).isGreaterThan(2);
    assertThat(figures.get("fine-error")).isLessThan(0.7 * figures.get("fine-error-of-cubic"));
    try (var model = SmokeModel.load(run.resolve("model.safetensors").toString())) {
      assertThat(model.spec().channels()).isEqualTo(12);
      assertThat(model.metadata()).containsEntry("domain", "smoke").containsEntry("data", "two");
    }
    assertThat(run.resolve("validation")).isDirectoryContaining("glob:**frame-0-*.png");
  }
}
