package org.perdura.video.train;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.perdura.adversarial.judge.JudgeSettings;
import org.perdura.adversarial.train.TrainerSettings;
import org.perdura.recipe.Default;
import org.perdura.video.data.VideoDataSpec;
import org.perdura.video.model.GeneratorSpec;
import org.perdura.video.upscale.VideoModel;

/**
 * One experiment, as its YAML file describes it.
 *
 * @param initial a model to start from, as {@link VideoModel#load} takes it; absent or empty: fresh
 *     weights
 * @param phases one after the other; the last goes on if the training is longer
 * @param judges the discriminators; none: only the losses train
 * @param data what is learned from
 * @param validation what is judged by; must share nothing with the data
 * @param workers threads that make clips ahead
 */
public record VideoRecipe(
    GeneratorSpec generator,
    Optional<String> initial,
    TrainerSettings training,
    List<Phase> phases,
    @Default("{}") LossWeights losses,
    @Default("[]") List<JudgeSettings> judges,
    VideoDataSpec data,
    Judging validation,
    @Default("1") int workers) {

  public VideoRecipe {
    if (phases.isEmpty()) {
      throw new IllegalArgumentException("phases: none; must be one or more");
    }
    initial = initial.filter(name -> !name.isBlank());
    phases = List.copyOf(phases);
    judges = List.copyOf(judges);
  }

  /** The same with relative paths of data taken as relative to a folder. */
  public VideoRecipe resolve(Path folder) {
    return new VideoRecipe(
        generator,
        initial,
        training,
        phases,
        losses,
        judges,
        data.resolve(folder),
        new Judging(
            validation.data().resolve(folder),
            validation.clips(),
            validation.frames(),
            validation.distinct(),
            validation.lowSize()),
        workers);
  }

  /**
   * A stretch of training on clips of one shape.
   *
   * @param steps how long it lasts
   * @param batch clips at once
   * @param frames how many frames gradients are carried through; with a ping-pong loss they are
   *     played forth and back, so that n become 2n - 1
   * @param lowSize side of the clips' frames, in low-res pixels
   * @param leadIn how many frames may be rolled out before, without gradient: one of these at each
   *     step. Teaches the network to live with its own output over long films
   * @param hold how often the first frame may be shown before that, without gradient: one of these
   *     at each step. Where nothing moves, what a network adds to its own output adds up over
   *     hundreds of frames; it must have met that to mend it
   */
  public record Phase(
      long steps,
      int batch,
      int frames,
      int lowSize,
      @Default("[0]") List<Integer> leadIn,
      @Default("[0]") List<Integer> hold) {

    public Phase {
      requireCounts("lead-in", leadIn);
      requireCounts("hold", hold);
    }

    private static void requireCounts(String key, List<Integer> frames) {
      if (frames.isEmpty() || frames.stream().anyMatch(count -> count < 0)) {
        throw new IllegalArgumentException(
            "%s: %s, must be one number of frames or more, each 0 or above".formatted(key, frames));
      }
    }
  }

  /**
   * How much each loss counts.
   *
   * @param charbonnierEps half-width of the smooth part of the content loss
   * @param warp of a learned flow; networks whose motion has no parameters leave it at 0
   * @param pingPong of the two ways of a clip that is played forth and back; 0: it is played once
   * @param perceptual of the features of a network that was trained to see
   * @param perceptualEvery how many frames lie between those that network looks at
   * @param perceptualJitter by up to how many high-res pixels less one its grid is shifted, so that
   *     patterns in step with it do not escape it; 1 for never
   * @param blockPattern of patterns that repeat from one block of 4x4 pixels to the next
   * @param range what the weights of content, block pattern and ping-pong count on: 1 for colours
   *     from 0 to 1, 2 for colours from -1 to 1, as the papers have them
   */
  public record LossWeights(
      @Default("charbonnier") ContentKind contentKind,
      @Default("1") double content,
      @Default("0.001") double charbonnierEps,
      @Default("0") double warp,
      @Default("0") double pingPong,
      @Default("0") double perceptual,
      @Default("1") int perceptualEvery,
      @Default("1") int perceptualJitter,
      @Default("0") double blockPattern,
      @Default("1") double range) {}

  /** Which content loss. */
  public enum ContentKind {
    CHARBONNIER,
    SQUARED
  }

  /**
   * The clips that validation uses, the same every time.
   *
   * @param frames 40 and more: short clips hide drift
   * @param distinct how many of them differ; they are played forth and back. With 16, frames 10 and
   *     40 show the same, so that drift shows as itself
   */
  public record Judging(
      VideoDataSpec data,
      @Default("6") int clips,
      @Default("46") int frames,
      @Default("16") int distinct,
      @Default("48") int lowSize) {}
}
