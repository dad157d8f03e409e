package org.perdura.smoke.model;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.perdura.nn.GradientMode;
import org.perdura.nn.Module;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;

/**
 * Weights that a test in another language can draw too, and of full size everywhere: fresh networks
 * have small last layers, which would hide mistakes.
 */
public final class DrawnWeights {

  private DrawnWeights() {}

  /** As src/test/python/make_fixtures.py describes it. */
  public static <M extends Module> M fill(M network) {
    return fill(network, 0, 1);
  }

  /**
   * Others, or weaker ones.
   *
   * @param firstSeed of the first tensor
   * @param factor on all but the 1 that batch norm's factors have more
   */
  public static <M extends Module> M fill(M network, long firstSeed, double factor) {
    try (var noGradient = GradientMode.off();
        var scope = new Scope()) {
      long seed = firstSeed;
      for (var entry : new TreeMap<>(network.parameters()).entrySet()) {
        Tensor parameter = entry.getValue();
        var random = new SplittableRandom(seed);
        long[] shape = parameter.shape();
        double fanIn = Arrays.stream(shape).skip(1).asDoubleStream().reduce(1, (a, b) -> a * b);
        double bound = shape.length == 1 ? 0.1 : Math.sqrt(6 / fanIn);
        double more = entry.getKey().endsWith("norm.weight") ? 1 : 0;
        var values = new float[(int) parameter.count()];
        for (int i = 0; i < values.length; i++) {
          double unit = (random.nextLong() >>> 40) / 0x1p23 - 1;
          values[i] = (float) (factor * unit * bound + more);
        }
        parameter.copyInPlace(Tensor.of(values, shape));
        seed++;
      }
    }
    return network;
  }
}
