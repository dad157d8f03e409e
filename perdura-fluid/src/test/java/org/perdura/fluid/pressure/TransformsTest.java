package org.perdura.fluid.pressure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.perdura.fluid.Boundary;
import org.perdura.fluid.Boundary.Side;

final class TransformsTest {

  private static final int LINES = 11;

  @Test
  void cosinesOfAnyLengthFollowTheirDefinition() {
    for (int n = 1; n <= 130; n++) {
      compare(Transforms.cosine(n), n, TransformsTest::cosine);
      compare(Transforms.cosineBack(n), n, (k, j, length) -> cosine(j, k, length));
    }
    // 252 = 4 * 7 * 9 and 1020 = 4 * 15 * 17 use every way of splitting, 508 = 4 * 127 the matrix.
    for (int n : new int[] {252, 508, 1020}) {
      compare(Transforms.cosine(n), n, TransformsTest::cosine);
      compare(Transforms.cosineBack(n), n, (k, j, length) -> cosine(j, k, length));
    }
  }

  private static double cosine(int k, int j, int n) {
    return Math.cos(Math.PI * ((2L * j + 1) * k % (4L * n)) / (2.0 * n));
  }

  @Test
  void forwardAndBackWithWeightsChangesNothing() {
    Side[] sides = Side.values();
    for (Side lower : sides) {
      for (Side upper : sides) {
        var boundary = new Boundary(lower, upper, lower, upper, lower, upper);
        for (int n : new int[] {1, 2, 3, 8, 15, 28, 35, 60, 61, 63}) {
          var modes = AxisModes.of(boundary, 0, n);
          double[][] in = random(n);
          double[][] expected = random(n);
          var out = new double[n][LINES];
          apply(modes.forward(), in, out);
          for (int k = 0; k < n; k++) {
            for (int l = 0; l < LINES; l++) {
              out[k][l] *= modes.weights()[k];
            }
          }
          apply(modes.back(), out, in);
          assertThat(difference(in, expected)).as("%s %s", boundary, n).isLessThan(1e-13);
        }
      }
    }
  }

  private interface Element {
    double at(int k, int j, int n);
  }

  private static void compare(RowTransform transform, int n, Element element) {
    double[][] in = random(n);
    var expected = new double[n][LINES];
    for (int k = 0; k < n; k++) {
      for (int j = 0; j < n; j++) {
        double factor = element.at(k, j, n);
        for (int l = 0; l < LINES; l++) {
          expected[k][l] += factor * in[j][l];
        }
      }
    }
    var out = new double[n][LINES];
    apply(transform, in, out);
    assertThat(difference(out, expected)).as("length %d", n).isLessThan(1e-13 * (10 + n));
  }

  private static void apply(RowTransform transform, double[][] in, double[][] out) {
    transform.apply(in, 0, 1, out, 0, 1, new double[LINES], 0, LINES);
  }

  private static double[][] random(int n) {
    var random = new Random(n);
    var rows = new double[n][LINES];
    for (double[] row : rows) {
      for (int l = 0; l < LINES; l++) {
        row[l] = random.nextGaussian();
      }
    }
    return rows;
  }

  private static double difference(double[][] one, double[][] other) {
    double max = 0;
    for (int k = 0; k < one.length; k++) {
      for (int l = 0; l < LINES; l++) {
        max = Math.max(max, Math.abs(one[k][l] - other[k][l]));
      }
    }
    return max;
  }
}
