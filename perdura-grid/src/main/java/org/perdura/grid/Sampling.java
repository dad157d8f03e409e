package org.perdura.grid;

import org.perdura.grid.VectorField.Placement;

/**
 * Fields at any place. Places are in cells from the box's lower corner: the centre of cell (i, j,
 * k) is at (i + 0.5, j + 0.5, k + 0.5). Beyond the outermost samples these go on. In a flat field z
 * is ignored.
 */
public final class Sampling {

  private static final double CENTRE = 0.5;

  private Sampling() {}

  /** The field at a place. */
  public static float at(
      ScalarField field, Interpolation interpolation, double x, double y, double z) {
    return sample(field.size(), field.values(), interpolation, x - CENTRE, y - CENTRE, z - CENTRE);
  }

  /**
   * The vector at a place, each component from where it is sampled.
   *
   * @param vector three numbers, which are set
   */
  public static void at(
      VectorField field,
      Interpolation interpolation,
      double x,
      double y,
      double z,
      float[] vector) {
    boolean faces = field.placement() == Placement.FACES;
    for (int c = 0; c < 3; c++) {
      vector[c] =
          sample(
              field.size(),
              field.component(c),
              interpolation,
              faces && c == 0 ? x : x - CENTRE,
              faces && c == 1 ? y : y - CENTRE,
              faces && c == 2 ? z : z - CENTRE);
    }
  }

  /** At a place among the samples: the sample i lies at i. */
  private static float sample(
      GridSize size, float[] values, Interpolation how, double x, double y, double z) {
    return how == Interpolation.LINEAR
        ? linear(size, values, x, y, z)
        : cubic(size, values, x, y, z);
  }

  private static float linear(GridSize size, float[] values, double x, double y, double z) {
    double px = within(x, size.x());
    double py = within(y, size.y());
    int i = (int) px;
    int j = (int) py;
    double fx = px - i;
    double fy = py - j;
    int stepX = i + 1 < size.x() ? 1 : 0;
    int stepY = j + 1 < size.y() ? size.x() : 0;
    if (size.isFlat()) {
      return (float) bilinear(values, size.index(i, j, 0), stepX, stepY, fx, fy);
    }
    double pz = within(z, size.z());
    int k = (int) pz;
    int at = size.index(i, j, k);
    int stepZ = k + 1 < size.z() ? size.layer() : 0;
    double low = bilinear(values, at, stepX, stepY, fx, fy);
    double high = bilinear(values, at + stepZ, stepX, stepY, fx, fy);
    return (float) (low + (high - low) * (pz - k));
  }

  private static double bilinear(
      float[] values, int at, int stepX, int stepY, double fx, double fy) {
    double low = values[at] + (values[at + stepX] - values[at]) * fx;
    int up = at + stepY;
    double high = values[up] + (values[up + stepX] - values[up]) * fx;
    return low + (high - low) * fy;
  }

  private static float cubic(GridSize size, float[] values, double x, double y, double z) {
    var wx = new double[4];
    var wy = new double[4];
    var wz = new double[4];
    int i = neighbours(within(x, size.x()), wx);
    int j = neighbours(within(y, size.y()), wy);
    int k = size.isFlat() ? 0 : neighbours(within(z, size.z()), wz);
    if (size.isFlat()) {
      return (float) bicubic(size, values, 0, i, j, wx, wy);
    }
    double sum = 0;
    for (int c = 0; c < 4; c++) {
      int layer = clamp(k + c, size.z()) * size.layer();
      sum += wz[c] * bicubic(size, values, layer, i, j, wx, wy);
    }
    return (float) sum;
  }

  private static double bicubic(
      GridSize size, float[] values, int layer, int i, int j, double[] wx, double[] wy) {
    double sum = 0;
    for (int b = 0; b < 4; b++) {
      int row = layer + clamp(j + b, size.y()) * size.x();
      double along = 0;
      for (int a = 0; a < 4; a++) {
        along += wx[a] * values[row + clamp(i + a, size.x())];
      }
      sum += wy[b] * along;
    }
    return sum;
  }

  /** Sets the weights and returns the first neighbour, which may lie below 0. */
  private static int neighbours(double place, double[] weights) {
    int below = (int) place;
    Interpolation.CUBIC.weights(place - below, weights);
    return below - Interpolation.CUBIC.before();
  }

  private static double within(double place, int length) {
    return Math.min(Math.max(place, 0), length - 1);
  }

  private static int clamp(int index, int length) {
    return Math.min(Math.max(index, 0), length - 1);
  }
}
