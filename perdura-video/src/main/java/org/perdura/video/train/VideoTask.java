package org.perdura.video.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.perdura.adversarial.BatchSource;
import org.perdura.adversarial.Judge;
import org.perdura.adversarial.LossTerm;
import org.perdura.adversarial.Rollout;
import org.perdura.adversarial.Task;
import org.perdura.adversarial.Validation;
import org.perdura.metrics.features.DistilledVgg19;
import org.perdura.metrics.features.FeatureNetwork;
import org.perdura.metrics.features.Vgg19Features;
import org.perdura.nn.GradientMode;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;
import org.perdura.video.data.ClipSampler;
import org.perdura.video.data.Footage;
import org.perdura.video.model.Alignment4;
import org.perdura.video.model.VideoGenerator;
import org.perdura.video.model.VideoGenerator.Previous;
import org.perdura.video.upscale.VideoModel;

/** Training of a frame-recurrent video generator. */
public final class VideoTask implements Task<VideoBatch>, AutoCloseable {

  private final VideoRecipe recipe;
  private final VideoGenerator generator;
  private final Alignment4 enlarging = new Alignment4();
  private final FeatureNetwork features; // null if no loss asks for it
  private final List<LossTerm> terms;
  private final List<Judge> judges;
  private final ClipSampler sampler;
  private final VideoJudging judging;
  private String initialTraining = "";

  /** With the perceptual network that comes with Perdura. */
  public VideoTask(VideoRecipe recipe, Path cache) throws IOException {
    this(recipe, cache, Optional.empty());
  }

  /**
   * Generator, judges and clips of a recipe.
   *
   * @param cache where decoded films are kept between runs
   * @param vgg weights of a VGG-19 for the perceptual loss in place of the small one that comes
   *     with Perdura
   */
  public VideoTask(VideoRecipe recipe, Path cache, Optional<Path> vgg) throws IOException {
    this.recipe = recipe;
    this.generator = generator(recipe);
    this.features = recipe.losses().perceptual() == 0 ? null : features(vgg);
    this.terms = VideoLosses.terms(recipe.losses(), features == null ? null : features::features);
    this.judges = VideoJudges.create(recipe, enlarging::bicubic);
    this.sampler = new ClipSampler(recipe.data(), cache, recipe.training().seed());
    this.judging = VideoJudging.prepare(recipe.validation(), cache);
  }

  private VideoGenerator generator(VideoRecipe recipe) throws IOException {
    if (recipe.initial().isEmpty()) {
      return recipe.generator().create(recipe.training().seed());
    }
    String name = recipe.initial().get();
    try (VideoModel model = VideoModel.load(name)) {
      if (!model.spec().equals(recipe.generator())) {
        throw new IOException(
            "%s: is %s, but the recipe's generator is %s"
                .formatted(name, model.spec(), recipe.generator()));
      }
      initialTraining =
          "recipe %s, %s steps"
              .formatted(model.metadata().get("recipe"), model.metadata().get("steps"));
      var generator = recipe.generator().create(recipe.training().seed());
      generator.load(model.generator().state());
      return generator;
    }
  }

  private static FeatureNetwork features(Optional<Path> vgg) throws IOException {
    return vgg.isPresent() ? Vgg19Features.load(vgg.get()) : DistilledVgg19.shipped();
  }

  /** The training clips in the recipe's phases. */
  public BatchSource<VideoBatch> batches() {
    return new VideoBatches(sampler, recipe.phases(), recipe.training().seed());
  }

  @Override
  public VideoGenerator generator() {
    return generator;
  }

  @Override
  public Rollout rollout(VideoBatch batch, long step) {
    boolean pingPong = recipe.losses().pingPong() != 0;
    Previous previous = leadIn(batch);
    var lows = new ArrayList<Tensor>();
    var truths = new ArrayList<Tensor>();
    for (int t = batch.leadIn(); t < batch.frames(); t++) {
      lows.add(ClipTensors.low(batch.clips(), t));
      truths.add(ClipTensors.high(batch.clips(), t));
    }
    for (int t = lows.size() - 2; pingPong && t >= 0; t--) {
      lows.add(lows.get(t));
      truths.add(truths.get(t));
    }
    List<Tensor> estimates = estimates(lows, previous);
    var results = new ArrayList<Tensor>();
    var flows = new ArrayList<Tensor>();
    for (int t = 0; t < lows.size(); t++) {
      Tensor low = lows.get(t);
      Tensor flow = previous == null ? null : generator.refine(low, previous, estimates.get(t));
      Tensor warped = flow == null ? null : generator.warpToPhases(previous.high(), flow, 0);
      Tensor high = generator.generate(low, warped);
      flows.add(flow);
      results.add(high);
      previous = new Previous(low, high);
    }
    return new Rollout(
        results,
        truths,
        lows,
        new EstimatedMotion(generator, lows, results, flows, pingPong),
        Map.of(),
        step);
  }

  /** The first part of each frame's motion, all at once; null for the first of a film. */
  private List<Tensor> estimates(List<Tensor> lows, Previous previous) {
    var before = new ArrayList<>(lows.subList(0, lows.size() - 1));
    if (previous != null) {
      before.add(0, previous.low());
      return generator.estimate(lows, before);
    }
    var estimates = new ArrayList<>(generator.estimate(lows.subList(1, lows.size()), before));
    estimates.add(0, null);
    return estimates;
  }

  private static void release(Previous previous) {
    if (previous != null) {
      previous.low().close();
      previous.high().close();
    }
  }

  /** Rolls what comes first out without gradient and keeps only what the next one needs. */
  private Previous leadIn(VideoBatch batch) {
    Previous previous = null;
    try (var noGradient = GradientMode.off()) {
      for (int t = -batch.hold(); t < batch.leadIn(); t++) {
        try (var scope = new Scope()) {
          Tensor low = ClipTensors.low(batch.clips(), Math.max(0, t));
          Tensor high = generator.next(low, previous);
          var next = new Previous(low.persistent(), high.persistent());
          release(previous);
          previous = next;
        }
      }
    }
    if (previous == null) {
      return null;
    }
    // Handles of their own for the step's scope, which frees them.
    var last = new Previous(previous.low().detach(), previous.high().detach());
    release(previous);
    return last;
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
    return judging.judge(generator);
  }

  @Override
  public boolean suitsMuon(String parameter) {
    return !parameter.startsWith("last.");
  }

  @Override
  public Map<String, String> metadata() {
    var metadata = new LinkedHashMap<>(recipe.generator().metadata());
    var data = recipe.data();
    var sources = Stream.concat(data.photos().stream(), data.videos().stream().map(Footage::path));
    metadata.put(
        "data",
        sources
            .map(source -> String.valueOf(Path.of(source).getFileName()))
            .collect(Collectors.joining(", ")));
    recipe.initial().ifPresent(name -> metadata.put("initial", initialTraining));
    return metadata;
  }

  @Override
  public void close() {
    generator.close();
    judges.forEach(Judge::close);
    enlarging.close();
    judging.close();
    if (features != null) {
      features.close();
    }
  }
}
