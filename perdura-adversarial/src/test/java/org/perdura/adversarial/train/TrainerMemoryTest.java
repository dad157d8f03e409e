package org.perdura.adversarial.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perdura.adversarial.LossTerm;
import org.perdura.adversarial.Rollout;
import org.perdura.adversarial.Task;
import org.perdura.adversarial.loss.ContentLoss;
import org.perdura.nn.Tensor;
import org.perdura.recipe.RecipeReader;

class TrainerMemoryTest {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final int SIZE = 256;

  /** The same generator on pictures of which a step takes megabytes. */
  private static final class Pictures implements Task<Tensor> {
    private final MovingSignal.Generator generator = new MovingSignal.Generator(1);

    @Override
    public MovingSignal.Generator generator() {
      return generator;
    }

    @Override
    public Rollout rollout(Tensor batch, long step) {
      return new Rollout(
          List.of(generator.forward(batch)), List.of(batch), List.of(), (frame, from, to) -> frame);
    }

    @Override
    public List<LossTerm> terms() {
      return List.of(new LossTerm("content", 1, new ContentLoss()));
    }

    @Override
    public Map<String, String> metadata() {
      return Map.of();
    }

    static Tensor batch(long step) {
      return Tensor.full(step % 3, 1, 1, SIZE, SIZE).persistent();
    }
  }

  private static double residentMegabytes() {
    try (var lines = Files.lines(STATUS)) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1000)
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void everyStepFreesWhatItMade(@TempDir Path folder) {
    assumeTrue(Files.isReadable(STATUS), "needs Linux");
    var resident = new HashMap<Long, Double>();
    var listener =
        new TrainingListener() {
          @Override
          public void onStep(StepReport report) {
            resident.put(report.step(), residentMegabytes());
          }
        };
    // No validation in between: drawing the curves lets the Java heap grow, which is no leak.
    var settings =
        RecipeReader.defaults(
            TrainerSettings.class,
            "{steps: 130, threads: 1, precision: bf16, validate-every: 0, checkpoint-every-steps: 10}");
    var run = new Run(folder.resolve("run"), false, "memory", Map.of(), Set.of());
    new Trainer<>(new Pictures(), Pictures::batch, 1, settings, run, listener).run();
    // A step makes more than 5 MB, so that 100 steps of leaks would be half a gigabyte.
    assertThat(resident.get(130L) - resident.get(30L)).isLessThan(60);
  }
}
