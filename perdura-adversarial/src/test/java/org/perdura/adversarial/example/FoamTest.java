package org.perdura.adversarial.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdura.adversarial.Rollout;
import org.perdura.adversarial.train.Run;
import org.perdura.adversarial.train.StepReport;
import org.perdura.adversarial.train.Trainer;
import org.perdura.adversarial.train.TrainingListener;
import org.perdura.adversarial.train.TrainingResult;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;
import org.perdura.recipe.Recipe;
import org.perdura.recipe.RecipeReader;

class FoamTest {

  private final Scope scope = new Scope();

  @AfterEach
  void free() {
    scope.close();
  }

  private static Recipe<FoamRecipe> recipe(String... overrides) {
    try (var in = FoamTest.class.getResourceAsStream("foam.yaml")) {
      String yaml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return RecipeReader.parse("foam.yaml", yaml, FoamRecipe.class, List.of(overrides));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static TrainingResult train(Path folder, String... overrides) {
    Recipe<FoamRecipe> recipe = recipe(overrides);
    try (var task = new FoamTask(recipe.value())) {
      var run = new Run(folder, false, recipe);
      var listener = new TrainingListener() {};
      var training = recipe.value().training();
      return new Trainer<>(task, task::batch, 1, training, run, listener).run();
    }
  }

  @Test
  void theDriftCarriesEveryFrameOntoEveryOther() {
    try (var foam = Foam.of(5, 2, 4)) {
      for (int from = 0; from < 4; from++) {
        for (int to = 0; to < 4; to++) {
          Tensor moved = foam.drift().align(foam.truths().get(from), from, to);
          assertThat(moved.toFloats()).isEqualTo(foam.truths().get(to).toFloats());
        }
      }
      assertThatThrownBy(() -> foam.drift().align(foam.conditions().get(0), 0, 1))
          .hasMessage("drift: frame of 6x6; must be 24x24, the size in whose pixels it is known");
    }
  }

  @Test
  void theSameSeedGivesTheSameBatch() {
    try (var one = Foam.of(5, 2, 3);
        var same = Foam.of(5, 2, 3);
        var other = Foam.of(6, 2, 3)) {
      assertThat(same.truths().get(2).toFloats()).isEqualTo(one.truths().get(2).toFloats());
      assertThat(same.noises().get(2).toFloats()).isEqualTo(one.noises().get(2).toFloats());
      assertThat(other.truths().get(2).toFloats()).isNotEqualTo(one.truths().get(2).toFloats());
    }
  }

  @Test
  void figuresTellStillFoamFromFoamInventedAnew() {
    try (var foam = Foam.of(1, 16, 6);
        var first = Foam.of(2, 16, 6)) {
      assertThat(figures(foam.truths(), foam))
          .containsEntry("detail", 1.0)
          .containsEntry("flicker", 0.0);
      // A frame of white noise has nothing to do with the next: |a - b| is sqrt 2 times |a|.
      assertThat(figures(first.noises(), foam).get("flicker"))
          .isCloseTo(Math.sqrt(2), within(0.02));
      var nothing = foam.truths().stream().map(truth -> truth.mul(1e-3)).toList();
      assertThat(figures(nothing, foam).get("detail")).isCloseTo(1e-6, within(1e-8));
    }
  }

  private static Map<String, Double> figures(List<Tensor> results, Foam foam) {
    return FoamFigures.of(new Rollout(results, foam.truths(), List.of(), foam.drift()));
  }

  @Test
  void trainsAndResumesBitForBit(@TempDir Path folder) {
    String[] short20 = {"training.steps=20", "training.checkpoint-every-steps=10"};
    TrainingResult whole = train(folder.resolve("whole"), short20);
    Recipe<FoamRecipe> recipe = recipe(short20);
    for (boolean resume : new boolean[] {false, true}) {
      try (var task = new FoamTask(recipe.value())) {
        var trainers = new ArrayList<Trainer<Foam>>();
        var stopAt10 =
            new TrainingListener() {
              @Override
              public void onStep(StepReport report) {
                if (report.step() == 10) {
                  trainers.get(0).stop();
                }
              }
            };
        var run = new Run(folder.resolve("parts"), resume, recipe);
        trainers.add(new Trainer<>(task, task::batch, 1, recipe.value().training(), run, stopAt10));
        TrainingResult result = trainers.get(0).run();
        assertThat(result.finished()).isEqualTo(resume);
        if (resume) {
          assertThat(result.figures()).isEqualTo(whole.figures());
        }
      }
    }
  }

  @Test
  void anOverrideTurnsTimeOff() {
    var recipe = recipe("judges.0.view.kind=spatial").value();
    try (var task = new FoamTask(recipe)) {
      assertThat(task.judges().get(0).module().state().get("blocks.0.conv.weight").shape())
          .containsExactly(16, 2, 4, 4); // one frame and its condition
    }
  }

  /** What docs/own-domain.md tells: some 75 seconds of one core for each seed. */
  @Tag("long")
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void detailStaysInPlaceOnlyIfTheJudgeSeesTime(int seed, @TempDir Path folder) {
    String seeded = "training.seed=" + seed;
    var none = train(folder.resolve("none"), seeded, "judges=[]").figures();
    var spatial = train(folder.resolve("s"), seeded, "judges.0.view.kind=spatial").figures();
    var temporal = train(folder.resolve("t"), seeded).figures();
    System.out.printf(
        "seed %d: no judge %s, spatial %s, temporal %s%n", seed, none, spatial, temporal);
    assertThat(none.get("detail")).isLessThan(0.2);
    assertThat(spatial.get("detail")).isBetween(0.6, 1.6);
    assertThat(temporal.get("detail")).isBetween(0.6, 1.6);
    assertThat(temporal.get("flicker")).isLessThan(0.25 * spatial.get("flicker"));
  }
}
