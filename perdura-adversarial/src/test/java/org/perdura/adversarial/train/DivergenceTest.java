package org.perdura.adversarial.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perdura.nn.SafeTensors;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;
import org.perdura.recipe.RecipeReader;

/** What is left of a training that runs away with finite numbers. */
class DivergenceTest {

  private static final int GOOD_STEPS = 100;

  @TempDir private Path folder;
  private final List<String> warnings = new ArrayList<>();

  /** From a step on nothing that the generator makes comes near the truth. */
  private static MovingSignal.Batch batch(long step) {
    var batch = MovingSignal.batch(step);
    if (step < GOOD_STEPS) {
      return batch;
    }
    try (var scope = new Scope()) {
      var far = batch.truths().stream().map(truth -> truth.add(40).persistent()).toList();
      batch.truths().forEach(Tensor::close);
      return new MovingSignal.Batch(far, batch.conditions(), batch.motion());
    }
  }

  private Trainer<MovingSignal.Batch> trainer() {
    TrainerSettings settings =
        RecipeReader.parse(
                "test.yaml",
                "{steps: 400, threads: 1, precision: fp32, checkpoint-every-steps: 10,"
                    + " validate-every: 20}",
                TrainerSettings.class,
                List.of())
            .value();
    var listener =
        new TrainingListener() {
          @Override
          public void onWarning(String line) {
            warnings.add(line);
          }
        };
    var run = new Run(folder.resolve("run"), false, "toy", Map.of(), Set.of());
    return new Trainer<>(
        new MovingSignal(false), DivergenceTest::batch, 1, settings, run, listener);
  }

  @Test
  void itIsStoppedAndWhatWasGoodIsKept() throws IOException {
    assertThatThrownBy(() -> trainer().run())
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("diverged: the loss is")
        .hasMessageContaining("the last good checkpoint is")
        .hasMessageContaining("step-00000100.safetensors");
    assertThat(warnings)
        .anyMatch(line -> line.contains("the loss has risen to many times its lowest: not saved"));
    try (var files = Files.list(folder.resolve("run/checkpoints"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .contains("step-00000100.safetensors")
          .allMatch(name -> name.compareTo("step-00000100.safetensors") <= 0);
    }
    try (var scope = new Scope()) {
      var model = SafeTensors.read(folder.resolve("run/model.safetensors"));
      assertThat(model.metadata()).containsEntry("steps", "100");
    }
  }
}
