package org.perdura.metrics.smoke;

import org.perdura.grid.GridSize;
import org.perdura.grid.ScalarField;
import org.perdura.grid.Slabs;

/**
 * Structural similarity (Wang et al. 2004, eq. 13) of densities as scikit-image counts it by
 * default: uniform windows of 7 cells along each axis that lie inside the grid, K1 = 0.01, K2 =
 * 0.03, unbiased variances; the range of values is 1.
 *
 * <p>Sums over windows are made axis by axis, for some layers at a time: memory is that of a few
 * dozen layers, whatever the depth.
 */
final class SmokeSsim {

  /** The side of the window in cells. */
  static final int WINDOW = 7;

  /** A cell is occupied where result or truth have more: thinner smoke is hardly seen. */
  static final float OCCUPIED = 0.01f;

  private static final double C1 = 0.01 * 0.01;
  private static final double C2 = 0.03 * 0.03;

  /** Layers that are worked on at once, which keeps some threads busy. */
  private static final int LAYERS = 16;

  /** What is summed over windows: a, b, a^2, b^2, ab. */
  private static final int SUMS = 5;

  private final GridSize size;
  private final float[] a;
  private final float[] b;
  private final Slabs slabs;
  private final int windowDepth;
  private final int width; // of the windows' places, as height and depth
  private final int height;
  private final int depth;
  private final double[][] rings; // [layer][sum, y, x], summed along x and y

  /**
   * The similarities' means.
   *
   * @param occupied over the windows in whose middle cell there is smoke; NaN if there is none
   */
  record Similarity(double all, double occupied) {}

  /** Of two fields of one size, at least 7 cells along each axis. */
  static Similarity of(ScalarField result, ScalarField truth, Slabs slabs) {
    Loops.requireOneSize(result, truth);
    return new SmokeSsim(result, truth, slabs).similarity();
  }

  private SmokeSsim(ScalarField result, ScalarField truth, Slabs slabs) {
    this.size = result.size();
    this.a = result.values();
    this.b = truth.values();
    this.slabs = slabs;
    windowDepth = size.isFlat() ? 1 : WINDOW;
    width = size.x() - WINDOW + 1;
    height = size.y() - WINDOW + 1;
    depth = size.z() - windowDepth + 1;
    if (width < 1 || height < 1 || depth < 1) {
      throw new IllegalArgumentException(
          "a grid of %s: every side must be at least %d cells for SSIM".formatted(size, WINDOW));
    }
    rings = new double[Math.min(LAYERS, depth) + windowDepth - 1][];
  }

  private Similarity similarity() {
    double all = 0;
    double occupied = 0;
    double count = 0;
    for (int first = 0; first < depth; first += LAYERS) {
      int chunk = Math.min(LAYERS, depth - first);
      cover(first, chunk + windowDepth - 1);
      int from = first;
      // One sum of parts: [similarity, similarity where occupied, count of these].
      var parts = new double[chunk * height][];
      slabs.run(
          parts.length,
          (begin, end) -> {
            for (int row = begin; row < end; row++) {
              parts[row] = ofRow(from + row / height, row % height);
            }
          });
      for (double[] part : parts) {
        all += part[0];
        occupied += part[1];
        count += part[2];
      }
    }
    return new Similarity(
        all / ((double) width * height * depth), count == 0 ? Double.NaN : occupied / count);
  }

  /** Has the layers from one on in the rings: those that are there already are kept. */
  private void cover(int first, int layers) {
    int known = first == 0 ? 0 : windowDepth - 1; // the last of the chunk before
    var rows = new double[(layers - known) * size.y()][];
    slabs.run(
        rows.length,
        (from, to) -> {
          for (int row = from; row < to; row++) {
            rows[row] = alongX((first + known) * size.y() + row);
          }
        });
    for (int layer = known; layer < layers; layer++) {
      int slot = (first + layer) % rings.length;
      rings[slot] = rings[slot] == null ? new double[SUMS * height * width] : rings[slot];
      int firstRow = (layer - known) * size.y();
      slabs.run(
          height,
          (from, to) -> {
            for (int y = from; y < to; y++) {
              alongY(rows, firstRow + y, rings[slot], y);
            }
          });
    }
  }

  /** A row's sums over windows along x: {@code [sum, x]}. */
  private double[] alongX(int row) {
    var sums = new double[SUMS * width];
    int first = row * size.x();
    for (int tap = 0; tap < WINDOW; tap++) {
      for (int x = 0; x < width; x++) {
        double va = a[first + tap + x];
        double vb = b[first + tap + x];
        sums[x] += va;
        sums[width + x] += vb;
        sums[2 * width + x] += va * va;
        sums[3 * width + x] += vb * vb;
        sums[4 * width + x] += va * vb;
      }
    }
    return sums;
  }

  private void alongY(double[][] rows, int firstRow, double[] layer, int y) {
    for (int sum = 0; sum < SUMS; sum++) {
      int to = (sum * height + y) * width;
      for (int x = 0; x < width; x++) {
        double total = 0;
        for (int tap = 0; tap < WINDOW; tap++) {
          total += rows[firstRow + tap][sum * width + x];
        }
        layer[to + x] = total;
      }
    }
  }

  private double[] ofRow(int z, int y) {
    double windows = (double) WINDOW * WINDOW * windowDepth;
    double unbiased = windows / (windows - 1);
    int centre = size.index(WINDOW / 2, y + WINDOW / 2, z + windowDepth / 2);
    var part = new double[3];
    var mean = new double[SUMS];
    for (int x = 0; x < width; x++) {
      for (int sum = 0; sum < SUMS; sum++) {
        double total = 0;
        for (int tap = 0; tap < windowDepth; tap++) {
          total += rings[(z + tap) % rings.length][(sum * height + y) * width + x];
        }
        mean[sum] = total / windows;
      }
      double varianceA = unbiased * (mean[2] - mean[0] * mean[0]);
      double varianceB = unbiased * (mean[3] - mean[1] * mean[1]);
      double covariance = unbiased * (mean[4] - mean[0] * mean[1]);
      double similarity =
          (2 * mean[0] * mean[1] + C1)
              * (2 * covariance + C2)
              / ((mean[0] * mean[0] + mean[1] * mean[1] + C1) * (varianceA + varianceB + C2));
      part[0] += similarity;
      if (a[centre + x] > OCCUPIED || b[centre + x] > OCCUPIED) {
        part[1] += similarity;
        part[2]++;
      }
    }
    return part;
  }
}
