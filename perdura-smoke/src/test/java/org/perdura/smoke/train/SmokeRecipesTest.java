package org.perdura.smoke.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.perdura.adversarial.Judge;
import org.perdura.adversarial.Rollout;
import org.perdura.adversarial.judge.DiscriminatorSettings.Head;
import org.perdura.adversarial.judge.FeatureLoss;
import org.perdura.adversarial.judge.JudgeSettings;
import org.perdura.adversarial.judge.ViewSettings;
import org.perdura.nn.Initializer;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;
import org.perdura.recipe.RecipeException;
import org.perdura.recipe.RecipeReader;
import org.perdura.smoke.data.SmokeData;
import org.perdura.smoke.model.GeneratorSpec;
import org.perdura.smoke.model.Inputs;
import org.perdura.smoke.motion.Advection;

/** The recipes for smoke that come with Perdura. */
class SmokeRecipesTest {

  private static final Path FOLDER = Path.of("../recipes");

  static List<String> names() throws IOException {
    var names = new ArrayList<String>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.sorted().toList()) {
        if (RecipeReader.peek(file, "domain").equals(Optional.of("smoke"))) {
          names.add(file.getFileName().toString());
        }
      }
    }
    assertThat(names).hasSizeGreaterThanOrEqualTo(8);
    return names;
  }

  private static SmokeRecipe read(String name, String... overrides) throws IOException {
    Path file = FOLDER.resolve(name);
    return RecipeReader.read(file, SmokeRecipe.class, List.of(overrides)).value();
  }

  private static List<String> paths(SmokeData data) {
    return data.sets().stream().map(SmokeData.Part::path).toList();
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyRecipeCanBeReadAndLearnsFromOtherDataThanItIsJudgedBy(String name) throws IOException {
    SmokeRecipe recipe = read(name);
    assertThat(recipe.domain()).isEqualTo(SmokeRecipe.Domain.SMOKE);
    assertThat(paths(recipe.validation().data()))
        .isNotEmpty()
        .doesNotContainAnyElementsOf(paths(recipe.data()));
    assertThat(recipe.generator().dimensions()).isEqualTo(name.contains("3d") ? 3 : 2);
    boolean temporal =
        recipe.losses().temporal() > 0
            || recipe.judges().stream()
                .anyMatch(judge -> judge.view().kind() != ViewSettings.Kind.SPATIAL);
    assertThat(recipe.tiles().frames()).isGreaterThanOrEqualTo(temporal ? 3 : 1);
  }

  @ParameterizedTest
  @MethodSource("names")
  void pathsOfDataAreRelativeToAFolder(String name) throws IOException {
    SmokeRecipe recipe = read(name);
    SmokeRecipe resolved = recipe.resolve(Path.of("/data"));
    for (var pair :
        List.of(
            List.of(recipe.data(), resolved.data()),
            List.of(recipe.validation().data(), resolved.validation().data()))) {
      List<SmokeData.Part> before = pair.get(0).sets();
      List<SmokeData.Part> after = pair.get(1).sets();
      assertThat(after).hasSameSizeAs(before);
      for (int i = 0; i < before.size(); i++) {
        assertThat(Path.of(after.get(i).path()))
            .isEqualTo(Path.of("/data").resolve(before.get(i).path()));
        assertThat(after.get(i).weight()).isEqualTo(before.get(i).weight());
      }
    }
    // Nothing else changes, and what is absolute stays.
    assertThat(resolved)
        .usingRecursiveComparison()
        .ignoringFields("data", "validation.data")
        .isEqualTo(recipe);
    assertThat(resolved.resolve(Path.of("/elsewhere"))).isEqualTo(resolved);
  }

  /** Three frames of noise, and conditions, as large as the recipe's judges see them. */
  private static Rollout rollout(SmokeRecipe recipe) {
    var random = new Random(1);
    int dimensions = recipe.generator().dimensions();
    var shape = new long[2 + dimensions];
    Arrays.fill(shape, 4L * recipe.tiles().inner());
    shape[0] = 2;
    shape[1] = 1;
    long[] ofVelocity = shape.clone();
    ofVelocity[1] = dimensions;
    var frames = new ArrayList<Tensor>();
    var velocities = new ArrayList<Tensor>();
    for (int t = 0; t < 3; t++) {
      frames.add(Initializer.normal(random, 1, shape));
      velocities.add(Initializer.normal(random, 1, ofVelocity));
    }
    return new Rollout(frames, frames, frames, new Advection(velocities));
  }

  @ParameterizedTest
  @MethodSource("names")
  void judgesTakeWhatTheirViewsShow(String name) throws IOException {
    SmokeRecipe recipe = read(name, "tiles.batch=2", "tiles.low-size=8", "training.precision=fp32");
    try (var scope = new Scope()) {
      List<Judge> judges = SmokeJudges.create(recipe);
      assertThat(judges).hasSameSizeAs(recipe.judges());
      Rollout rollout = judges.isEmpty() ? null : rollout(recipe);
      for (int i = 0; i < judges.size(); i++) {
        JudgeSettings settings = recipe.judges().get(i);
        Tensor looks = settings.view().create(x -> x).of(rollout, rollout.results());
        try (Judge judge = judges.get(i)) {
          long inputs = judge.module().parameters().get("blocks.0.conv.weight").size(1);
          assertThat(looks.size(1)).as(judge.name()).isEqualTo(inputs);
          judge.module().training(true);
          for (var term : judge.generatorTerms()) {
            assertThat(term.loss().of(rollout).item()).as(term.name()).isFinite();
          }
        }
      }
    }
  }

  /** Xie et al. 2018, section 5 and appendix, and their released configuration. */
  @ParameterizedTest
  @CsvSource({"2, 0.706", "3, 2.89"})
  void tempoGanHasThePapersNumbers(int dimensions, double millions) throws IOException {
    SmokeRecipe recipe = read("tempogan-%dd.yaml".formatted(dimensions));
    assertThat(recipe.generator()).isEqualTo(GeneratorSpec.reference(dimensions, Inputs.VELOCITY));
    assertThat(recipe.condition()).isEqualTo(SmokeRecipe.Condition.NEAREST);
    assertThat(recipe.initial()).isEmpty();
    assertThat(recipe.tiles().lowSize()).isEqualTo(16);
    assertThat(recipe.tiles().frames()).isEqualTo(3);
    assertThat(recipe.losses().content()).isEqualTo(5);
    assertThat(recipe.losses().temporal()).isZero();

    var training = recipe.training();
    assertThat(training.generatorRuns()).isEqualTo(2);
    assertThat(training.judgeRuns()).isEqualTo(2);
    assertThat(training.learningRate().adam()).isEqualTo(2e-4);
    assertThat(training.learningRate().beta1()).isEqualTo(0.5);
    long steps = training.steps();
    assertThat(training.factor().at(0)).isEqualTo(1);
    assertThat(training.factor().at(steps / 2)).isEqualTo(1);
    assertThat(training.factor().at(steps * 3 / 4)).isCloseTo(0.525, within(1e-6));
    assertThat(training.factor().at(steps)).isCloseTo(0.05, within(1e-12));

    assertThat(recipe.judges())
        .extracting(judge -> judge.view().kind())
        .containsExactly(ViewSettings.Kind.SPATIAL, ViewSettings.Kind.TEMPORAL);
    for (JudgeSettings judge : recipe.judges()) {
      assertThat(judge.learningRate()).isEqualTo(2e-4);
      assertThat(judge.beta1()).isEqualTo(0.5);
      assertThat(judge.adversarial()).isEqualTo(1);
      assertThat(judge.balance()).isZero();
      assertThat(judge.view().conditional())
          .isEqualTo(judge.view().kind() == ViewSettings.Kind.SPATIAL);
      assertThat(judge.view().detail() || judge.view().differences()).isFalse();
      assertThat(judge.network().channels()).containsExactly(32, 64, 128, 256);
      assertThat(judge.network().strides()).containsExactly(2, 2, 2, 1);
      assertThat(judge.network().head()).isEqualTo(Head.DENSE);
      assertThat(judge.network().batchNorm()).isTrue();
    }
    JudgeSettings spatial = recipe.judges().get(0);
    assertThat(spatial.features()).containsExactly(-1e-5, -1e-5, -1e-5, -1e-5);
    assertThat(spatial.featureDistance()).isEqualTo(FeatureLoss.Distance.HALF_SQUARES);
    assertThat(recipe.judges().get(1).features()).isEmpty();

    List<Judge> judges = SmokeJudges.create(recipe);
    assertThat(judges.get(0).module().parameterCount() * 1e-6).isCloseTo(millions, within(0.005));
    judges.forEach(Judge::close);
  }

  @Test
  void unknownKeysAreRefused() {
    for (var wrong :
        Map.of(
                "training.learn-rate=1", "training.learn-rate: unknown key",
                "tiles.size=8", "tiles.size: unknown key",
                "judges.0.view.details=true", "judges.0.view.details: unknown key",
                "losses.l1=1", "losses.l1: unknown key",
                "colour=red", "colour: unknown key")
            .entrySet()) {
      assertThatThrownBy(() -> read("compact-2d-detail.yaml", wrong.getKey()))
          .isInstanceOf(RecipeException.class)
          .hasMessageContaining(wrong.getValue());
    }
  }

  @Test
  void badValuesAreNamed() {
    for (var wrong :
        Map.of(
                "domain=video", "domain: video, must be",
                "tiles.margin=10", "tiles: margin 10 of low-size 20; must be 0 or more",
                "tiles.frames=0", "tiles: batch 8, frames 0; must be 1 or more",
                "validation.frames=0", "validation: frames 0, first-frame 8; must be 1 or more",
                "workers=0", "workers: 0, must be 1 or more",
                "losses.content=-1",
                    "losses: content -1.0, square 0.0, temporal 0.0; must be 0 or more",
                "tiles.frames=1", "tiles: frames 1, must be 3 or more for the judge temporal",
                "data.sets=[]", "sets: none; must be one or more",
                "data.sets.0.weight=0", "weight: 0.0, must be above 0",
                "condition=linear", "condition: linear, must be one of nearest, cubic")
            .entrySet()) {
      assertThatThrownBy(() -> read("compact-2d-detail.yaml", wrong.getKey()))
          .isInstanceOf(RecipeException.class)
          .hasMessageContaining(wrong.getValue())
          .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
    }
  }
}
