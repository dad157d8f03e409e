package org.perdura.fluid.pressure;

import org.perdura.fluid.Boundary;
import org.perdura.fluid.Boundary.Side;
import org.perdura.grid.GridSize;
import org.perdura.grid.VectorField;

/**
 * The cells of a plain box and their faces, as rows along x: row m of plane s, where s counts along
 * the last axis (y or z) and m along the remaining one, both from the first cell inside the
 * boundary.
 */
final class BoxFaces {

  private final int nx;
  private final int nm;
  private final int ns;
  private final int lastAxis;
  private final int middleAxis; // -1 in a flat domain
  private final int origin; // the first fluid cell
  private final int middleStride;
  private final int lastStride;
  private final boolean[] openLower = new boolean[3]; // by axis
  private final boolean[] openUpper = new boolean[3];

  BoxFaces(GridSize size, Boundary boundary, int lastAxis) {
    int width = Boundary.WIDTH;
    int y = size.y() - 2 * width;
    int z = size.z() - 2 * width;
    this.nx = size.x() - 2 * width;
    this.lastAxis = lastAxis;
    this.middleAxis = size.isFlat() ? -1 : 3 - lastAxis;
    this.ns = lastAxis == 1 ? y : z;
    this.nm = size.isFlat() ? 1 : lastAxis == 1 ? z : y;
    this.lastStride = lastAxis == 1 ? size.x() : size.layer();
    this.middleStride = lastAxis == 1 ? size.layer() : size.x();
    this.origin = size.index(width, width, size.isFlat() ? 0 : width);
    for (int axis = 0; axis < 3; axis++) {
      openLower[axis] = boundary.lower(axis) == Side.OPEN;
      openUpper[axis] = boundary.upper(axis) == Side.OPEN;
    }
  }

  int nx() {
    return nx;
  }

  int nm() {
    return nm;
  }

  int ns() {
    return ns;
  }

  private int row(int s, int m) {
    return origin + s * lastStride + m * middleStride;
  }

  /** What flows out of the cells of a row. */
  void divergence(VectorField velocity, int s, int m, double[] out, int outAt) {
    int at = row(s, m);
    var last = velocity.component(lastAxis);
    if (middleAxis < 0) {
      flatDivergence(velocity.x(), last, lastStride, at, out, outAt, nx);
    } else {
      var middle = velocity.component(middleAxis);
      divergence(velocity.x(), middle, middleStride, last, lastStride, at, out, outAt, nx);
    }
  }

  private static void flatDivergence(
      float[] x, float[] y, int strideY, int at, double[] out, int outAt, int n) {
    for (int i = 0; i < n; i++) {
      int c = at + i;
      out[outAt + i] = ((double) x[c + 1] - x[c]) + ((double) y[c + strideY] - y[c]);
    }
  }

  private static void divergence(
      float[] x,
      float[] y,
      int strideY,
      float[] z,
      int strideZ,
      int at,
      double[] out,
      int outAt,
      int n) {
    for (int i = 0; i < n; i++) {
      int c = at + i;
      out[outAt + i] =
          ((double) x[c + 1] - x[c])
              + ((double) y[c + strideY] - y[c])
              + ((double) z[c + strideZ] - z[c]);
    }
  }

  /** The largest divergence in a plane. */
  double largest(VectorField velocity, int s) {
    var last = velocity.component(lastAxis);
    double max = 0;
    for (int m = 0; m < nm; m++) {
      int at = row(s, m);
      max =
          Math.max(
              max,
              middleAxis < 0
                  ? flatLargest(velocity.x(), last, lastStride, at, nx)
                  : largest(
                      velocity.x(),
                      velocity.component(middleAxis),
                      middleStride,
                      last,
                      lastStride,
                      at,
                      nx));
    }
    return max;
  }

  private static float flatLargest(float[] x, float[] y, int strideY, int at, int n) {
    float max = 0;
    for (int i = 0; i < n; i++) {
      int c = at + i;
      max = Math.max(max, Math.abs((x[c + 1] - x[c]) + (y[c + strideY] - y[c])));
    }
    return max;
  }

  private static float largest(
      float[] x, float[] y, int strideY, float[] z, int strideZ, int at, int n) {
    float max = 0;
    for (int i = 0; i < n; i++) {
      int c = at + i;
      float divergence = (x[c + 1] - x[c]) + (y[c + strideY] - y[c]) + (z[c + strideZ] - z[c]);
      max = Math.max(max, Math.abs(divergence));
    }
    return max;
  }

  /**
   * Subtracts the pressure's gradient from the faces of a row that lie within its plane: along x,
   * and the lower ones along the middle axis (with the last row, the upper ones at the box's end).
   *
   * @param p {@code [m][pAt + x]}
   */
  void subtractAcross(VectorField velocity, int s, int m, double[][] p, int pAt) {
    int at = row(s, m);
    var x = velocity.x();
    difference(x, at + 1, p[m], pAt, p[m], pAt + 1, nx - 1);
    if (openLower[0]) {
      x[at] = (float) (x[at] - p[m][pAt]);
    }
    if (openUpper[0]) {
      x[at + nx] = (float) (x[at + nx] + p[m][pAt + nx - 1]);
    }
    if (middleAxis < 0) {
      return;
    }
    var middle = velocity.component(middleAxis);
    if (m > 0) {
      difference(middle, at, p[m - 1], pAt, p[m], pAt, nx);
    } else if (openLower[middleAxis]) {
      subtract(middle, at, p[m], pAt, nx);
    }
    if (m == nm - 1 && openUpper[middleAxis]) {
      add(middle, at + middleStride, p[m], pAt, nx);
    }
  }

  /** The same for the faces below a row along the last axis, between two planes. */
  void subtractAlong(
      VectorField velocity, int s, int m, double[] below, int belowAt, double[] p, int pAt) {
    difference(velocity.component(lastAxis), row(s, m), below, belowAt, p, pAt, nx);
  }

  /** The same at the lower end of the last axis. */
  void subtractLower(VectorField velocity, int m, double[] p, int pAt) {
    if (openLower[lastAxis]) {
      subtract(velocity.component(lastAxis), row(0, m), p, pAt, nx);
    }
  }

  /** The same at the upper end of the last axis. */
  void subtractUpper(VectorField velocity, int m, double[] p, int pAt) {
    if (openUpper[lastAxis]) {
      add(velocity.component(lastAxis), row(ns, m), p, pAt, nx);
    }
  }

  private static void difference(
      float[] v, int at, double[] below, int belowAt, double[] above, int aboveAt, int n) {
    for (int i = 0; i < n; i++) {
      v[at + i] = (float) (v[at + i] - (above[aboveAt + i] - below[belowAt + i]));
    }
  }

  private static void subtract(float[] v, int at, double[] p, int pAt, int n) {
    for (int i = 0; i < n; i++) {
      v[at + i] = (float) (v[at + i] - p[pAt + i]);
    }
  }

  private static void add(float[] v, int at, double[] p, int pAt, int n) {
    for (int i = 0; i < n; i++) {
      v[at + i] = (float) (v[at + i] + p[pAt + i]);
    }
  }
}
