package org.perdura.fluid.pressure;

import java.util.Arrays;
import org.perdura.fluid.Boundary;
import org.perdura.fluid.Boundary.Side;

/**
 * The eigenvectors of the discrete second derivative along one axis: no gradient across the face of
 * a wall (half-sample symmetry), pressure 0 at the centre of the first empty cell (whole-sample
 * antisymmetry).
 *
 * @param eigenvalues of minus the second derivative, at least 0
 * @param weights by which a mode is multiplied between the transform and its way back, so that both
 *     together change nothing
 */
record AxisModes(RowTransform forward, RowTransform back, double[] eigenvalues, double[] weights) {

  static AxisModes of(Boundary boundary, int axis, int n) {
    boolean lowerWall = boundary.lower(axis) == Side.WALL;
    boolean upperWall = boundary.upper(axis) == Side.WALL;
    if (lowerWall && upperWall) {
      return walls(n);
    }
    if (!lowerWall && !upperWall) {
      return open(n);
    }
    return mixed(n, lowerWall);
  }

  /** DCT-II and its transpose, DCT-III. */
  private static AxisModes walls(int n) {
    var weights = new double[n];
    Arrays.fill(weights, 2.0 / n);
    weights[0] = 1.0 / n;
    return new AxisModes(
        Transforms.cosine(n), Transforms.cosineBack(n), eigenvalues(n, 0, n), weights);
  }

  /** DST-I, sin(pi (j + 1) (k + 1) / (n + 1)), its own inverse. */
  private static AxisModes open(int n) {
    DenseTransform.Element sine =
        (k, j) -> Transforms.turn(2 * (j + 1L) * (k + 1L) - (n + 1L), 4 * (n + 1L));
    var weights = new double[n];
    Arrays.fill(weights, 2.0 / (n + 1));
    return new AxisModes(
        Transforms.symmetric(n, sine),
        Transforms.symmetricBack(n, sine),
        eigenvalues(n, 1, n + 1.0),
        weights);
  }

  /** DCT-VIII, cos(pi (2j + 1) (2k + 1) / (4n + 2)), with j counted from the wall. */
  private static AxisModes mixed(int n, boolean lowerWall) {
    DenseTransform.Element fromWall =
        (k, j) -> Transforms.turn((2L * j + 1) * (2L * k + 1), 8L * n + 4);
    DenseTransform.Element element = lowerWall ? fromWall : (k, j) -> fromWall.at(k, n - 1 - j);
    var weights = new double[n];
    Arrays.fill(weights, 4.0 / (2 * n + 1));
    return new AxisModes(
        new DenseTransform(n, n, element),
        new DenseTransform(n, n, (j, k) -> element.at(k, j)),
        eigenvalues(n, 0.5, n + 0.5),
        weights);
  }

  /** 2 - 2 cos(pi (first + k) / whole), written so that small ones keep their digits. */
  private static double[] eigenvalues(int n, double first, double whole) {
    var values = new double[n];
    for (int k = 0; k < n; k++) {
      double sine = Math.sin(Math.PI * (first + k) / (2 * whole));
      values[k] = 4 * sine * sine;
    }
    return values;
  }
}
