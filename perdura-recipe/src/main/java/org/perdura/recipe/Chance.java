package org.perdura.recipe;

import java.util.SplittableRandom;

/**
 * Where all chance of simulations and training data comes from: a seed, a step, an index. What is
 * made again, in any order and by any thread, comes out the same.
 */
public final class Chance {

  private Chance() {}

  /** A stream of its own for every index of every step. */
  public static SplittableRandom of(long seed, long step, long index) {
    return new SplittableRandom(mix(mix(mix(seed) + step) + index));
  }

  /** The finaliser of SplitMix64 (Stafford's variant 13), after a golden-ratio step. */
  private static long mix(long value) {
    long z = value + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /** An index, as often as its weight says. */
  public static int weighted(SplittableRandom rnd, double[] weights) {
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    double left = rnd.nextDouble() * sum;
    int last = 0;
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] > 0) {
        last = i;
        left -= weights[i];
        if (left < 0) {
          return i;
        }
      }
    }
    return last;
  }
}
