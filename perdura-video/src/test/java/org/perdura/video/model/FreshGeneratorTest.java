package org.perdura.video.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;
import org.perdura.nn.Torch;
import org.perdura.video.model.VideoGenerator.Previous;

/** What training begins with. */
class FreshGeneratorTest {

  /** Errors would grow with them, and their gradients beyond all numbers. */
  @Test
  void picturesDoNotGrowFromFrameToFrame() {
    Torch.threads(1);
    for (GeneratorSpec spec :
        new GeneratorSpec[] {GeneratorSpec.reference(16), GeneratorSpec.compact(64, 3)}) {
      try (var generator = spec.create(1);
          var scope = new Scope()) {
        Tensor low = noise();
        Previous previous = null;
        for (int t = 0; t < 19; t++) {
          previous = new Previous(low, generator.next(low, previous));
        }
        previous.high().square().mean().backward();
        assertThat(previous.high().abs().max().item()).as("%s", spec).isBetween(0.5, 4.0);
        double longest =
            generator.parameters().entrySet().stream()
                .map(
                    parameter -> {
                      Tensor gradient = parameter.getValue().gradient();
                      assertThat(gradient).as("%s: %s", spec, parameter.getKey()).isNotNull();
                      return gradient;
                    })
                .mapToDouble(gradient -> gradient.norm().item())
                .max()
                .orElseThrow();
        assertThat(longest).as("gradient of %s", spec).isBetween(1e-3, 1e3);
      }
    }
  }

  private static Tensor noise() {
    var random = new SplittableRandom(2);
    var values = new float[3 * 8 * 8];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble();
    }
    return Tensor.of(values, 1, 3, 8, 8);
  }
}
