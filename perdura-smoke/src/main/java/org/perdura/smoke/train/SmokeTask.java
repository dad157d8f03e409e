package org.perdura.smoke.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.perdura.adversarial.BatchSource;
import org.perdura.adversarial.Judge;
import org.perdura.adversarial.LossTerm;
import org.perdura.adversarial.Rollout;
import org.perdura.adversarial.Task;
import org.perdura.adversarial.Validation;
import org.perdura.adversarial.loss.AbsoluteLoss;
import org.perdura.adversarial.loss.AlignedDifferenceLoss;
import org.perdura.adversarial.loss.ContentLoss;
import org.perdura.nn.Functional;
import org.perdura.nn.Precision;
import org.perdura.nn.Tensor;
import org.perdura.smoke.data.TileSampler;
import org.perdura.smoke.model.SmokeGenerator;
import org.perdura.smoke.model.Upsampling;
import org.perdura.smoke.motion.Advection;
import org.perdura.smoke.upscale.SmokeModel;

/** Training of a generator for smoke. */
public final class SmokeTask implements Task<SmokeBatch>, AutoCloseable {

  private final SmokeRecipe recipe;
  private final SmokeGenerator generator;
  private final List<LossTerm> terms;
  private final List<Judge> judges;
  private final TileSampler sampler;
  private final HeldOutFrames heldOut;
  private String initialTraining = "";

  /**
   * Generator, judges and tiles of a recipe.
   *
   * @param cache where prepared datasets are kept between runs
   */
  public SmokeTask(SmokeRecipe recipe, Path cache) throws IOException {
    this.recipe = recipe;
    int dimensions = recipe.generator().dimensions();
    recipe.data().requireThere();
    recipe.validation().data().requireThere();
    this.sampler =
        new TileSampler(
            recipe.data(), dimensions, recipe.augmentation(), cache, recipe.training().seed());
    sampler.requireRoom(recipe.shape());
    this.heldOut = HeldOutFrames.read(recipe.validation(), dimensions, cache);
    this.generator = create(recipe);
    this.terms = terms(recipe.losses());
    this.judges = SmokeJudges.create(recipe);
  }

  private SmokeGenerator create(SmokeRecipe recipe) throws IOException {
    SmokeGenerator fresh = recipe.generator().create(recipe.training().seed());
    if (recipe.initial().isEmpty()) {
      return fresh;
    }
    String name = recipe.initial().get();
    try (SmokeModel model = SmokeModel.load(name)) {
      if (!model.spec().metadata().equals(recipe.generator().metadata())) {
        throw new IOException(
            "%s: is %s, but the recipe's generator is %s"
                .formatted(name, model.spec().metadata(), recipe.generator().metadata()));
      }
      initialTraining =
          "recipe %s, %s steps"
              .formatted(model.metadata().get("recipe"), model.metadata().get("steps"));
      fresh.load(model.generator().state());
    }
    return fresh;
  }

  private static List<LossTerm> terms(SmokeRecipe.LossWeights weights) {
    var terms = new ArrayList<LossTerm>();
    terms.add(new LossTerm("content", weights.content(), new AbsoluteLoss()));
    if (weights.square() != 0) {
      terms.add(new LossTerm("square", weights.square(), new ContentLoss()));
    }
    if (weights.temporal() != 0) {
      terms.add(new LossTerm("temporal", weights.temporal(), new AlignedDifferenceLoss()));
    }
    return terms;
  }

  /** The training tiles. */
  public BatchSource<SmokeBatch> batches() {
    return new SmokeBatches(sampler, recipe.shape(), recipe.tiles().batch());
  }

  @Override
  public SmokeGenerator generator() {
    return generator;
  }

  @Override
  public Rollout rollout(SmokeBatch batch, long step) {
    int frames = batch.shape().frames();
    int neighbours = batch.shape().neighbours();
    var lows = new ArrayList<Tensor>(); // [n, 1, (d,) h, w]
    for (int t = 0; t < batch.shape().lowFrames(); t++) {
      lows.add(TileTensors.low(batch, t));
    }
    var densities = new ArrayList<Tensor>(); // [n, frames seen, (d,) h, w]
    var velocities = new ArrayList<Tensor>(); // [n, dimensions, (d,) h, w]
    var truths = new ArrayList<Tensor>();
    long margin = (long) recipe.tiles().margin() * SmokeGenerator.SCALE;
    for (int t = 0; t < frames; t++) {
      densities.add(Tensor.cat(1, lows.subList(t, t + 2 * neighbours + 1)));
      velocities.add(TileTensors.velocity(batch, t));
      truths.add(TileTensors.inner(TileTensors.high(batch, t), margin));
    }
    // The frames do not depend on one another: all at once is faster.
    Tensor made = generator.generate(Tensor.cat(0, densities), Tensor.cat(0, velocities));
    long n = batch.tiles().length;
    var results = new ArrayList<Tensor>();
    for (int t = 0; t < frames; t++) {
      results.add(TileTensors.inner(made.narrow(0, t * n, n), margin));
    }
    return new Rollout(
        results,
        truths,
        judges.isEmpty()
            ? List.of()
            : conditions(lows.subList(neighbours, neighbours + frames), margin),
        frames == 1 ? new Advection(List.of()) : motion(velocities, margin),
        Map.of(),
        step);
  }

  private List<Tensor> conditions(List<Tensor> lows, long margin) {
    return lows.stream().map(low -> TileTensors.inner(enlarged(low), margin)).toList();
  }

  private Tensor enlarged(Tensor low) {
    return switch (recipe.condition()) {
      case NEAREST -> Functional.repeat(low, SmokeGenerator.SCALE);
      case CUBIC -> Upsampling.cubic(low);
    };
  }

  private static Advection motion(List<Tensor> velocities, long margin) {
    try (var fp32 = Precision.FP32.autocast()) {
      return new Advection(
          velocities.stream()
              .map(low -> Upsampling.linear(low).mul(SmokeGenerator.SCALE))
              .map(high -> TileTensors.inner(high, margin))
              .toList());
    }
  }

  @Override
  public List<LossTerm> terms() {
    return terms;
  }

  @Override
  public List<Judge> judges() {
    return judges;
  }

  @Override
  public Validation validate(long step) {
    return heldOut.judge(generator);
  }

  @Override
  public boolean suitsMuon(String parameter) {
    // The first layer's few inputs differ in kind; the last layer's scale is the result's.
    return !parameter.startsWith("first.") && !parameter.startsWith(generator.lastLayer());
  }

  @Override
  public Map<String, String> metadata() {
    var metadata = new LinkedHashMap<>(recipe.generator().metadata());
    metadata.put(
        "data",
        recipe.data().sets().stream()
            .map(part -> String.valueOf(Path.of(part.path()).getFileName()))
            .collect(Collectors.joining(", ")));
    recipe.initial().ifPresent(name -> metadata.put("initial", initialTraining));
    return metadata;
  }

  @Override
  public void close() {
    generator.close();
    judges.forEach(Judge::close);
  }
}
