package org.perdura.video.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perdura.adversarial.BatchSource;
import org.perdura.adversarial.train.Run;
import org.perdura.adversarial.train.StepReport;
import org.perdura.adversarial.train.Trainer;
import org.perdura.adversarial.train.TrainingListener;
import org.perdura.adversarial.train.TrainingResult;
import org.perdura.nn.SafeTensors;
import org.perdura.nn.Scope;
import org.perdura.video.data.Clip;
import org.perdura.video.data.ClipShape;
import org.perdura.video.upscale.VideoModel;

/** Whole trainings, of a tiny network on drawings. */
class VideoTrainingTest {

  @TempDir private Path folder;

  private final List<Double> losses = new ArrayList<>();

  private TrainingResult train(VideoRecipe recipe, String name, boolean resume, long stopAfter)
      throws IOException {
    var task = new VideoTask(recipe, folder.resolve("cache"));
    return train(task, task.batches(), recipe, name, resume, stopAfter);
  }

  private TrainingResult train(
      VideoTask task,
      BatchSource<VideoBatch> batches,
      VideoRecipe recipe,
      String name,
      boolean resume,
      long stopAfter) {
    var trainers = new ArrayList<Trainer<?>>();
    var listener =
        new TrainingListener() {
          @Override
          public void onStep(StepReport report) {
            losses.add(report.losses().get("content"));
            if (report.step() == stopAfter) {
              trainers.get(0).stop();
            }
          }
        };
    var run = new Run(folder.resolve(name), resume, "tiny", Map.of("seed", "5"), Set.of());
    try (var generator = task.generator()) {
      var trainer = new Trainer<>(task, batches, 1, recipe.training(), run, listener);
      trainers.add(trainer);
      return trainer.run();
    }
  }

  /** Every tensor of the last checkpoint: weights, averages, the optimisers' memory. */
  private Map<String, float[]> checkpoint(String name, long step) throws IOException {
    try (var scope = new Scope()) {
      var values = new HashMap<String, float[]>();
      Path file = folder.resolve(name).resolve("checkpoints/step-%08d.safetensors".formatted(step));
      SafeTensors.read(file).tensors().forEach((key, t) -> values.put(key, t.toFloats()));
      return values;
    }
  }

  private void assertSameBits(String one, String other, long step) throws IOException {
    Map<String, float[]> expected = checkpoint(one, step);
    Map<String, float[]> actual = checkpoint(other, step);
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    expected.forEach((name, values) -> assertThat(actual.get(name)).as(name).isEqualTo(values));
  }

  @Test
  void theSeedDecidesTheWeights() throws IOException {
    var recipe = TinyRecipe.with();
    train(recipe, "one", false, -1);
    train(recipe, "two", false, -1);
    assertSameBits("one", "two", 10);
    train(TinyRecipe.with("training.seed=6"), "other", false, -1);
    assertThat(checkpoint("other", 10).get("generator.first.weight"))
        .isNotEqualTo(checkpoint("one", 10).get("generator.first.weight"));
  }

  /** Across the change of phase, and with steps of long lead-ins still to come. */
  @Test
  void stoppedAndResumedIsAsIfNeverStopped() throws IOException {
    var recipe = TinyRecipe.with();
    train(recipe, "whole", false, -1);
    TrainingResult half = train(recipe, "parts", false, 5);
    assertThat(half.step()).isEqualTo(5);
    TrainingResult end = train(recipe, "parts", true, -1);
    assertThat(end.finished()).isTrue();
    assertSameBits("whole", "parts", 10);
  }

  @Test
  @Tag("long")
  void aHundredStepsStoppedAtFifty() throws IOException {
    var recipe = TinyRecipe.with("training.steps=100", "phases.0.steps=40", "phases.1.steps=30");
    train(recipe, "whole", false, -1);
    train(recipe, "again", false, -1);
    train(recipe, "parts", false, 50);
    train(recipe, "parts", true, -1);
    assertSameBits("whole", "again", 100);
    assertSameBits("whole", "parts", 100);
  }

  @Test
  void theReferenceTrainsWithItsWarpLoss() throws IOException {
    var recipe =
        TinyRecipe.with(
            "generator.architecture=frvsr",
            "training.steps=2",
            "training.optimizer=adam",
            "losses.content-kind=squared",
            "losses.warp=1");
    train(recipe, "frvsr", false, -1);
    Map<String, float[]> after = checkpoint("frvsr", 2);
    try (var fresh = recipe.generator().create(recipe.training().seed())) {
      for (String name : new String[] {"flow.encoder.0.weight", "flow.last.weight", "up1.weight"}) {
        assertThat(after.get("generator." + name))
            .as(name)
            .isNotEqualTo(fresh.parameters().get(name).toFloats());
      }
    }
  }

  /** What was trained says what it is and loads as a model. */
  @Test
  void theExportedModelLoads() throws IOException {
    TrainingResult result = train(TinyRecipe.with("training.steps=2"), "run", false, -1);
    assertThat(result.figures()).containsKeys("psnr-y", "gain-over-bicubic");
    try (var model = VideoModel.load(result.model().toString())) {
      assertThat(model.spec()).isEqualTo(TinyRecipe.with().generator());
    }
  }

  /** Stripes of full contrast, which bicubic upsampling cannot do: a network learns them. */
  @Test
  void learnsASingleClip() throws IOException {
    var recipe = TinyRecipe.with("training.steps=50", "training.learning-rate.warmup=5");
    var task = new VideoTask(recipe, folder.resolve("cache"));
    var batch = new VideoBatch(new Clip[] {stripes(3, 10)}, 0, 0);
    train(task, step -> batch, recipe, "stripes", false, -1);
    assertThat(losses).hasSize(50);
    assertThat(losses.get(49)).isLessThan(0.5 * losses.get(0));
  }

  /** Random rows of black and white, 4 high-res rows each, low-res row i showing row 4i. */
  private static Clip stripes(int frames, int side) {
    var random = new SplittableRandom(1);
    var white = new boolean[2 * side];
    for (int i = 0; i < white.length; i++) {
      white[i] = random.nextBoolean();
    }
    var low = new byte[frames * side * side * 3];
    var high = new byte[frames * 16 * side * side * 3];
    for (int i = 0; i < low.length; i++) {
      low[i] = (byte) (white[i / (3 * side) % side] ? 255 : 0);
    }
    for (int i = 0; i < high.length; i++) {
      high[i] = (byte) (white[i / (12 * side) % (4 * side) / 4] ? 255 : 0);
    }
    return new Clip(new ClipShape(frames, side), high, low);
  }
}
