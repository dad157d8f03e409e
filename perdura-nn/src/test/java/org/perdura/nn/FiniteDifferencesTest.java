package org.perdura.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.perdura.nn.Functional.Border;
import org.perdura.nn.Functional.Interpolation;

/** Gradients against central differences, in double precision. */
class FiniteDifferencesTest {

  private static final double STEP = 1e-4;

  private final Random random = new Random(3);

  @Test
  void conv2d() {
    check(
        List.of(normal(1, 2, 5, 4), normal(3, 2, 3, 3), normal(3)),
        in -> Functional.conv2d(in.get(0), in.get(1), in.get(2), 2, 1, 1));
  }

  @Test
  void conv3d() {
    check(
        List.of(normal(1, 2, 3, 4, 3), normal(2, 2, 3, 3, 3), normal(2)),
        in -> Functional.conv3d(in.get(0), in.get(1), in.get(2), 1, 1));
  }

  @Test
  void convTranspose2d() {
    check(
        List.of(normal(1, 2, 3, 2), normal(2, 3, 3, 3), normal(3)),
        in -> Functional.convTranspose2d(in.get(0), in.get(1), in.get(2), 2, 1, 1));
  }

  @Test
  void convTranspose3d() {
    check(
        List.of(normal(1, 2, 2, 3, 2), normal(2, 2, 3, 3, 3), normal(2)),
        in -> Functional.convTranspose3d(in.get(0), in.get(1), in.get(2), 2, 1, 1));
  }

  @Test
  void batchNorm() {
    check(
        List.of(normal(2, 2, 3, 3), normal(2), normal(2)),
        in -> Functional.batchNorm(in.get(0), in.get(1), in.get(2), null, null, true, 0.1, 1e-5));
  }

  @Test
  void gridSample2d() {
    for (Border border : Border.values()) {
      check(
          List.of(normal(1, 2, 4, 5), normal(1, 3, 2, 2).mul(0.7)),
          in -> Functional.gridSample(in.get(0), in.get(1), Interpolation.BILINEAR, border));
      check(
          List.of(normal(1, 2, 4, 5), normal(1, 3, 2, 2).mul(0.7)),
          in -> Functional.gridSample(in.get(0), in.get(1), Interpolation.BICUBIC, border));
    }
  }

  @Test
  void gridSample3d() {
    check(
        List.of(normal(1, 2, 3, 4, 3), normal(1, 2, 2, 2, 3).mul(0.5)),
        in ->
            Functional.gridSample(in.get(0), in.get(1), Interpolation.BILINEAR, Border.REPLICATE));
  }

  private Tensor normal(long... shape) {
    return Initializer.normal(random, 1, shape).to(DType.FLOAT64);
  }

  private void check(List<Tensor> inputs, Function<List<Tensor>, Tensor> function) {
    try (var scope = new Scope()) {
      inputs.forEach(Tensor::withGradient);
      Tensor out = function.apply(inputs);
      Tensor factor = normal(out.shape());
      out.mul(factor).sum().backward();
      try (var noGradient = GradientMode.off()) {
        for (int i = 0; i < inputs.size(); i++) {
          Tensor input = inputs.get(i);
          float[] gradient = input.gradient().toFloats();
          Tensor flat = input.reshape(-1); // shares the memory
          for (int j = 0; j < gradient.length; j++) {
            Tensor element = flat.narrow(0, j, 1);
            element.addInPlace(Tensor.ones(1), STEP);
            double above = function.apply(inputs).mul(factor).sum().item();
            element.addInPlace(Tensor.ones(1), -2 * STEP);
            double below = function.apply(inputs).mul(factor).sum().item();
            element.addInPlace(Tensor.ones(1), STEP);
            assertThat((double) gradient[j])
                .as("input %d, element %d", i, j)
                .isCloseTo((above - below) / (2 * STEP), within(2e-5));
          }
        }
      }
    }
  }
}
