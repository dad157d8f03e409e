package org.perdura.metrics.smoke;

import org.perdura.grid.ScalarField;
import org.perdura.grid.Slabs;

/** Loops over the cells of fields of one size. */
final class Loops {

  private Loops() {}

  static void requireOneSize(ScalarField a, ScalarField b) {
    if (!a.size().equals(b.size())) {
      throw new IllegalArgumentException(
          "fields of %s and %s: must be of one size".formatted(a.size(), b.size()));
    }
  }

  static ScalarField difference(ScalarField a, ScalarField b, Slabs slabs) {
    requireOneSize(a, b);
    var difference = new ScalarField(a.size());
    slabs.run(
        a.size().cells(),
        (from, to) -> {
          for (int i = from; i < to; i++) {
            difference.values()[i] = a.values()[i] - b.values()[i];
          }
        });
    return difference;
  }

  static double sum(ScalarField a, Slabs slabs) {
    return slabs.sum(
        a.size().cells(),
        (from, to) -> {
          double sum = 0;
          for (int i = from; i < to; i++) {
            sum += a.values()[i];
          }
          return sum;
        });
  }

  static double meanSquare(ScalarField a, Slabs slabs) {
    double squares =
        slabs.sum(
            a.size().cells(),
            (from, to) -> {
              double sum = 0;
              for (int i = from; i < to; i++) {
                sum += (double) a.values()[i] * a.values()[i];
              }
              return sum;
            });
    return squares / a.size().cells();
  }

  static double meanSquaredDifference(ScalarField a, ScalarField b, Slabs slabs) {
    requireOneSize(a, b);
    double squares =
        slabs.sum(
            a.size().cells(),
            (from, to) -> {
              double sum = 0;
              for (int i = from; i < to; i++) {
                double difference = (double) a.values()[i] - b.values()[i];
                sum += difference * difference;
              }
              return sum;
            });
    return squares / a.size().cells();
  }

  static double meanMagnitude(ScalarField a, Slabs slabs) {
    double magnitudes =
        slabs.sum(
            a.size().cells(),
            (from, to) -> {
              double sum = 0;
              for (int i = from; i < to; i++) {
                sum += Math.abs(a.values()[i]);
              }
              return sum;
            });
    return magnitudes / a.size().cells();
  }

  static double meanAbsoluteDifference(ScalarField a, ScalarField b, Slabs slabs) {
    requireOneSize(a, b);
    double differences =
        slabs.sum(
            a.size().cells(),
            (from, to) -> {
              double sum = 0;
              for (int i = from; i < to; i++) {
                sum += Math.abs((double) a.values()[i] - b.values()[i]);
              }
              return sum;
            });
    return differences / a.size().cells();
  }
}
