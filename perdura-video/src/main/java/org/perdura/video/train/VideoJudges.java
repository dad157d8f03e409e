package org.perdura.video.train;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.perdura.adversarial.Judge;
import org.perdura.adversarial.judge.AdversarialJudge;
import org.perdura.adversarial.judge.Discriminator;
import org.perdura.adversarial.judge.DiscriminatorSettings.Head;
import org.perdura.adversarial.judge.JudgeSettings;
import org.perdura.adversarial.judge.View;
import org.perdura.adversarial.judge.ViewSettings;
import org.perdura.nn.LearningRate;
import org.perdura.nn.Tensor;
import org.perdura.video.model.VideoGenerator;

/** The discriminators that a recipe asks for. */
final class VideoJudges {

  private static final int RGB = 3;

  /** Keeps the draws of judges apart from the generator's. */
  private static final long SALT = 0x6A756467L;

  private VideoJudges() {}

  /**
   * Fresh discriminators, drawn from the recipe's seed.
   *
   * @param enlarge brings low-res frames to high-res
   */
  static List<Judge> create(VideoRecipe recipe, UnaryOperator<Tensor> enlarge) {
    var random = new SplittableRandom(recipe.training().seed() ^ SALT);
    LearningRate factor = recipe.training().factor();
    var judges = new ArrayList<Judge>();
    for (JudgeSettings settings : recipe.judges()) {
      View view = settings.view().create(enlarge);
      long size = inputSize(recipe, settings);
      var network =
          new Discriminator(
              settings.network(), view.inputs(RGB, RGB), new long[] {size, size}, random.split());
      judges.add(new AdversarialJudge(settings, network, view, factor));
    }
    return judges;
  }

  /** Side of what a judge sees, in high-res pixels. */
  private static long inputSize(VideoRecipe recipe, JudgeSettings settings) {
    int low = recipe.phases().get(0).lowSize();
    boolean same = recipe.phases().stream().allMatch(phase -> phase.lowSize() == low);
    if (settings.network().head() == Head.DENSE && !same) {
      throw new IllegalArgumentException(
          "judge %s: head dense with phases of different low-size; must be patch, or all the same"
              .formatted(settings.name()));
    }
    long high = (long) low * VideoGenerator.SCALE;
    boolean cut = settings.view().border() == ViewSettings.Border.CUT;
    return cut ? Math.round(high * settings.view().crop()) : high;
  }
}
