package org.perdura.video.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.perdura.adversarial.BatchSource;
import org.perdura.adversarial.CharbonnierLoss;
import org.perdura.adversarial.ContentLoss;
import org.perdura.adversarial.LossTerm;
import org.perdura.adversarial.Rollout;
import org.perdura.adversarial.Task;
import org.perdura.adversarial.Validation;
import org.perdura.adversarial.WarpLoss;
import org.perdura.nn.GradientMode;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;
import org.perdura.video.data.ClipSampler;
import org.perdura.video.data.Footage;
import org.perdura.video.model.VideoGenerator;
import org.perdura.video.model.VideoGenerator.Previous;
import org.perdura.video.upscale.VideoModel;

/** Training of a frame-recurrent video generator. */
public final class VideoTask implements Task<VideoBatch> {

  private final VideoRecipe recipe;
  private final VideoGenerator generator;
  private final ClipSampler sampler;
  private final VideoJudging judging;
  private String initialTraining = "";

  /**
   * @param cache where decoded films are kept between runs
   */
  public VideoTask(VideoRecipe recipe, Path cache) throws IOException {
    this.recipe = recipe;
    this.generator = generator(recipe);
    this.sampler = new ClipSampler(recipe.data(), cache, recipe.training().seed());
    this.judging = VideoJudging.prepare(recipe.validation(), cache);
  }

  private VideoGenerator generator(VideoRecipe recipe) throws IOException {
    if (recipe.initial().isEmpty()) {
      return recipe.generator().create(recipe.training().seed());
    }
    String name = recipe.initial().get();
    VideoModel model = VideoModel.load(name);
    if (!model.spec().equals(recipe.generator())) {
      throw new IOException(
          "%s: is %s, but the recipe's generator is %s"
              .formatted(name, model.spec(), recipe.generator()));
    }
    initialTraining =
        "recipe %s, %s steps"
            .formatted(model.metadata().get("recipe"), model.metadata().get("steps"));
    return model.generator();
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
    Previous previous = leadIn(batch);
    var lows = new ArrayList<Tensor>();
    var results = new ArrayList<Tensor>();
    var truths = new ArrayList<Tensor>();
    var flows = new ArrayList<Tensor>();
    for (int t = batch.leadIn(); t < batch.frames(); t++) {
      Tensor low = ClipTensors.low(batch.clips(), t);
      Tensor flow = previous == null ? null : generator.flow(low, previous);
      Tensor warped = flow == null ? null : generator.warpToPhases(previous.high(), flow, 0);
      Tensor high = generator.generate(low, warped);
      lows.add(low);
      flows.add(flow);
      results.add(high);
      truths.add(ClipTensors.high(batch.clips(), t));
      previous = new Previous(low, high);
    }
    return new Rollout(results, truths, lows, new EstimatedMotion(generator, lows, results, flows));
  }

  private static void release(Previous previous) {
    if (previous != null) {
      previous.low().close();
      previous.high().close();
    }
  }

  /** Rolls the first frames out without gradient and keeps only what the next one needs. */
  private Previous leadIn(VideoBatch batch) {
    Previous previous = null;
    try (var noGradient = GradientMode.off()) {
      for (int t = 0; t < batch.leadIn(); t++) {
        try (var scope = new Scope()) {
          Tensor low = ClipTensors.low(batch.clips(), t);
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
    var losses = recipe.losses();
    var terms = new ArrayList<LossTerm>();
    terms.add(
        new LossTerm(
            "content",
            losses.content(),
            switch (losses.contentKind()) {
              case CHARBONNIER -> new CharbonnierLoss(losses.charbonnierEps());
              case SQUARED -> new ContentLoss();
            }));
    if (losses.warp() != 0) {
      terms.add(new LossTerm("warp", losses.warp(), new WarpLoss()));
    }
    return terms;
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
}
