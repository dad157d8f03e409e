package org.perdura.metrics;

import java.util.Arrays;
import org.perdura.media.Frame;

/**
 * Structural similarity (Wang et al. 2004, eq. 13) of BT.601 studio-range luma, the way TecoGAN's
 * evaluation has scikit-image count it: uniform windows of 7x7 pixels that lie inside the picture,
 * K1 = .01, K2 = .03, unbiased variances; the range of values is that of the result.
 */
public final class Ssim {

  /** The side of the window in pixels. */
  private static final int WINDOW = 7;

  private static final int COUNT = WINDOW * WINDOW;
  private static final double K1 = 0.01;
  private static final double K2 = 0.03;

  /** A result of one colour has no range; its similarity is still to be a number. */
  private static final double LEAST_RANGE = 1;

  private Ssim() {}

  /**
   * How alike two 8-bit pictures of equal size, at least 7x7 pixels, are.
   *
   * @return -1 to 1, which only equal pictures reach
   */
  public static double of(Frame result, Frame truth) {
    return of(Luma.of(result), Luma.of(truth));
  }

  static double of(Luma result, Luma truth) {
    result.requireSizeOf(truth);
    int width = result.width();
    int height = result.height();
    if (width < WINDOW || height < WINDOW) {
      throw new IllegalArgumentException(
          "%dx%d pixels: must be at least %dx%d for SSIM".formatted(width, height, WINDOW, WINDOW));
    }
    double range = Math.max(LEAST_RANGE, range(result.values()));
    double c1 = K1 * range * K1 * range;
    double c2 = K2 * range * K2 * range;
    var columns = new Columns(result.values(), truth.values(), width);
    double sum = 0;
    for (int y = 0; y + WINDOW <= height; y++) {
      columns.cover(y);
      sum += columns.sumOfSimilarities(c1, c2);
    }
    return sum / ((double) (width - WINDOW + 1) * (height - WINDOW + 1));
  }

  private static double range(double[] values) {
    double least = Double.POSITIVE_INFINITY;
    double largest = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      least = Math.min(least, value);
      largest = Math.max(largest, value);
    }
    return largest - least;
  }

  /** Sums over the rows of the window, for each column. */
  private static final class Columns {

    private final double[] a;
    private final double[] b;
    private final int width;
    private final double[] sumA;
    private final double[] sumB;
    private final double[] sumAA;
    private final double[] sumBB;
    private final double[] sumAB;

    Columns(double[] a, double[] b, int width) {
      this.a = a;
      this.b = b;
      this.width = width;
      sumA = new double[width];
      sumB = new double[width];
      sumAA = new double[width];
      sumBB = new double[width];
      sumAB = new double[width];
    }

    /** Sums afresh: to add a row and to subtract one would let rounding errors pile up. */
    void cover(int firstRow) {
      for (double[] sum : new double[][] {sumA, sumB, sumAA, sumBB, sumAB}) {
        Arrays.fill(sum, 0);
      }
      for (int y = firstRow; y < firstRow + WINDOW; y++) {
        for (int x = 0, i = y * width; x < width; x++, i++) {
          sumA[x] += a[i];
          sumB[x] += b[i];
          sumAA[x] += a[i] * a[i];
          sumBB[x] += b[i] * b[i];
          sumAB[x] += a[i] * b[i];
        }
      }
    }

    double sumOfSimilarities(double c1, double c2) {
      double total = 0;
      for (int first = 0; first + WINDOW <= width; first++) {
        double meanA = mean(sumA, first);
        double meanB = mean(sumB, first);
        double unbiased = COUNT / (COUNT - 1.0);
        double varianceA = unbiased * (mean(sumAA, first) - meanA * meanA);
        double varianceB = unbiased * (mean(sumBB, first) - meanB * meanB);
        double covariance = unbiased * (mean(sumAB, first) - meanA * meanB);
        total +=
            (2 * meanA * meanB + c1)
                * (2 * covariance + c2)
                / ((meanA * meanA + meanB * meanB + c1) * (varianceA + varianceB + c2));
      }
      return total;
    }

    private static double mean(double[] columns, int first) {
      double sum = 0;
      for (int x = first; x < first + WINDOW; x++) {
        sum += columns[x];
      }
      return sum / COUNT;
    }
  }
}
