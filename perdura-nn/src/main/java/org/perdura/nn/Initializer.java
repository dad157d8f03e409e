package org.perdura.nn;

import java.util.random.RandomGenerator;

/** Fresh weights; drawn in Java, so that they depend on the seed alone. */
public final class Initializer {

  private Initializer() {}

  /**
   * Normal with variance 2 / fan-in (He et al. 2015, eq. 10), the fan-in being all but the first
   * dimension.
   */
  public static Tensor heNormal(RandomGenerator random, double gain, long... shape) {
    long fanIn = 1;
    for (int d = 1; d < shape.length; d++) {
      fanIn *= shape[d];
    }
    return normal(random, gain * Math.sqrt(2.0 / fanIn), shape);
  }

  /** Normal with mean 0. */
  public static Tensor normal(RandomGenerator random, double deviation, long... shape) {
    int count = 1;
    for (long length : shape) {
      count = Math.toIntExact(count * length);
    }
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (deviation * random.nextGaussian());
    }
    return Tensor.of(values, shape);
  }
}
