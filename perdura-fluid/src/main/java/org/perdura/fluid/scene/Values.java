package org.perdura.fluid.scene;

import java.util.Locale;

/** Checks of scenes' values; the messages begin with the key. */
final class Values {

  private Values() {}

  static void requireAbove(String key, double value, double bound) {
    if (!(value > bound) || !Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "%s: %s, must be above %s".formatted(key, text(value), text(bound)));
    }
  }

  static void requireWithin(String key, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          "%s: %s, must be from %s to %s".formatted(key, text(value), text(least), text(most)));
    }
  }

  private static String text(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? String.valueOf((long) value)
        : String.valueOf(value);
  }

  /** As it stands in YAML. */
  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
