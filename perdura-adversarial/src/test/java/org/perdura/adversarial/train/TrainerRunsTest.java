package org.perdura.adversarial.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perdura.adversarial.BatchSource;
import org.perdura.adversarial.Judge;
import org.perdura.adversarial.LossTerm;
import org.perdura.adversarial.Rollout;
import org.perdura.adversarial.Task;
import org.perdura.adversarial.Validation;
import org.perdura.nn.Module;
import org.perdura.nn.Precision;
import org.perdura.nn.SafeTensors;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;
import org.perdura.recipe.RecipeReader;

/** Steps in which generator or judges learn more than once. */
class TrainerRunsTest {

  @TempDir Path folder;

  private static TrainerSettings settings(long steps, int generatorRuns, int judgeRuns) {
    String yaml =
        """
        {steps: %d, generator-runs: %d, judge-runs: %d, threads: 1, precision: fp32,
         checkpoint-every-steps: 1, validate-every: 0, learning-rate: {warmup: 0, schedule: constant}}
        """
            .formatted(steps, generatorRuns, judgeRuns);
    return RecipeReader.parse("test.yaml", yaml, TrainerSettings.class, List.of()).value();
  }

  private void train(
      String name,
      Task<MovingSignal.Batch> task,
      TrainerSettings settings,
      BatchSource<MovingSignal.Batch> source) {
    train(name, false, task, settings, source, -1);
  }

  private void train(
      String name,
      boolean resume,
      Task<MovingSignal.Batch> task,
      TrainerSettings settings,
      BatchSource<MovingSignal.Batch> source,
      long stopAfter) {
    var run = new Run(folder.resolve(name), resume, "toy", Map.of(), Set.of());
    var trainers = new ArrayList<Trainer<?>>();
    var listener =
        new TrainingListener() {
          @Override
          public void onStep(StepReport report) {
            if (report.step() == stopAfter) {
              trainers.get(0).stop();
            }
          }
        };
    var trainer = new Trainer<>(task, source, 2, settings, run, listener);
    trainers.add(trainer);
    trainer.run();
  }

  /** The tensors of a checkpoint whose names begin so. */
  private Map<String, float[]> checkpoint(String name, long step, String prefix)
      throws IOException {
    Path file = folder.resolve(name).resolve("checkpoints/step-%08d.safetensors".formatted(step));
    try (var scope = new Scope()) {
      var values = new TreeMap<String, float[]>();
      SafeTensors.read(file)
          .tensors()
          .forEach(
              (key, tensor) -> {
                if (key.startsWith(prefix)) {
                  values.put(key, tensor.toFloats());
                }
              });
      assertThat(values).isNotEmpty();
      return values;
    }
  }

  private static void assertSame(Map<String, float[]> actual, Map<String, float[]> expected) {
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    actual.forEach((name, values) -> assertThat(values).as(name).isEqualTo(expected.get(name)));
  }

  /** Writes down which batches are rolled out, and who learns from them. */
  private static final class Recorded implements Task<MovingSignal.Batch> {
    private final MovingSignal task = new MovingSignal(true);
    private final Map<MovingSignal.Batch, Long> numbers =
        Collections.synchronizedMap(new IdentityHashMap<>());
    private final List<String> events = new ArrayList<>();
    private final List<Judge> judges = task.judges().stream().map(this::recorded).toList();

    MovingSignal.Batch batch(long number) {
      var batch = MovingSignal.batch(number);
      numbers.put(batch, number);
      return batch;
    }

    private Judge recorded(Judge judge) {
      return new Judge() {
        @Override
        public String name() {
          return judge.name();
        }

        @Override
        public Module module() {
          return judge.module();
        }

        @Override
        public List<LossTerm> generatorTerms() {
          return judge.generatorTerms();
        }

        @Override
        public Map<String, Double> update(Rollout rollout, long step, Precision precision) {
          events.add("judge");
          return judge.update(rollout, step, precision);
        }

        @Override
        public Map<String, Tensor> state() {
          return judge.state();
        }

        @Override
        public void load(Map<String, Tensor> values) {
          judge.load(values);
        }

        @Override
        public void close() {
          judge.close();
        }
      };
    }

    @Override
    public MovingSignal.Generator generator() {
      return task.generator();
    }

    @Override
    public Rollout rollout(MovingSignal.Batch batch, long step) {
      events.add("step %d: %d".formatted(step, numbers.get(batch)));
      return task.rollout(batch, step);
    }

    @Override
    public List<LossTerm> terms() {
      LossTerm content = task.terms().get(0);
      return List.of(
          new LossTerm(
              content.name(),
              content.weight(),
              rollout -> {
                events.add("generator");
                return content.loss().of(rollout);
              }));
    }

    @Override
    public List<Judge> judges() {
      return judges;
    }

    @Override
    public Validation validate(long step) {
      return task.validate(step);
    }

    @Override
    public Map<String, String> metadata() {
      return task.metadata();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "1; 1; step 0: 0, generator, judge, step 1: 1, generator, judge",
        "2; 2; step 0: 0, generator, judge, step 0: 1, generator, judge,"
            + " step 1: 2, generator, judge, step 1: 3, generator, judge",
        "2; 1; step 0: 0, generator, judge, step 0: 1, generator,"
            + " step 1: 2, generator, judge, step 1: 3, generator",
        "1; 2; step 0: 0, generator, judge, step 0: 1, judge,"
            + " step 1: 2, generator, judge, step 1: 3, judge"
      })
  void eachRunHasABatchOfItsOwn(int generatorRuns, int judgeRuns, String events) {
    var task = new Recorded();
    train("run", task, settings(2, generatorRuns, judgeRuns), task::batch);
    assertThat(String.join(", ", task.events)).isEqualTo(events);
  }

  @Test
  void aRunOfTheJudgesAloneMovesNothingElse() throws IOException {
    // Judges do not count for the generator before step 10, so that only the batches matter.
    train("both", new MovingSignal(true), settings(5, 1, 2), MovingSignal::batch);
    train("one", new MovingSignal(true), settings(5, 1, 1), n -> MovingSignal.batch(2 * n));
    for (String part : List.of("generator.", "ema.", "optimizer.")) {
      assertSame(checkpoint("both", 5, part), checkpoint("one", 5, part));
    }
    String steps = "judge.temporal.adam.steps";
    assertThat(checkpoint("both", 5, steps).get(steps)[0]).isEqualTo(10);
    assertThat(checkpoint("one", 5, steps).get(steps)[0]).isEqualTo(5);
  }

  @Test
  void twoRunsOfTheGeneratorAreTwoStepsOfIt() throws IOException {
    train("runs", new MovingSignal(false), settings(4, 2, 1), MovingSignal::batch);
    train("steps", new MovingSignal(false), settings(8, 1, 1), MovingSignal::batch);
    for (String part : List.of("generator.", "optimizer.")) {
      assertSame(checkpoint("runs", 4, part), checkpoint("steps", 8, part));
    }
  }

  /** After the first step, a tenth of the average is what training began with. */
  @Test
  void weightsAreAveragedOnceAStep() throws IOException {
    var start = new TreeMap<String, float[]>();
    try (var fresh = new MovingSignal(false).generator()) {
      fresh.parameters().forEach((name, tensor) -> start.put(name, tensor.toFloats()));
    }
    train("run", new MovingSignal(false), settings(1, 3, 1), MovingSignal::batch);
    Map<String, float[]> trained = checkpoint("run", 1, "generator.");
    Map<String, float[]> averaged = checkpoint("run", 1, "ema.");
    start.forEach(
        (name, from) -> {
          float[] to = trained.get("generator." + name);
          float[] average = averaged.get("ema." + name);
          for (int i = 0; i < from.length; i++) {
            assertThat(average[i])
                .as(name)
                .isCloseTo((float) (0.1 * from[i] + 0.9 * to[i]), within(1e-6f));
          }
        });
  }

  @ParameterizedTest
  @CsvSource({"2, 2", "1, 3"})
  void aRunResumedIsBitForBitTheRunNotInterrupted(int generatorRuns, int judgeRuns)
      throws IOException {
    var settings = settings(16, generatorRuns, judgeRuns);
    train("whole", new MovingSignal(true), settings, MovingSignal::batch);
    train("parts", false, new MovingSignal(true), settings, MovingSignal::batch, 7);
    train("parts", true, new MovingSignal(true), settings, MovingSignal::batch, -1);
    assertSame(checkpoint("parts", 16, ""), checkpoint("whole", 16, ""));
  }

  @Test
  void dataThatFailsWithinAStepLeavesTheStateBeforeIt() throws IOException {
    var settings = settings(8, 2, 2);
    BatchSource<MovingSignal.Batch> failing =
        number -> {
          if (number == 9) {
            throw new IOException("clip.mp4: truncated");
          }
          return MovingSignal.batch(number);
        };
    train("whole", new MovingSignal(true), settings, MovingSignal::batch);
    assertThatThrownBy(() -> train("parts", new MovingSignal(true), settings, failing))
        .isInstanceOf(TrainingException.class)
        .hasMessage("step 5: no batch: clip.mp4: truncated")
        .hasRootCauseMessage("clip.mp4: truncated");
    train("parts", true, new MovingSignal(true), settings, MovingSignal::batch, -1);
    assertSame(checkpoint("parts", 8, ""), checkpoint("whole", 8, ""));
  }

  @Test
  void theNewestFiguresOfAStepAreItsReport() {
    var reports = new ArrayList<StepReport>();
    var listener =
        new TrainingListener() {
          @Override
          public void onStep(StepReport report) {
            reports.add(report);
          }
        };
    var run = new Run(folder.resolve("run"), false, "toy", Map.of(), Set.of());
    new Trainer<>(new MovingSignal(true), MovingSignal::batch, 1, settings(1, 1, 2), run, listener)
        .run();
    // The generator's from the first run, the judge's from both.
    assertThat(reports).hasSize(1);
    assertThat(reports.get(0).losses()).containsKeys("content", "temporal/loss");
    assertThat(reports.get(0).total()).isEqualTo(reports.get(0).losses().get("content"));
    assertThat(reports.get(0).gradientNorm()).isPositive();
  }
}
