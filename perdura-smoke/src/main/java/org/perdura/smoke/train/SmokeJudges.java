package org.perdura.smoke.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.perdura.adversarial.Judge;
import org.perdura.adversarial.judge.AdversarialJudge;
import org.perdura.adversarial.judge.Discriminator;
import org.perdura.adversarial.judge.JudgeSettings;
import org.perdura.adversarial.judge.View;
import org.perdura.adversarial.judge.ViewSettings;
import org.perdura.nn.LearningRate;
import org.perdura.smoke.model.SmokeGenerator;

/** The discriminators that a recipe asks for. */
final class SmokeJudges {

  /** Keeps the draws of judges apart from the generator's. */
  private static final long SALT = 0x6A756467L;

  private SmokeJudges() {}

  /** Fresh discriminators, drawn from the recipe's seed. */
  static List<Judge> create(SmokeRecipe recipe) {
    var random = new SplittableRandom(recipe.training().seed() ^ SALT);
    LearningRate factor = recipe.training().factor();
    var judges = new ArrayList<Judge>();
    for (JudgeSettings settings : recipe.judges()) {
      // Conditions come at the results' size already.
      View view = settings.view().create(UnaryOperator.identity());
      var network =
          new Discriminator(
              settings.network(), view.inputs(1, 1), sides(recipe, settings), random.split());
      judges.add(new AdversarialJudge(settings, network, view, factor));
    }
    return judges;
  }

  /** Of what a judge sees, in high-res cells. */
  private static long[] sides(SmokeRecipe recipe, JudgeSettings settings) {
    var sides = new long[recipe.generator().dimensions()];
    long side = (long) recipe.tiles().inner() * SmokeGenerator.SCALE;
    boolean cut = settings.view().border() == ViewSettings.Border.CUT;
    Arrays.fill(sides, cut ? Math.round(side * settings.view().crop()) : side);
    return sides;
  }
}
