package org.perdura.fluid.solver;

/**
 * The inner loops, over spans of n cells in work arrays that all begin at 0. The sources were
 * copied there before: the compiler vectorises such loops, and copies cost little, whereas it gives
 * up on loops that look into one array at several distances.
 */
final class StencilLoops {

  /** So large that all but nothing times this is more than 1. */
  private static final float STEEP = 1e38f;

  private StencilLoops() {}

  /** The sum of two arrays with weights that differ from cell to cell. */
  static void sum2(float[] out, float[] a, float[] b, float[] wa, float[] wb, int n) {
    for (int t = 0; t < n; t++) {
      out[t] = wa[t] * a[t] + wb[t] * b[t];
    }
  }

  static void sum3(
      float[] out, float[] a, float[] b, float[] c, float[] wa, float[] wb, float[] wc, int n) {
    for (int t = 0; t < n; t++) {
      out[t] = wa[t] * a[t] + wb[t] * b[t] + wc[t] * c[t];
    }
  }

  static void least2(float[] out, float[] a, float[] b, int n) {
    for (int t = 0; t < n; t++) {
      out[t] = Math.min(a[t], b[t]);
    }
  }

  static void most2(float[] out, float[] a, float[] b, int n) {
    for (int t = 0; t < n; t++) {
      out[t] = Math.max(a[t], b[t]);
    }
  }

  /**
   * The lesser of the middle and of the outer value that counts.
   *
   * @param sa 1 where a counts, sc where c does; else 0
   */
  static void least3(float[] out, float[] a, float[] b, float[] c, float[] sa, float[] sc, int n) {
    for (int t = 0; t < n; t++) {
      float outer = sa[t] * a[t] + sc[t] * c[t] + (1 - sa[t] - sc[t]) * b[t];
      out[t] = Math.min(b[t], outer);
    }
  }

  static void most3(float[] out, float[] a, float[] b, float[] c, float[] sa, float[] sc, int n) {
    for (int t = 0; t < n; t++) {
      float outer = sa[t] * a[t] + sc[t] * c[t] + (1 - sa[t] - sc[t]) * b[t];
      out[t] = Math.max(b[t], outer);
    }
  }

  /** Weights of two neighbouring cells, low and low + 1, for displacements between them. */
  static void weights2(float[] d, float low, float[] w0, float[] w1, int n) {
    for (int t = 0; t < n; t++) {
      float upper = d[t] - low;
      w1[t] = upper;
      w0[t] = 1 - upper;
    }
  }

  /** Weights of three cells around middle, for displacements less than a cell from it. */
  static void weights3(float[] d, float middle, float[] w0, float[] w1, float[] w2, int n) {
    for (int t = 0; t < n; t++) {
      float e = d[t] - middle;
      w0[t] = Math.max(-e, 0);
      w1[t] = 1 - Math.abs(e);
      w2[t] = Math.max(e, 0);
    }
  }

  /** 1 where there is a weight, else 0. */
  static void counts(float[] weights, float[] out, int n) {
    for (int t = 0; t < n; t++) {
      out[t] = Math.min(1, weights[t] * STEEP);
    }
  }

  /** out = once, and half the error of going forth and back taken off where mask is 1. */
  static void correct(float[] out, float[] old, float[] once, float[] back, float[] mask, int n) {
    for (int t = 0; t < n; t++) {
      out[t] = once[t] + 0.5f * mask[t] * (old[t] - back[t]);
    }
  }

  /** Keeps the value looked up once where the corrected one leaves the bounds. */
  static void limit(
      float[] values, float[] once, float[] least, float[] most, float[] outside, int n) {
    for (int t = 0; t < n; t++) {
      float beyond = Math.max(0, least[t] - values[t]) + Math.max(0, values[t] - most[t]);
      outside[t] = Math.min(1, beyond * STEEP);
    }
    for (int t = 0; t < n; t++) {
      values[t] = values[t] * (1 - outside[t]) + once[t] * outside[t];
    }
  }

  /**
   * Sets to 0 what is less than 1e-20.
   *
   * @param keep overwritten
   */
  static void flush(float[] values, float[] keep, int n) {
    for (int t = 0; t < n; t++) {
      keep[t] = Math.min(1, Math.max(0, Math.abs(values[t]) * 1e20f - 1));
    }
    for (int t = 0; t < n; t++) {
      values[t] *= keep[t];
    }
  }

  static void multiply(float[] values, float[] by, int n) {
    for (int t = 0; t < n; t++) {
      values[t] *= by[t];
    }
  }

  static void negative(float[] a, float[] out, int n) {
    for (int t = 0; t < n; t++) {
      out[t] = -a[t];
    }
  }

  static void negativeMean(float[] a, float[] b, float[] out, int n) {
    for (int t = 0; t < n; t++) {
      out[t] = -0.5f * (a[t] + b[t]);
    }
  }

  static void negativeMean(float[] a, float[] b, float[] c, float[] d, float[] out, int n) {
    for (int t = 0; t < n; t++) {
      out[t] = -0.25f * ((a[t] + b[t]) + (c[t] + d[t]));
    }
  }

  /** low = f + closed and high = f - closed. */
  static void setApart(float[] f, float[] closed, float[] low, float[] high, int from, int to) {
    for (int c = from; c < to; c++) {
      low[c] = f[c] + closed[c];
    }
    for (int c = from; c < to; c++) {
      high[c] = f[c] - closed[c];
    }
  }
}
