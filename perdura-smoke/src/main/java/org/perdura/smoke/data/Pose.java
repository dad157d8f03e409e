package org.perdura.smoke.data;

import java.util.SplittableRandom;

/**
 * How a tile lies in a simulation: a place in the tile, counted from its centre, is at {@code
 * matrix * place + centre} in the simulation. Lengths are in low-res cells.
 *
 * @param matrix {@code [source axis][tile axis]}, a rotation or mirror image over the scale
 * @param centre of the tile in the simulation, from its lower corner; x, y, z
 * @param exact whether tile cells lie on the simulation's cells
 */
record Pose(double[][] matrix, double[] centre, boolean exact) {

  /**
   * What a velocity in the simulation is in the tile: the inverse matrix times it, for a smoke
   * twice as large moves twice as many cells.
   */
  double[][] inverse() {
    int n = centre.length;
    // The inverse of a rotation over a scale s is its transpose times s^2.
    double square = 0;
    for (int i = 0; i < n; i++) {
      square += matrix[i][0] * matrix[i][0];
    }
    var inverse = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        inverse[i][j] = matrix[j][i] / square;
      }
    }
    return inverse;
  }

  /** One of the 8 symmetries of the square or the 48 of the cube, each as likely. */
  static double[][] symmetry(int dimensions, SplittableRandom random) {
    var axes = new int[dimensions];
    for (int i = 0; i < dimensions; i++) {
      int j = random.nextInt(i + 1);
      axes[i] = axes[j];
      axes[j] = i;
    }
    var matrix = new double[dimensions][dimensions];
    for (int i = 0; i < dimensions; i++) {
      matrix[i][axes[i]] = random.nextBoolean() ? 1 : -1;
    }
    return matrix;
  }

  /**
   * A rotation by any angle about any axis, all as likely, perhaps mirrored.
   *
   * @param scale how many times as large things become in the tile
   */
  static double[][] rotation(int dimensions, double scale, SplittableRandom random) {
    double[][] matrix = dimensions == 2 ? flat(random) : solid(random);
    double mirror = random.nextBoolean() ? 1 : -1;
    for (double[] row : matrix) {
      for (int i = 0; i < row.length; i++) {
        row[i] *= (i == 0 ? mirror : 1) / scale;
      }
    }
    return matrix;
  }

  private static double[][] flat(SplittableRandom random) {
    double angle = random.nextDouble() * 2 * Math.PI;
    double c = Math.cos(angle);
    double s = Math.sin(angle);
    return new double[][] {{c, -s}, {s, c}};
  }

  /** By a uniform unit quaternion (Shoemake 1992, "Uniform random rotations"). */
  private static double[][] solid(SplittableRandom random) {
    double u = random.nextDouble();
    double a = random.nextDouble() * 2 * Math.PI;
    double b = random.nextDouble() * 2 * Math.PI;
    double x = Math.sqrt(1 - u) * Math.sin(a);
    double y = Math.sqrt(1 - u) * Math.cos(a);
    double z = Math.sqrt(u) * Math.sin(b);
    double w = Math.sqrt(u) * Math.cos(b);
    return new double[][] {
      {1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)},
      {2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)},
      {2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)}
    };
  }
}
