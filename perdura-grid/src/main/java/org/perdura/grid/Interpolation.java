package org.perdura.grid;

/** How values between samples are found; along each axis on its own. */
public enum Interpolation {
  /** Between two neighbours. */
  LINEAR(2) {
    @Override
    void weights(double t, double[] weights) {
      weights[0] = 1 - t;
      weights[1] = t;
    }
  },

  /**
   * Catmull-Rom: the cubic convolution of four neighbours with a = -0.5 (Keys 1981), which
   * reproduces quadratics. It overshoots at edges.
   */
  CUBIC(4) {
    @Override
    void weights(double t, double[] weights) {
      weights[0] = ((-0.5 * t + 1) * t - 0.5) * t;
      weights[1] = (1.5 * t - 2.5) * t * t + 1;
      weights[2] = ((-1.5 * t + 2) * t + 0.5) * t;
      weights[3] = (0.5 * t - 0.5) * t * t;
    }
  };

  private final int taps;

  Interpolation(int taps) {
    this.taps = taps;
  }

  /** How many neighbours along an axis. */
  int taps() {
    return taps;
  }

  /** How far the first of the neighbours lies below the sample at or below the place. */
  int before() {
    return taps / 2 - 1;
  }

  /**
   * The neighbours' weights.
   *
   * @param t how far the place is above the sample at or below it, 0 to 1
   */
  abstract void weights(double t, double[] weights);
}
