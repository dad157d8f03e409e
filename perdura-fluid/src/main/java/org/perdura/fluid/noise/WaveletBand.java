package org.perdura.fluid.noise;

/**
 * One level of the wavelet transform by quadratic B-splines on a periodic line: what a signal of n
 * coefficients, n even, has of detail that a spline of n / 2 coefficients cannot hold (Cook and
 * DeRose, Wavelet Noise, 2005, section 3). The coarse spline is the nearest one in the sense of
 * least squares. The paper gives its filter as a table cut off after 32 taps; here its normal
 * equations are solved, so that the detail is free of coarse parts to rounding error.
 */
final class WaveletBand {

  /** The two-scale relation of the quadratic B-spline. */
  private static final double[] REFINE = {0.25, 0.75, 0.75, 0.25};

  /**
   * Inner products of a coarse B-spline and a fine one that begins some fine cells after it, from 2
   * before: half the convolution of {@link #REFINE} and (1, 26, 66, 26, 1) / 120, which are the
   * inner products of B-splines on one level.
   */
  private static final double[] INNER = inner();

  /** Poles of the inverse of (1, 26, 66, 26, 1) / 120, the quintic B-spline's samples. */
  private static final double[] POLES = {-0.430575347099973, -0.0430962882032647};

  private final int n;
  private final double[] coarse;

  WaveletBand(int n) {
    if (n < 2 || n % 2 != 0) {
      throw new IllegalArgumentException("a period of " + n + ": must be even, and at least 2");
    }
    this.n = n;
    coarse = new double[n / 2];
  }

  private static double[] inner() {
    double[] gram = {1, 26, 66, 26, 1};
    var inner = new double[REFINE.length + gram.length - 1];
    for (int k = 0; k < REFINE.length; k++) {
      for (int g = 0; g < gram.length; g++) {
        inner[k + g] += 0.5 * REFINE[k] * gram[g] / 120;
      }
    }
    return inner;
  }

  /**
   * Replaces a line by its detail, or by its coarse part.
   *
   * @param values n numbers from {@code at} on, {@code stride} apart
   */
  void split(float[] values, int at, int stride, boolean detail) {
    int half = n / 2;
    for (int c = 0; c < half; c++) {
      double sum = 0;
      for (int k = 0; k < INNER.length; k++) {
        sum += INNER[k] * values[at + Math.floorMod(2 * c + k - 2, n) * stride];
      }
      coarse[c] = sum;
    }
    solve(coarse);
    for (int i = 0; i < n; i++) {
      // Fine i is in the two coarse splines that begin at most 3 fine cells before it.
      int c = i / 2;
      int k = i % 2;
      double smooth = REFINE[k] * coarse[c] + REFINE[k + 2] * coarse[Math.floorMod(c - 1, half)];
      int index = at + i * stride;
      values[index] = (float) (detail ? values[index] - smooth : smooth);
    }
  }

  /** Solves (1, 26, 66, 26, 1) / 120 * x = c on a periodic line, in place. */
  private static void solve(double[] c) {
    int m = c.length;
    for (double pole : POLES) {
      double gain = (1 - pole) * (1 - 1 / pole);
      double period = 1 - Math.pow(pole, m);
      double first = 0; // the causal filter's value after infinitely many periods
      double power = 1;
      for (int i = 0; i < m; i++) {
        first += power * gain * c[Math.floorMod(-i, m)];
        power *= pole;
      }
      c[0] = first / period;
      for (int i = 1; i < m; i++) {
        c[i] = gain * c[i] + pole * c[i - 1];
      }
      double last = 0;
      power = 1;
      for (int i = 0; i < m; i++) {
        last += power * c[(m - 1 + i) % m];
        power *= pole;
      }
      // y[m-1] = -pole * sum of pole^i c[m-1+i], periodically.
      c[m - 1] = -pole * last / period;
      for (int i = m - 2; i >= 0; i--) {
        c[i] = pole * (c[i + 1] - c[i]);
      }
    }
  }
}
