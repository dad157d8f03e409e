package org.perdura.grid;

/**
 * What each output along one axis is made of: {@code count} inputs with weights. Beyond the first
 * and last input these are repeated.
 *
 * @param index {@code [output, tap]}, within the input
 * @param weight {@code [output, tap]}
 */
record Taps(int count, int[] index, float[] weight) {

  /** Beyond it a Gaussian is taken as 0. */
  private static final double GAUSSIAN_REACH = 3;

  /** Where each output lies among the inputs: at {@code scale * output + offset}. */
  record Places(int inputs, int outputs, double scale, double offset) {

    /** Outputs at the inputs themselves. */
    static Places same(int length) {
      return new Places(length, length, 1, 0);
    }

    double of(int output) {
      return scale * output + offset;
    }
  }

  int outputs() {
    return index.length / count;
  }

  /** Interpolation. */
  static Taps of(Places places, Interpolation interpolation) {
    return of(places, interpolation, new double[] {1});
  }

  /**
   * Interpolation between blurred inputs, in one step.
   *
   * @param sigma in inputs
   */
  static Taps blurred(Places places, Interpolation interpolation, double sigma) {
    return of(places, interpolation, gaussian(sigma));
  }

  /** A blur alone. */
  static Taps blur(int length, double sigma) {
    double[] kernel = gaussian(sigma);
    var taps =
        new Taps(kernel.length, new int[length * kernel.length], new float[length * kernel.length]);
    for (int output = 0; output < length; output++) {
      taps.set(output, output - kernel.length / 2, length, kernel);
    }
    return taps;
  }

  private static Taps of(Places places, Interpolation interpolation, double[] kernel) {
    // The convolution of both kernels: the outputs are few where one downsamples, and only they
    // are blurred.
    int count = interpolation.taps() + kernel.length - 1;
    var taps = new Taps(count, new int[places.outputs * count], new float[places.outputs * count]);
    var between = new double[interpolation.taps()];
    for (int output = 0; output < places.outputs; output++) {
      double place = places.of(output);
      double below = Math.floor(place);
      interpolation.weights(place - below, between);
      var weights = new double[count];
      for (int i = 0; i < between.length; i++) {
        for (int j = 0; j < kernel.length; j++) {
          weights[i + j] += between[i] * kernel[j];
        }
      }
      int first = (int) below - interpolation.before() - kernel.length / 2;
      taps.set(output, first, places.inputs, weights);
    }
    return taps;
  }

  private void set(int output, int first, int inputs, double[] weights) {
    for (int tap = 0; tap < count; tap++) {
      index[output * count + tap] = Math.min(Math.max(first + tap, 0), inputs - 1);
      weight[output * count + tap] = (float) weights[tap];
    }
  }

  /** Sums to 1; of odd length. */
  private static double[] gaussian(double sigma) {
    int radius = (int) Math.ceil(GAUSSIAN_REACH * sigma);
    var kernel = new double[2 * radius + 1];
    double sum = 0;
    for (int i = -radius; i <= radius; i++) {
      kernel[i + radius] = sigma == 0 ? 1 : Math.exp(-0.5 * i * i / (sigma * sigma));
      sum += kernel[i + radius];
    }
    for (int i = 0; i < kernel.length; i++) {
      kernel[i] /= sum;
    }
    return kernel;
  }
}
