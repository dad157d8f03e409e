package org.perdura.smoke.model;

import java.util.SplittableRandom;
import org.perdura.nn.Tensor;

/** Random fields. */
final class Noise {

  private Noise() {}

  /** {@code [1, channels, sides]}, evenly from one value to another. */
  static Tensor even(long seed, double from, double to, int channels, long... sides) {
    var shape = new long[2 + sides.length];
    shape[0] = 1;
    shape[1] = channels;
    System.arraycopy(sides, 0, shape, 2, sides.length);
    int count = 1;
    for (long length : shape) {
      count *= (int) length;
    }
    var random = new SplittableRandom(seed);
    var values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (from + (to - from) * random.nextDouble());
    }
    return Tensor.of(values, shape);
  }
}
