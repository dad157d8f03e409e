package org.perdura.fluid.solver;

import org.perdura.grid.GridSize;

/**
 * Linear look-ups for a span of cells that lie behind one another in memory, and the work arrays
 * for them; one per thread. Where all displacements of a span lead to the same source cell, or to
 * one of two neighbouring ones, along each axis, the look-up is a sum over two or three cells per
 * axis with weights: a stencil. That is the rule, since smoke flows smoothly.
 */
final class Stencil {

  /** Beyond all values, yet small enough to be multiplied and added. */
  static final float HUGE = 1e30f;

  private final GridSize size;
  private final int axes;
  private final float[][] d; // displacement in cells, [axis][cell of the span]
  private final float[][][] weights; // [axis][point][cell of the span]
  private final float[][][] reversed = new float[3][][];
  private final float[][][] counts; // 1 where an outer point is a source, else 0; alike
  private final float[][] shifted; // sources along x, [point][cell of the span]
  private final Line sums;
  private final Line lows;
  private final Line highs;
  private final int[] low = new int[3]; // the first source cell's distance, along each axis
  private final int[] points = {1, 1, 1};
  private final float[] least = new float[3];
  private final float[] most = new float[3];

  /** What rows and layers come to, [point][cell of the span]. */
  private record Line(float[][] rows, float[][] layers) {
    Line(int capacity) {
      this(new float[3][capacity], new float[3][capacity]);
    }
  }

  Stencil(GridSize size, int capacity) {
    this.size = size;
    axes = size.dimensions();
    d = new float[3][capacity];
    weights = new float[3][3][capacity];
    counts = new float[3][3][capacity];
    shifted = new float[3][capacity];
    sums = new Line(capacity);
    lows = new Line(capacity);
    highs = new Line(capacity);
  }

  /** Takes the displacements of the next span from the velocity, and their range from its rows. */
  void displace(Displacements displacements, RowRanges ranges, int component, int first, int n) {
    displacements.of(component, first, n, d);
    ranges.of(component, first, n, least, most);
  }

  /** Likewise for a part of a span, and finds the very range. */
  void displacePart(Displacements displacements, int component, int first, int n) {
    displacements.of(component, first, n, d);
    for (int axis = 0; axis < axes; axis++) {
      range(axis, n);
    }
  }

  private void range(int axis, int n) {
    float[] along = d[axis];
    float low = along[0];
    float high = low;
    for (int t = 1; t < n; t++) {
      float value = along[t];
      if (value < low) {
        low = value;
      } else if (value > high) {
        high = value;
      }
    }
    least[axis] = low;
    most[axis] = high;
  }

  /** Of the span's cells, [axis][cell of the span]. */
  float[][] displacements() {
    return d;
  }

  /** The least displacement in the span along an axis. */
  float least(int axis) {
    return least[axis];
  }

  float most(int axis) {
    return most[axis];
  }

  /** The largest displacement in the span either way along x. */
  float furthestX() {
    return Math.max(-least[0], most[0]);
  }

  /**
   * Whether a stencil does for the span, and, if so, weighs it.
   *
   * @param bothWays also for the displacements turned round
   */
  boolean fits(int first, int n, boolean bothWays) {
    for (int axis = 0; axis < axes; axis++) {
      if (!choose(axis)) {
        return false;
      }
    }
    int last = first + n - 1;
    if (!inside(first, last, low[0], low[1], low[2])
        || (bothWays && !inside(first, last, back(0), back(1), back(2)))) {
      return false;
    }
    weigh(n);
    return true;
  }

  private boolean choose(int axis) {
    int floor = (int) Math.floor(least[axis]);
    if (most[axis] <= floor + 1) {
      low[axis] = floor;
      points[axis] = 2;
      return true;
    }
    int middle = floor == least[axis] ? floor : floor + 1;
    low[axis] = middle - 1;
    points[axis] = 3;
    return most[axis] < middle + 1;
  }

  /** The first source cell's distance with the displacements turned round. */
  private int back(int axis) {
    return -(low[axis] + points[axis] - 1);
  }

  /** Along y and z nothing may lead out; along x the caller sees to the cells at the ends. */
  private boolean inside(int first, int last, int lowX, int lowY, int lowZ) {
    int rows = size.y();
    int firstRow = first / size.x();
    int lastRow = last / size.x();
    int layer = firstRow / rows;
    if (firstRow - layer * rows + lowY < 0
        || lastRow - layer * rows + lowY + points[1] > rows
        || layer + lowZ < 0
        || layer + lowZ + points[2] > size.z()) {
      return false;
    }
    int lowest = first + size.index(lowX, lowY, lowZ);
    int highest =
        last + size.index(lowX + points[0] - 1, lowY + points[1] - 1, lowZ + points[2] - 1);
    return lowest >= 0 && highest < size.cells();
  }

  private void weigh(int n) {
    for (int axis = 0; axis < axes; axis++) {
      float[][] w = weights[axis];
      if (points[axis] == 2) {
        StencilLoops.weights2(d[axis], low[axis], w[0], w[1], n);
        reversed[axis] = new float[][] {w[1], w[0]};
      } else {
        StencilLoops.weights3(d[axis], low[axis] + 1, w[0], w[1], w[2], n);
        reversed[axis] = new float[][] {w[2], w[1], w[0]};
      }
    }
  }

  /** out[t] = f at where the span's cell t is displaced to. */
  void lookUp(float[] f, int first, int n, float[] out) {
    sum(f, first + size.index(low[0], low[1], low[2]), weights, n, out);
  }

  /** Likewise with the displacements turned round. */
  void lookBack(float[] f, int first, int n, float[] out) {
    sum(f, first + size.index(back(0), back(1), back(2)), reversed, n, out);
  }

  private void sum(float[] f, int from, float[][][] w, int n, float[] out) {
    for (int z = 0; z < points[2]; z++) {
      for (int y = 0; y < points[1]; y++) {
        load(f, from + size.index(0, y, z), n);
        sum(shifted, w[0], points[0], sums.rows[y], n);
      }
      sum(sums.rows, w[1], points[1], axes == 2 ? out : sums.layers[z], n);
    }
    if (axes == 3) {
      sum(sums.layers, w[2], points[2], out, n);
    }
  }

  private static void sum(float[][] of, float[][] w, int points, float[] out, int n) {
    if (points == 2) {
      StencilLoops.sum2(out, of[0], of[1], w[0], w[1], n);
    } else {
      StencilLoops.sum3(out, of[0], of[1], of[2], w[0], w[1], w[2], n);
    }
  }

  private void load(float[] f, int from, int n) {
    for (int x = 0; x < points[0]; x++) {
      System.arraycopy(f, from + x, shifted[x], 0, n);
    }
  }

  /**
   * The least and the most in the source cells of each cell's look-up.
   *
   * @param forLeast the values among which the least is found; forMost may be the same
   */
  void bounds(
      float[] forLeast, float[] forMost, int first, int n, float[] smallest, float[] largest) {
    for (int axis = 0; axis < axes; axis++) {
      if (points[axis] == 3) {
        StencilLoops.counts(weights[axis][0], counts[axis][0], n);
        StencilLoops.counts(weights[axis][2], counts[axis][2], n);
      }
    }
    int from = first + size.index(low[0], low[1], low[2]);
    for (int z = 0; z < points[2]; z++) {
      for (int y = 0; y < points[1]; y++) {
        int at = from + size.index(0, y, z);
        load(forLeast, at, n);
        least(shifted, 0, lows.rows[y], n);
        if (forMost != forLeast) {
          load(forMost, at, n);
        }
        most(shifted, 0, highs.rows[y], n);
      }
      least(lows.rows, 1, axes == 2 ? smallest : lows.layers[z], n);
      most(highs.rows, 1, axes == 2 ? largest : highs.layers[z], n);
    }
    if (axes == 3) {
      least(lows.layers, 2, smallest, n);
      most(highs.layers, 2, largest, n);
    }
  }

  private void least(float[][] of, int axis, float[] out, int n) {
    if (points[axis] == 2) {
      StencilLoops.least2(out, of[0], of[1], n);
    } else {
      StencilLoops.least3(out, of[0], of[1], of[2], counts[axis][0], counts[axis][2], n);
    }
  }

  private void most(float[][] of, int axis, float[] out, int n) {
    if (points[axis] == 2) {
      StencilLoops.most2(out, of[0], of[1], n);
    } else {
      StencilLoops.most3(out, of[0], of[1], of[2], counts[axis][0], counts[axis][2], n);
    }
  }
}
