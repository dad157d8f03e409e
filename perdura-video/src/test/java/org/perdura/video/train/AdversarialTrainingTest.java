package org.perdura.video.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

/** The recipe tecogan, made so small that it trains in a second, on drawings. */
class AdversarialTrainingTest {

  private static final String DRAWINGS = "{mix: {photo: 0, video: 0, synthetic: 1}}";

  private static final List<String> SMALL =
      List.of(
          "initial=",
          "generator.channels=4",
          "generator.blocks=1",
          "training.steps=3",
          "training.threads=1",
          "training.precision=fp32",
          "training.log-every=1",
          "phases.0.batch=2",
          "phases.0.frames=3",
          "phases.0.low-size=8",
          "judges.0.network={stem: 4, channels: [4, 4, 8, 8]}",
          "data=" + DRAWINGS,
          "validation={clips: 1, frames: 4, distinct: 4, low-size: 12, data: " + DRAWINGS + "}");

  @TempDir private Path folder;

  private final List<StepReport> reports = new ArrayList<>();

  private static VideoRecipe small(String... more) throws IOException {
    var overrides = new ArrayList<>(SMALL);
    overrides.addAll(List.of(more));
    return RecipeReader.read(Path.of("../recipes/tecogan.yaml"), VideoRecipe.class, overrides)
        .value();
  }

  private void train(VideoRecipe recipe, String name, boolean resume, long stopAfter)
      throws IOException {
    var trainers = new ArrayList<Trainer<?>>();
    var listener =
        new TrainingListener() {
          @Override
          public void onStep(StepReport report) {
            reports.add(report);
            if (report.step() == stopAfter) {
              trainers.get(0).stop();
            }
          }
        };
    var run = new Run(folder.resolve(name), resume, "tiny", Map.of("seed", "1"), Set.of());
    try (var task = new VideoTask(recipe, folder.resolve("cache"))) {
      var trainer = new Trainer<>(task, task.batches(), 1, recipe.training(), run, listener);
      trainers.add(trainer);
      trainer.run();
    }
  }

  private Map<String, float[]> checkpoint(String name, long step) throws IOException {
    try (var scope = new Scope()) {
      var values = new HashMap<String, float[]>();
      Path file = folder.resolve(name).resolve("checkpoints/step-%08d.safetensors".formatted(step));
      SafeTensors.read(file).tensors().forEach((key, t) -> values.put(key, t.toFloats()));
      return values;
    }
  }

  @Test
  void allLossesTrainAndResumeExactly() throws IOException {
    VideoRecipe recipe = small();
    train(recipe, "whole", false, -1);
    assertThat(reports).hasSize(3);
    for (StepReport report : reports) {
      assertThat(report.losses())
          .containsKeys(
              "content",
              "warp",
              "ping-pong",
              "perceptual",
              "spatio-temporal/adversarial",
              "spatio-temporal/features",
              "spatio-temporal/loss",
              "spatio-temporal/balance");
      assertThat(report.losses().values()).allMatch(Double::isFinite);
    }
    train(recipe, "parts", false, 2);
    train(recipe, "parts", true, -1);
    Map<String, float[]> expected = checkpoint("whole", 3);
    Map<String, float[]> actual = checkpoint("parts", 3);
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    assertThat(expected.keySet())
        .anyMatch(name -> name.startsWith("judge.spatio-temporal.adam."))
        .anyMatch(name -> name.startsWith("judge.spatio-temporal.blocks."))
        .contains("judge.spatio-temporal.balance");
    expected.forEach((name, values) -> assertThat(actual.get(name)).as(name).isEqualTo(values));
    assertThat(actual.get("judge.spatio-temporal.stem.weight"))
        .as("the discriminator learns")
        .isNotEqualTo(checkpoint("parts", 2).get("judge.spatio-temporal.stem.weight"));
  }

  /** What is left out in ablations. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // what is changed | what is trained with then | what is not
        "judges.0.view.kind=spatial | spatio-temporal/features | temporal/adversarial",
        "losses.ping-pong=0 | spatio-temporal/features | ping-pong",
        "judges.0.features=[] | ping-pong | spatio-temporal/features",
        "judges=[{name: spatial, view: {kind: spatial}, network: {stem: 4, channels: [4]}},"
            + " {name: temporal, view: {kind: temporal, conditional: false},"
            + " network: {stem: 4, channels: [4]}}]"
            + "| temporal/adversarial | spatio-temporal/adversarial"
      })
  void trainsWithoutThat(String change, String present, String absent) throws IOException {
    train(small(change, "training.steps=1"), "run", false, -1);
    assertThat(reports).hasSize(1);
    assertThat(reports.get(0).losses()).containsKey(present).doesNotContainKey(absent);
    assertThat(reports.get(0).losses().keySet())
        .anyMatch(name -> name.endsWith("/adversarial"))
        .anyMatch(name -> name.endsWith("/balance"));
  }
}
