package org.perdura.adversarial;

/** How much a loss counts, as a function of the training step (from 0). */
@FunctionalInterface
public interface Weight {

  double at(long step);

  static Weight constant(double value) {
    return step -> value;
  }

  /** Nothing up to one step, then linearly up to the full value at another. */
  static Weight fadeIn(double value, long from, long to) {
    if (to < from) {
      throw new IllegalArgumentException(
          "fade-in from step %d to %d: must not end before it begins".formatted(from, to));
    }
    return step -> {
      if (step >= to) {
        return value;
      }
      return step <= from ? 0 : value * (step - from) / (to - from);
    };
  }
}
