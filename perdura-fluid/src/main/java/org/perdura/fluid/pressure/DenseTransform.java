package org.perdura.fluid.pressure;

import java.util.Arrays;

/**
 * A product with a matrix, four rows by four: sixteen coefficients stay in registers while a loop
 * runs along the lines, so that the arithmetic and not the memory is the limit.
 */
final class DenseTransform implements RowTransform {

  private static final int BLOCK = 4;

  /** An element of a matrix. */
  interface Element {
    double at(int row, int column);
  }

  private final int outs;
  private final int ins;
  private final double[] blocks; // [out block, in block, BLOCK, BLOCK]; 0 beyond the matrix

  DenseTransform(int outs, int ins, Element element) {
    this.outs = outs;
    this.ins = ins;
    int outBlocks = blocks(outs);
    int inBlocks = blocks(ins);
    this.blocks = new double[outBlocks * inBlocks * BLOCK * BLOCK];
    for (int k = 0; k < outs; k++) {
      for (int j = 0; j < ins; j++) {
        int block = (k / BLOCK) * inBlocks + j / BLOCK;
        blocks[(block * BLOCK + k % BLOCK) * BLOCK + j % BLOCK] = element.at(k, j);
      }
    }
  }

  private static int blocks(int rows) {
    return (rows + BLOCK - 1) / BLOCK;
  }

  @Override
  public long cost() {
    return (long) outs * ins;
  }

  @Override
  public void apply(
      double[][] in,
      int inAt,
      int inStep,
      double[][] out,
      int outAt,
      int outStep,
      double[] spare,
      int from,
      int to) {
    int at = 0;
    for (int k = 0; k < outs; k += BLOCK) {
      var o0 = out[outAt + k * outStep];
      var o1 = k + 1 < outs ? out[outAt + (k + 1) * outStep] : spare;
      var o2 = k + 2 < outs ? out[outAt + (k + 2) * outStep] : spare;
      var o3 = k + 3 < outs ? out[outAt + (k + 3) * outStep] : spare;
      if (ins == 0) {
        Arrays.fill(o0, from, to, 0);
        Arrays.fill(o1, from, to, 0);
        Arrays.fill(o2, from, to, 0);
        Arrays.fill(o3, from, to, 0);
      }
      for (int j = 0; j < ins; j += BLOCK, at += BLOCK * BLOCK) {
        var i0 = in[inAt + j * inStep];
        // Beyond the matrix the coefficients are 0: any row will do.
        var i1 = j + 1 < ins ? in[inAt + (j + 1) * inStep] : i0;
        var i2 = j + 2 < ins ? in[inAt + (j + 2) * inStep] : i0;
        var i3 = j + 3 < ins ? in[inAt + (j + 3) * inStep] : i0;
        if (k + 1 == outs) {
          one(blocks, at, i0, i1, i2, i3, o0, j > 0, from, to);
        } else if (j == 0) {
          begin(blocks, at, i0, i1, i2, i3, o0, o1, o2, o3, from, to);
        } else if (j + 1 == ins) {
          addOne(blocks, at, i0, o0, o1, o2, o3, from, to);
        } else {
          add(blocks, at, i0, i1, i2, i3, o0, o1, o2, o3, from, to);
        }
      }
    }
  }

  /** A last row that is left over. */
  private static void one(
      double[] m,
      int at,
      double[] i0,
      double[] i1,
      double[] i2,
      double[] i3,
      double[] o0,
      boolean add,
      int from,
      int to) {
    double a0 = m[at];
    double a1 = m[at + 1];
    double a2 = m[at + 2];
    double a3 = m[at + 3];
    if (!add) {
      for (int l = from; l < to; l++) {
        o0[l] = Math.fma(a0, i0[l], Math.fma(a1, i1[l], Math.fma(a2, i2[l], a3 * i3[l])));
      }
    } else {
      for (int l = from; l < to; l++) {
        double sum = Math.fma(a2, i2[l], Math.fma(a3, i3[l], o0[l]));
        o0[l] = Math.fma(a0, i0[l], Math.fma(a1, i1[l], sum));
      }
    }
  }

  /** A last column that is left over. */
  private static void addOne(
      double[] m,
      int at,
      double[] i0,
      double[] o0,
      double[] o1,
      double[] o2,
      double[] o3,
      int from,
      int to) {
    double a = m[at];
    double b = m[at + 4];
    double c = m[at + 8];
    double d = m[at + 12];
    for (int l = from; l < to; l++) {
      double x = i0[l];
      o0[l] = Math.fma(a, x, o0[l]);
      o1[l] = Math.fma(b, x, o1[l]);
      o2[l] = Math.fma(c, x, o2[l]);
      o3[l] = Math.fma(d, x, o3[l]);
    }
  }

  private static void begin(
      double[] m,
      int at,
      double[] i0,
      double[] i1,
      double[] i2,
      double[] i3,
      double[] o0,
      double[] o1,
      double[] o2,
      double[] o3,
      int from,
      int to) {
    double a0 = m[at];
    double a1 = m[at + 1];
    double a2 = m[at + 2];
    double a3 = m[at + 3];
    double b0 = m[at + 4];
    double b1 = m[at + 5];
    double b2 = m[at + 6];
    double b3 = m[at + 7];
    double c0 = m[at + 8];
    double c1 = m[at + 9];
    double c2 = m[at + 10];
    double c3 = m[at + 11];
    double d0 = m[at + 12];
    double d1 = m[at + 13];
    double d2 = m[at + 14];
    double d3 = m[at + 15];
    for (int l = from; l < to; l++) {
      double x0 = i0[l];
      double x1 = i1[l];
      double x2 = i2[l];
      double x3 = i3[l];
      o0[l] = Math.fma(a0, x0, Math.fma(a1, x1, Math.fma(a2, x2, a3 * x3)));
      o1[l] = Math.fma(b0, x0, Math.fma(b1, x1, Math.fma(b2, x2, b3 * x3)));
      o2[l] = Math.fma(c0, x0, Math.fma(c1, x1, Math.fma(c2, x2, c3 * x3)));
      o3[l] = Math.fma(d0, x0, Math.fma(d1, x1, Math.fma(d2, x2, d3 * x3)));
    }
  }

  private static void add(
      double[] m,
      int at,
      double[] i0,
      double[] i1,
      double[] i2,
      double[] i3,
      double[] o0,
      double[] o1,
      double[] o2,
      double[] o3,
      int from,
      int to) {
    double a0 = m[at];
    double a1 = m[at + 1];
    double a2 = m[at + 2];
    double a3 = m[at + 3];
    double b0 = m[at + 4];
    double b1 = m[at + 5];
    double b2 = m[at + 6];
    double b3 = m[at + 7];
    double c0 = m[at + 8];
    double c1 = m[at + 9];
    double c2 = m[at + 10];
    double c3 = m[at + 11];
    double d0 = m[at + 12];
    double d1 = m[at + 13];
    double d2 = m[at + 14];
    double d3 = m[at + 15];
    for (int l = from; l < to; l++) {
      double x0 = i0[l];
      double x1 = i1[l];
      double x2 = i2[l];
      double x3 = i3[l];
      o0[l] = Math.fma(a0, x0, Math.fma(a1, x1, Math.fma(a2, x2, Math.fma(a3, x3, o0[l]))));
      o1[l] = Math.fma(b0, x0, Math.fma(b1, x1, Math.fma(b2, x2, Math.fma(b3, x3, o1[l]))));
      o2[l] = Math.fma(c0, x0, Math.fma(c1, x1, Math.fma(c2, x2, Math.fma(c3, x3, o2[l]))));
      o3[l] = Math.fma(d0, x0, Math.fma(d1, x1, Math.fma(d2, x2, Math.fma(d3, x3, o3[l]))));
    }
  }
}
