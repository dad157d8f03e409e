package org.perdura.metrics.features;

import java.util.Map;
import org.perdura.nn.Tensor;

/** Pictures and weights that make_feature_fixtures.py makes in the same way. */
final class MadeUp {

  private static final long WORD = 0xFFFFFFFFL;

  private MadeUp() {}

  /** A number in [0, 1) with 24 bits. */
  private static double unit(long index, long seed) {
    long mixed = ((index + 1) * 2654435761L + seed * 40503) & WORD;
    mixed ^= mixed >>> 15;
    mixed = (mixed * 2246822519L) & WORD;
    mixed ^= mixed >>> 13;
    return (double) (mixed >>> 8) / (1 << 24);
  }

  /** {@code [1, 3, h, w]} in [0, 1). */
  static Tensor picture(int height, int width, int seed) {
    return units(seed, 1, 3, height, width);
  }

  static Tensor units(int seed, int... shape) {
    long[] lengths = new long[shape.length];
    int count = 1;
    for (int d = 0; d < shape.length; d++) {
      lengths[d] = shape[d];
      count *= shape[d];
    }
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) unit(i, seed);
    }
    return Tensor.of(values, lengths);
  }

  /** Adds {@code features.NUMBER.weight} and {@code .bias}. */
  static void convolution(Map<String, Tensor> into, int number, int out, int in, int kernel) {
    int fanIn = in * kernel * kernel;
    double range = Math.sqrt(6.0 / fanIn);
    float[] weight = new float[out * fanIn];
    for (int i = 0; i < weight.length; i++) {
      weight[i] = (float) ((2 * unit(i, number) - 1) * range);
    }
    float[] bias = new float[out];
    for (int i = 0; i < out; i++) {
      bias[i] = (float) ((2 * unit(i, number + 1000) - 1) * 0.1);
    }
    into.put("features." + number + ".weight", Tensor.of(weight, out, in, kernel, kernel));
    into.put("features." + number + ".bias", Tensor.of(bias, out));
  }

  /** Torchvision's VGG: channels of the convolutions; 0 stands for pooling. */
  static void vgg(Map<String, Tensor> into, int... layout) {
    int number = 0;
    int channels = 3;
    for (int width : layout) {
      if (width == 0) {
        number++;
      } else {
        convolution(into, number, width, channels, 3);
        channels = width;
        number += 2;
      }
    }
  }

  static void vgg16(Map<String, Tensor> into) {
    vgg(into, 64, 64, 0, 128, 128, 0, 256, 256, 256, 0, 512, 512, 512, 0, 512, 512, 512);
  }

  static void alexnet(Map<String, Tensor> into) {
    convolution(into, 0, 64, 3, 11);
    convolution(into, 3, 192, 64, 5);
    convolution(into, 6, 384, 192, 3);
    convolution(into, 8, 256, 384, 3);
    convolution(into, 10, 256, 256, 3);
  }
}
