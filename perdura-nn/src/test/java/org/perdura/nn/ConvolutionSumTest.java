package org.perdura.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Convolutions and their gradients are the sums of their definition, whatever library computes
 * them: with channel counts and steps at which one did not, in virtual machines that hide the
 * processor's caches.
 */
class ConvolutionSumTest {

  private static final int BATCH = 2; // LibTorch computes single small pictures by other means
  private static final int HEIGHT = 12;
  private static final int WIDTH = 15;
  private static final int KERNEL = 3;

  @ParameterizedTest
  @CsvSource({"51, 64, 1", "48, 8, 2", "32, 6, 1", "16, 16, 1", "24, 24, 2"})
  void inBothLayouts(int in, int out, int stride) {
    int height = (HEIGHT - 1) / stride + 1;
    int width = (WIDTH - 1) / stride + 1;
    float[] x = numbers(1, BATCH * in * HEIGHT * WIDTH);
    float[] weight = numbers(2, out * in * KERNEL * KERNEL);
    float[] up = numbers(3, BATCH * out * height * width); // the gradient of the output
    var output = new double[up.length];
    var gradient = new double[x.length];
    var ofWeight = new double[weight.length];
    for (int n = 0; n < BATCH; n++) {
      for (int o = 0; o < out; o++) {
        for (int i = 0; i < in; i++) {
          for (int k = 0; k < KERNEL * KERNEL; k++) {
            int at = (o * in + i) * KERNEL * KERNEL + k;
            for (int row = 0; row < height; row++) {
              int y = row * stride + k / KERNEL - 1;
              for (int column = 0; column < width; column++) {
                int z = column * stride + k % KERNEL - 1;
                if (y >= 0 && y < HEIGHT && z >= 0 && z < WIDTH) {
                  int from = ((n * in + i) * HEIGHT + y) * WIDTH + z;
                  int to = ((n * out + o) * height + row) * width + column;
                  output[to] += (double) weight[at] * x[from];
                  gradient[from] += (double) weight[at] * up[to];
                  ofWeight[at] += (double) x[from] * up[to];
                }
              }
            }
          }
        }
      }
    }
    for (boolean last : new boolean[] {false, true}) {
      try (var scope = new Scope()) {
        Tensor input = Tensor.of(x, BATCH, in, HEIGHT, WIDTH);
        Tensor weights = Tensor.of(weight, out, in, KERNEL, KERNEL);
        input = (last ? input.channelsLast() : input).withGradient();
        weights = (last ? weights.channelsLast() : weights).withGradient();
        Tensor y = Functional.conv2d(input, weights, null, stride, 1, 1);
        y.mul(Tensor.of(up, BATCH, out, height, width)).sum().backward();
        assertNear(y.toFloats(), output);
        assertNear(input.gradient().toFloats(), gradient);
        assertNear(weights.gradient().toFloats(), ofWeight);
      }
    }
  }

  private static void assertNear(float[] actual, double[] expected) {
    assertThat(actual).hasSize(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) actual[i]).as("value %d", i).isCloseTo(expected[i], within(1e-3));
    }
  }

  private static float[] numbers(long seed, int count) {
    var rnd = new SplittableRandom(seed);
    var numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) rnd.nextDouble(-1, 1);
    }
    return numbers;
  }
}
