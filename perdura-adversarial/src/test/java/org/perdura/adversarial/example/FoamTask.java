package org.perdura.adversarial.example;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.perdura.adversarial.Judge;
import org.perdura.adversarial.LossTerm;
import org.perdura.adversarial.Rollout;
import org.perdura.adversarial.Task;
import org.perdura.adversarial.Validation;
import org.perdura.adversarial.judge.AdversarialJudge;
import org.perdura.adversarial.judge.Discriminator;
import org.perdura.adversarial.judge.JudgeSettings;
import org.perdura.adversarial.judge.View;
import org.perdura.adversarial.loss.ContentLoss;
import org.perdura.nn.Functional;
import org.perdura.nn.Tensor;

/** All that the trainer needs to know of foam. */
final class FoamTask implements Task<Foam>, AutoCloseable {

  private static final long HELD_OUT = 1L << 40; // no step comes there

  private final FoamRecipe recipe;
  private final FoamGenerator generator;
  private final List<Judge> judges;

  FoamTask(FoamRecipe recipe) {
    this.recipe = recipe;
    this.generator = new FoamGenerator(recipe.width(), recipe.training().seed());
    this.judges = judges(recipe);
  }

  private static List<Judge> judges(FoamRecipe recipe) {
    var random = new SplittableRandom(~recipe.training().seed());
    var judges = new ArrayList<Judge>();
    for (JudgeSettings settings : recipe.judges()) {
      View view = settings.view().create(FoamTask::enlarge);
      var network =
          new Discriminator(
              settings.network(),
              view.inputs(1, 1),
              new long[] {Foam.SIZE, Foam.SIZE},
              random.split());
      judges.add(new AdversarialJudge(settings, network, view, recipe.training().factor()));
    }
    return judges;
  }

  private static Tensor enlarge(Tensor thickness) {
    return Functional.resizeBilinear(thickness, Foam.SIZE, Foam.SIZE);
  }

  /** The batch of a step; a {@link org.perdura.adversarial.BatchSource}. */
  Foam batch(long step) {
    return Foam.of(recipe.training().seed() << 20 | step, recipe.sequences(), recipe.frames());
  }

  @Override
  public FoamGenerator generator() {
    return generator;
  }

  @Override
  public Rollout rollout(Foam batch, long step) {
    var results = new ArrayList<Tensor>();
    for (int t = 0; t < batch.truths().size(); t++) {
      Tensor before = t == 0 ? null : batch.drift().align(results.get(t - 1), t - 1, t);
      Tensor thickness = enlarge(batch.conditions().get(t));
      results.add(generator.forward(thickness, batch.noises().get(t), before));
    }
    return new Rollout(results, batch.truths(), batch.conditions(), batch.drift());
  }

  @Override
  public List<LossTerm> terms() {
    return List.of(new LossTerm("content", recipe.content(), new ContentLoss()));
  }

  @Override
  public List<Judge> judges() {
    return judges;
  }

  @Override
  public Validation validate(long step) {
    try (var unseen = Foam.of(HELD_OUT, 16, 12)) {
      return new Validation(FoamFigures.of(rollout(unseen, step)), Map.of());
    }
  }

  @Override
  public Map<String, String> metadata() {
    return Map.of("architecture", "foam", "width", String.valueOf(recipe.width()));
  }

  @Override
  public void close() {
    judges.forEach(Judge::close);
    generator.close();
  }
}
