package org.perdura.fluid.pressure;

/**
 * The equations that are left when all axes but one are transformed: for each mode a tridiagonal
 * system along the last axis,
 *
 * <pre>  (d_s + lambda) p_s - p_(s-1) - p_(s+1) = -f_s,</pre>
 *
 * with d = 2, and 1 beside a wall. Gauss's elimination without pivots (Thomas), for many modes at
 * once, which lie side by side.
 */
final class ModeSolver {

  private final int length;
  private final boolean lowerWall;
  private final boolean upperWall;
  private final double[] lambda; // [mode]
  private final double[] weight; // [mode]
  private final boolean singular;

  /**
   * @param lambda the sum of the other axes' eigenvalues
   * @param weight by which f is multiplied
   * @param singular whether mode 0 is constant along all other axes that all have walls
   */
  ModeSolver(
      int length,
      boolean lowerWall,
      boolean upperWall,
      double[] lambda,
      double[] weight,
      boolean singular) {
    this.length = length;
    this.lowerWall = lowerWall;
    this.upperWall = upperWall;
    this.lambda = lambda.clone();
    this.weight = weight;
    this.singular = singular && lowerWall && upperWall;
    if (this.singular) {
      this.lambda[0] = 1; // keeps the elimination finite; the mode is solved for on its own
    }
  }

  int modes() {
    return lambda.length;
  }

  /**
   * Replaces f by p for the modes from (inclusive) to (exclusive).
   *
   * @param f {@code [s, mode]}
   * @param pivots rows of at least as many numbers, one for each s
   * @param values alike
   */
  void solve(double[] f, double[][] pivots, double[][] values, int from, int to) {
    double[] free = singular && from == 0 ? constantMode(f) : null;
    int modes = lambda.length;
    int count = to - from;
    for (int s = 0; s < length; s++) {
      double diagonal = 2;
      if (s == 0 && lowerWall) {
        diagonal--;
      }
      if (s == length - 1 && upperWall) {
        diagonal--;
      }
      if (s == 0) {
        begin(f, from, lambda, weight, diagonal, pivots[0], values[0], count);
      } else {
        eliminate(
            f,
            s * modes + from,
            lambda,
            weight,
            from,
            diagonal,
            pivots[s - 1],
            values[s - 1],
            pivots[s],
            values[s],
            count);
      }
    }
    System.arraycopy(values[length - 1], 0, f, (length - 1) * modes + from, count);
    for (int s = length - 2; s >= 0; s--) {
      substitute(pivots[s], values[s + 1], values[s], count);
      System.arraycopy(values[s], 0, f, s * modes + from, count);
    }
    if (free != null) {
      for (int s = 0; s < length; s++) {
        f[s * modes] = free[s];
      }
    }
  }

  private static void begin(
      double[] f,
      int from,
      double[] lambda,
      double[] weight,
      double diagonal,
      double[] pivot,
      double[] value,
      int count) {
    for (int l = 0; l < count; l++) {
      double inverse = 1 / (diagonal + lambda[from + l]);
      pivot[l] = inverse;
      value[l] = -f[from + l] * weight[from + l] * inverse;
    }
  }

  private static void eliminate(
      double[] f,
      int at,
      double[] lambda,
      double[] weight,
      int from,
      double diagonal,
      double[] lastPivot,
      double[] lastValue,
      double[] pivot,
      double[] value,
      int count) {
    for (int l = 0; l < count; l++) {
      double inverse = 1 / (diagonal + lambda[from + l] - lastPivot[l]);
      pivot[l] = inverse;
      value[l] = (lastValue[l] - f[at + l] * weight[from + l]) * inverse;
    }
  }

  private static void substitute(double[] pivot, double[] upper, double[] value, int count) {
    for (int l = 0; l < count; l++) {
      value[l] += pivot[l] * upper[l];
    }
  }

  /**
   * Walls all round: the pressure is known but for a constant, and the mean of f, which no pressure
   * can remove, is left out. The differences of the pressure are sums of what is left.
   */
  private double[] constantMode(double[] f) {
    int modes = lambda.length;
    double mean = 0;
    for (int s = 0; s < length; s++) {
      mean += f[s * modes];
    }
    mean /= length;
    var p = new double[length];
    double step = 0;
    for (int s = 1; s < length; s++) {
      step += (f[(s - 1) * modes] - mean) * weight[0];
      p[s] = p[s - 1] + step;
    }
    return p;
  }
}
