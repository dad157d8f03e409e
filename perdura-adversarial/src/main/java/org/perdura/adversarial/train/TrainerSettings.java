package org.perdura.adversarial.train;

import java.util.ArrayList;
import java.util.List;
import org.perdura.nn.LearningRate;
import org.perdura.recipe.Default;
import org.perdura.recipe.RecipeReader;

/**
 * The part of a recipe that the trainer itself reads.
 *
 * @param steps how many
 * @param seed everything random comes from it and the step
 * @param precision "fp32", "bf16" or "auto"
 * @param threads of the processor; 0 for all
 * @param optimizer which one trains the weights of two or more dimensions
 * @param clipGradientNorm longer gradients of Adam's parameters are shortened to it; 0 for never
 * @param generatorRuns how often the generator learns in a step, each time from another batch
 * @param judgeRuns how often the judges learn in a step; as many batches as the larger of the two
 * @param ema how much of the averaged weights stays at each step
 * @param checkpointEverySteps 0 for never
 * @param checkpointEveryMinutes 0 for never
 * @param keepCheckpoints how many of the newest stay
 */
public record TrainerSettings(
    long steps,
    @Default("1") long seed,
    @Default("auto") String precision,
    @Default("0") int threads,
    @Default("muon") OptimizerKind optimizer,
    @Default("{}") Rates learningRate,
    @Default("0") double clipGradientNorm,
    @Default("0.999") double ema,
    @Default("1") int generatorRuns,
    @Default("1") int judgeRuns,
    @Default("10") int logEvery,
    @Default("500") int validateEvery,
    @Default("0") int checkpointEverySteps,
    @Default("10") double checkpointEveryMinutes,
    @Default("3") int keepCheckpoints) {

  /** Which optimiser trains the weights of two or more dimensions; Adam trains all others. */
  public enum OptimizerKind {
    ADAM,
    MUON
  }

  /** How the learning rate goes on after the warm-up. */
  public enum Schedule {
    CONSTANT,
    COSINE,
    /** A straight line. */
    LINEAR
  }

  /**
   * How fast to learn.
   *
   * @param muon peak rate of Muon
   * @param adam peak rate of Adam
   * @param beta1 of Adam: how much of the mean gradient stays at each step
   * @param warmup steps of linear rise
   * @param finalFraction of the peak at the last step
   * @param phases if not empty, these in turn take the place of the single schedule
   */
  public record Rates(
      @Default("0.002") double muon,
      @Default("0.001") double adam,
      @Default("0.9") double beta1,
      @Default("100") long warmup,
      @Default("0.01") double finalFraction,
      @Default("cosine") Schedule schedule,
      @Default("[]") List<Phase> phases) {}

  /**
   * A stretch of training with a schedule of its own.
   *
   * @param factor on the peak rates
   */
  public record Phase(
      long steps,
      @Default("1") double factor,
      @Default("100") long warmup,
      @Default("0.01") double finalFraction,
      @Default("cosine") Schedule schedule) {}

  public TrainerSettings {
    require(steps > 0, "steps: " + steps + ", must be 1 or more");
    require(threads >= 0, "threads: " + threads + ", must be 0 (all) or more");
    require(ema >= 0 && ema < 1, "ema: " + ema + ", must be from 0 to below 1");
    require(generatorRuns > 0, "generator-runs: " + generatorRuns + ", must be 1 or more");
    require(judgeRuns > 0, "judge-runs: " + judgeRuns + ", must be 1 or more");
    require(logEvery > 0, "log-every: " + logEvery + ", must be 1 or more");
    require(keepCheckpoints > 0, "keep-checkpoints: " + keepCheckpoints + ", must be 1 or more");
    require(
        learningRate.beta1() >= 0 && learningRate.beta1() < 1,
        "learning-rate.beta1: " + learningRate.beta1() + ", must be from 0 to below 1");
    require(
        clipGradientNorm >= 0,
        "clip-gradient-norm: " + clipGradientNorm + ", must be 0 (never) or more");
    require(
        validateEvery >= 0,
        "validate-every: " + validateEvery + ", must be 0 (at the end only) or more");
    require(
        checkpointEverySteps >= 0 && checkpointEveryMinutes >= 0,
        "checkpoint-every-...: must be 0 (never) or more");
  }

  /** Batches that a step takes. */
  int runs() {
    return Math.max(generatorRuns, judgeRuns);
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }

  /** Settings for a run of that many steps, all else as if left out of the recipe. */
  public static TrainerSettings of(long steps) {
    return RecipeReader.defaults(TrainerSettings.class, "{steps: " + steps + "}");
  }

  /** The schedule as a factor on the peak rates. */
  public LearningRate factor() {
    Rates rates = learningRate;
    if (rates.phases().isEmpty()) {
      return factor(rates.schedule(), 1, rates.warmup(), steps, rates.finalFraction());
    }
    var schedules = new ArrayList<LearningRate>();
    for (Phase phase : rates.phases()) {
      schedules.add(
          factor(
              phase.schedule(),
              phase.factor(),
              phase.warmup(),
              phase.steps(),
              phase.finalFraction()));
    }
    return step -> {
      long start = 0;
      for (int p = 0; p < schedules.size() - 1; p++) {
        long length = rates.phases().get(p).steps();
        if (step < start + length) {
          return schedules.get(p).at(step - start);
        }
        start += length;
      }
      return schedules.get(schedules.size() - 1).at(step - start);
    };
  }

  private static LearningRate factor(
      Schedule schedule, double peak, long warmup, long steps, double finalFraction) {
    return switch (schedule) {
      // A constant rate is a cosine that falls to where it began.
      case CONSTANT -> LearningRate.warmupCosine(peak, warmup, steps, 1);
      case COSINE -> LearningRate.warmupCosine(peak, warmup, steps, finalFraction);
      case LINEAR -> LearningRate.warmupLinear(peak, warmup, steps, finalFraction);
    };
  }
}
