package org.perdura.video.model;

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

  /** As src/test/python/make_reference_fixture.py describes it. */
  public static <M extends Module> M fill(M network) {
    return fill(network, 1);
  }

  /** The same, times a factor. */
  public static <M extends Module> M fill(M network, double factor) {
    try (var noGradient = GradientMode.off();
        var scope = new Scope()) {
      long seed = 0;
      for (Tensor parameter : new TreeMap<>(network.parameters()).values()) {
        var random = new SplittableRandom(seed);
        long[] shape = parameter.shape();
        double fanIn = Arrays.stream(shape).skip(1).asDoubleStream().reduce(1, (a, b) -> a * b);
        double bound = shape.length == 1 ? 0.1 : Math.sqrt(6 / fanIn);
        float[] values = new float[(int) parameter.count()];
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) (factor * bound * ((random.nextLong() >>> 40) / 0x1p23 - 1));
        }
        parameter.copyInPlace(Tensor.of(values, shape));
        seed++;
      }
    }
    return network;
  }
}
