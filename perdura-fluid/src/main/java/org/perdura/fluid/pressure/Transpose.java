package org.perdura.fluid.pressure;

/** Copies between rows and columns, in blocks that keep the cache lines of both in the cache. */
final class Transpose {

  private static final int BLOCK = 8;

  private Transpose() {}

  /** {@code to[c][toAt + r] = from[r][fromAt + c]}. */
  static void rows(double[][] from, int rows, int fromAt, double[][] to, int columns, int toAt) {
    int r = 0;
    for (; r + BLOCK <= rows; r += BLOCK) {
      var f0 = from[r];
      var f1 = from[r + 1];
      var f2 = from[r + 2];
      var f3 = from[r + 3];
      var f4 = from[r + 4];
      var f5 = from[r + 5];
      var f6 = from[r + 6];
      var f7 = from[r + 7];
      for (int c = 0; c < columns; c++) {
        var row = to[c];
        row[toAt + r] = f0[fromAt + c];
        row[toAt + r + 1] = f1[fromAt + c];
        row[toAt + r + 2] = f2[fromAt + c];
        row[toAt + r + 3] = f3[fromAt + c];
        row[toAt + r + 4] = f4[fromAt + c];
        row[toAt + r + 5] = f5[fromAt + c];
        row[toAt + r + 6] = f6[fromAt + c];
        row[toAt + r + 7] = f7[fromAt + c];
      }
    }
    for (; r < rows; r++) {
      var f = from[r];
      for (int c = 0; c < columns; c++) {
        to[c][toAt + r] = f[fromAt + c];
      }
    }
  }

  /** {@code to[toAt + r * columns + c] = from[r][fromAt + c]}. */
  static void pack(double[][] from, int rows, int columns, int fromAt, double[] to, int toAt) {
    for (int r = 0; r < rows; r++) {
      if (columns == 1) {
        to[toAt + r] = from[r][fromAt];
      } else {
        System.arraycopy(from[r], fromAt, to, toAt + r * columns, columns);
      }
    }
  }

  /** {@code to[r][toAt + c] = from[fromAt + r * columns + c]}. */
  static void unpack(double[] from, int fromAt, double[][] to, int rows, int columns, int toAt) {
    for (int r = 0; r < rows; r++) {
      if (columns == 1) {
        to[r][toAt] = from[fromAt + r];
      } else {
        System.arraycopy(from, fromAt + r * columns, to[r], toAt, columns);
      }
    }
  }
}
