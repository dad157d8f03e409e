package org.perdura.grid;

/**
 * What the values of a field come to.
 *
 * @param sum added up in double precision
 */
public record Statistics(double min, double max, double sum, double mean) {

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
