package org.perdura.video.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perdura.nn.GradientMode;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;
import org.perdura.nn.Torch;

/**
 * What backward computes is the slope that differences show, though layers free and overwrite what
 * they were made from.
 */
class GeneratorGradientTest {

  private static final double STEP = 2e-3;

  @ParameterizedTest
  @CsvSource({"compact, true", "compact, false", "reference, true"})
  void isTheSlope(String architecture, boolean withPrevious) {
    Torch.threads(1);
    var spec =
        architecture.equals("compact") ? GeneratorSpec.compact(8, 2) : GeneratorSpec.reference(2);
    var random = new SplittableRandom(5);
    try (var generator = spec.create(1);
        var scope = new Scope()) {
      Tensor low = numbers(random, 1, 3, 7, 9);
      Tensor warped = withPrevious ? numbers(random, 1, 48, 7, 9).withGradient() : null;
      Tensor weights = numbers(random, 1, 3, 28, 36);
      List<Tensor> moved = new ArrayList<>(generator.parameters().values());
      if (warped != null) {
        moved.add(warped);
      }
      generator.generate(low, warped).mul(weights).sum().backward();
      double slope = 0;
      double along = 0;
      for (Tensor tensor : moved) {
        if (tensor.gradient() == null) {
          continue; // of the learned motion, which is no part of this
        }
        // Along the gradient itself, where the slope is largest.
        Tensor direction = tensor.gradient().mul(1 / (1e-12 + tensor.gradient().norm().item()));
        slope += direction.mul(tensor.gradient()).sum().item();
        try (var noGradient = GradientMode.off()) {
          tensor.addInPlace(direction, STEP);
          double above = generator.generate(low, warped).mul(weights).sum().item();
          tensor.addInPlace(direction, -2 * STEP);
          double below = generator.generate(low, warped).mul(weights).sum().item();
          tensor.addInPlace(direction, STEP);
          along += (above - below) / (2 * STEP);
        }
      }
      assertThat(slope).isGreaterThan(1);
      assertThat(along / slope).isCloseTo(1, within(0.02));
    }
  }

  private static Tensor numbers(SplittableRandom random, long... shape) {
    int count = 1;
    for (long size : shape) {
      count *= Math.toIntExact(size);
    }
    var values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextDouble();
    }
    return Tensor.of(values, shape);
  }
}
