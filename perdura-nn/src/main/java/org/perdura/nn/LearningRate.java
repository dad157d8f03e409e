package org.perdura.nn;

/** The learning rate as a function of the step; steps count from 0. */
@FunctionalInterface
public interface LearningRate {

  /** The rate of that step. */
  double at(long step);

  /** The same for all steps. */
  static LearningRate constant(double rate) {
    return step -> rate;
  }

  /**
   * Rises linearly for some steps, then falls along half a cosine (Loshchilov and Hutter 2017, eq.
   * 5) to a fraction of the peak, reached after {@code steps} and kept from there on.
   */
  static LearningRate warmupCosine(double peak, long warmup, long steps, double lastFraction) {
    return step -> {
      if (step < warmup) {
        return peak * (step + 1) / warmup;
      }
      double progress = Math.min(1, (double) (step - warmup) / Math.max(1, steps - warmup));
      double cosine = (1 + Math.cos(Math.PI * progress)) / 2;
      return peak * (lastFraction + (1 - lastFraction) * cosine);
    };
  }

  /** The same, but falling along a straight line. */
  static LearningRate warmupLinear(double peak, long warmup, long steps, double lastFraction) {
    return step -> {
      if (step < warmup) {
        return peak * (step + 1) / warmup;
      }
      double progress = Math.min(1, (double) (step - warmup) / Math.max(1, steps - warmup));
      return peak * (1 + progress * (lastFraction - 1));
    };
  }

  /** Multiplied by a factor every so many steps. */
  static LearningRate staircase(double first, double factor, long every) {
    return step -> first * Math.pow(factor, (double) Math.floorDiv(step, every));
  }
}
