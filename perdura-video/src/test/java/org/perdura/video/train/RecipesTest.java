package org.perdura.video.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.perdura.adversarial.Alignment;
import org.perdura.adversarial.Judge;
import org.perdura.adversarial.LossTerm;
import org.perdura.adversarial.Rollout;
import org.perdura.adversarial.judge.DiscriminatorSettings.Head;
import org.perdura.adversarial.judge.JudgeSettings;
import org.perdura.adversarial.judge.ViewSettings;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;
import org.perdura.recipe.RecipeReader;
import org.perdura.video.data.VideoDataSpec;
import org.perdura.video.model.Alignment4;
import org.perdura.video.model.GeneratorSpec;
import org.perdura.video.train.VideoRecipe.ContentKind;
import org.perdura.video.train.VideoRecipe.Phase;

/** The recipes that come with Perdura, and the switches that its documents name. */
class RecipesTest {

  private static final Path ROOT = Path.of("..");

  private static VideoRecipe read(String name, String... overrides) throws IOException {
    Path file = ROOT.resolve("recipes").resolve(name + ".yaml");
    return RecipeReader.read(file, VideoRecipe.class, List.of(overrides)).value();
  }

  @Test
  void everyRecipeCanBeRead() throws IOException {
    try (Stream<Path> files = Files.list(ROOT.resolve("recipes"))) {
      List<Path> recipes = files.toList();
      assertThat(recipes).hasSizeGreaterThanOrEqualTo(5);
      for (Path recipe : recipes) {
        if (RecipeReader.peek(recipe, "domain").isPresent()) {
          continue; // another domain's; those of video name none
        }
        VideoRecipe read = RecipeReader.read(recipe, VideoRecipe.class, List.of()).value();
        long steps = read.phases().stream().mapToLong(Phase::steps).sum();
        assertThat(steps).as("%s", recipe).isEqualTo(read.training().steps());
        assertThat(read.validation().data().videos())
            .as("%s", recipe)
            .isNotEmpty()
            .doesNotContainAnyElementsOf(read.data().videos());
      }
    }
  }

  /** Chu et al. 2020, appendix, and their released configuration. */
  @Test
  void tecoganHasThePapersNumbers() throws IOException {
    for (String name : new String[] {"tecogan", "tecogan-mini"}) {
      VideoRecipe recipe = read(name);
      int blocks = name.equals("tecogan") ? 16 : 10;
      assertThat(recipe.generator()).isEqualTo(GeneratorSpec.reference(blocks));
      assertThat(recipe.initial()).isPresent();
      assertTrainedAsInThePaper(recipe);

      var losses = recipe.losses();
      assertThat(losses.pingPong()).isEqualTo(0.5);
      assertThat(losses.perceptual()).isEqualTo(0.2);
      assertThat(losses.perceptualEvery()).isEqualTo(1);

      assertThat(recipe.judges()).hasSize(1);
      JudgeSettings judge = recipe.judges().get(0);
      assertThat(judge.learningRate()).isEqualTo(5e-5);
      assertThat(judge.beta1()).isEqualTo(0.9);
      assertThat(judge.adversarial()).isEqualTo(0.01);
      assertThat(judge.balance()).isEqualTo(0.4);
      assertThat(judge.start() + judge.fadeIn()).isZero();
      double[] layers = {12, 14, 24, 100};
      for (int i = 0; i < layers.length; i++) {
        assertThat(judge.features().get(i)).isCloseTo(0.02 / layers[i], within(1e-8));
      }
      assertThat(judge.network().stem()).isEqualTo(64);
      assertThat(judge.network().channels()).containsExactly(64, 64, 128, 256);
      assertThat(judge.network().batchNorm()).isTrue();
      assertThat(judge.network().head()).isEqualTo(Head.DENSE);
      assertThat(judge.view().kind()).isEqualTo(ViewSettings.Kind.SPATIO_TEMPORAL);
      assertThat(judge.view().crop()).isEqualTo(0.75);
      assertThat(judge.view().border()).isEqualTo(ViewSettings.Border.ZERO);
      // Frames from -1 to 1, the enlarged low-res ones from 0 to 1.
      assertThat(judge.view().gain()).isEqualTo(2);
      assertThat(judge.view().offset()).isEqualTo(-1);
    }
  }

  @Test
  void frvsrHasThePapersNumbers() throws IOException {
    VideoRecipe recipe = read("frvsr");
    assertThat(recipe.generator()).isEqualTo(GeneratorSpec.reference(10));
    assertThat(read("frvsr", "generator.blocks=16").generator())
        .isEqualTo(read("tecogan").generator());
    assertThat(recipe.initial()).isEmpty();
    assertThat(recipe.judges()).isEmpty();
    assertThat(recipe.losses().pingPong() + recipe.losses().perceptual()).isZero();
    assertTrainedAsInThePaper(recipe);
  }

  private static void assertTrainedAsInThePaper(VideoRecipe recipe) {
    assertThat(recipe.training().steps()).isEqualTo(500_000);
    for (long step : new long[] {0, 1, 250_000, 499_999}) {
      double rate = recipe.training().learningRate().adam() * recipe.training().factor().at(step);
      assertThat(rate).isCloseTo(5e-5, within(1e-12));
    }
    assertThat(recipe.training().ema()).isZero();
    assertThat(recipe.training().clipGradientNorm()).isZero();
    assertThat(recipe.phases())
        .containsExactly(new Phase(500_000, 4, 10, 32, List.of(0), List.of(0)));
    assertThat(recipe.losses().contentKind()).isEqualTo(ContentKind.SQUARED);
    assertThat(recipe.losses().content()).isEqualTo(1);
    assertThat(recipe.losses().warp()).isEqualTo(1);
    assertThat(recipe.losses().range()).as("of colours from -1 to 1").isEqualTo(2);
    assertThat(recipe.data().movingFirstFrame()).isEqualTo(0.3);
    assertThat(recipe.data().variety()).isEqualTo(VideoDataSpec.Variety.CROP_AND_FLIP);
    assertThat(recipe.data().mix()).isEqualTo(new VideoDataSpec.Mix(0, 1, 0));
  }

  /**
   * A squared error on [-1, 1] is four times that on [0, 1], an absolute one twice; the others do
   * not depend on it.
   */
  @Test
  void weightsCountOnColoursFromMinusOneToOne() throws IOException {
    var weights = read("tecogan").losses();
    List<LossTerm> terms = VideoLosses.terms(weights, x -> List.of());
    assertThat(terms)
        .extracting(LossTerm::name)
        .containsExactly("content", "warp", "ping-pong", "perceptual");
    assertThat(terms).extracting(term -> term.weight().at(0)).containsExactly(4.0, 1.0, 1.0, 0.2);
  }

  /** 10 frames played to 19 are 6 triplets of 27 channels: 3 x 3 x (as is, aligned, low-res). */
  @Test
  void theDiscriminatorIsThePapers() throws IOException {
    VideoRecipe recipe = read("tecogan");
    try (var enlarging = new Alignment4();
        var scope = new Scope()) {
      Judge judge = VideoJudges.create(recipe, enlarging::bicubic).get(0);
      // A 3x3 convolution with bias; 4x4 ones without, each with two numbers a channel to
      // normalise by; one logit of 8x8 positions.
      int stem = 9 * 27 * 64 + 64;
      int blocks = 16 * (64 * 64 + 64 * 64 + 64 * 128 + 128 * 256) + 2 * (64 + 64 + 128 + 256);
      assertThat(judge.module().parameterCount()).isEqualTo(stem + blocks + 256 * 8 * 8 + 1);
      judge.close();

      assertThat(looks(recipe, enlarging, 19).shape()).containsExactly(6 * 4, 27, 128, 128);
      assertThat(looks(recipe, enlarging, 10).shape()).containsExactly(3 * 4, 27, 128, 128);
    }
  }

  private static Tensor looks(VideoRecipe recipe, Alignment4 enlarging, int frames) {
    var phase = recipe.phases().get(0);
    int side = phase.lowSize();
    Tensor low = Tensor.zeros(phase.batch(), 3, side, side);
    Tensor high = Tensor.zeros(phase.batch(), 3, 4L * side, 4L * side);
    var lows = new ArrayList<Tensor>();
    var highs = new ArrayList<Tensor>();
    for (int t = 0; t < frames; t++) {
      lows.add(low);
      highs.add(high);
    }
    var rollout = new Rollout(highs, highs, lows, new Still());
    return recipe.judges().get(0).view().create(enlarging::bicubic).of(rollout, highs);
  }

  /** Nothing moves. */
  private static final class Still implements Alignment {
    @Override
    public Tensor align(Tensor frame, int from, int to) {
      return frame;
    }

    @Override
    public Alignment detached() {
      return this;
    }
  }

  /** The switches as docs/training.md says them. */
  @Test
  void documentedSwitchesAreAccepted() throws IOException {
    String text = Files.readString(ROOT.resolve("docs/training.md"));
    var switches = new ArrayList<String[]>();
    var line = Pattern.compile("(?m)^    (\\S.*?) {2,}(--set .*)$").matcher(text);
    while (line.find()) {
      String[] overrides =
          Pattern.compile("--set (?:'([^']*)'|(\\S+))")
              .matcher(line.group(2))
              .results()
              .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
              .toArray(String[]::new);
      switches.add(overrides);
      assertThat(read("tecogan", overrides)).isNotEqualTo(read("tecogan"));
    }
    assertThat(switches).hasSize(4);

    VideoRecipe spatial = read("tecogan", switches.get(0));
    assertThat(spatial.judges().get(0).view().kind()).isEqualTo(ViewSettings.Kind.SPATIAL);
    VideoRecipe once = read("tecogan", switches.get(1));
    assertThat(once.losses().pingPong()).isZero();
    assertThat(once.phases().get(0).frames()).isEqualTo(19);
    assertThat(read("tecogan", switches.get(2)).judges().get(0).features()).isEmpty();
    VideoRecipe unmerged = read("tecogan", switches.get(3));
    assertThat(unmerged.judges())
        .extracting(judge -> judge.view().kind())
        .containsExactly(ViewSettings.Kind.SPATIAL, ViewSettings.Kind.TEMPORAL);
    assertThat(unmerged.judges())
        .extracting(JudgeSettings::learningRate)
        .containsExactly(5e-5, 0.3 * 5e-5);
  }
}
