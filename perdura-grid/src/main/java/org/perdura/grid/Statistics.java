package org.perdura.grid;

/**
 * What the values of a field come to.
 *
 * @param sum added up in double precision
 */
public record Statistics(double min, double max, double sum, double mean) {

  /** A zero is never told as -0. */
  public Statistics {
    min += 0.0;
    max += 0.0;
    sum += 0.0;
    mean += 0.0;
  }

  public static Statistics of(float[] values) {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    double sum = 0;
    for (float value : values) {
      min = Math.min(min, value);
      max = Math.max(max, value);
      sum += value;
    }
    return new Statistics(min, max, sum, sum / values.length);
  }

  public static Statistics of(int[] values) {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    double sum = 0;
    for (int value : values) {
      min = Math.min(min, value);
      max = Math.max(max, value);
      sum += value;
    }
    return new Statistics(min, max, sum, sum / values.length);
  }
}
