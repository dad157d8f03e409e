package org.perdura.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class EmaTest {

  @Test
  void averagesAsComputedByHand() {
    try (var scope = new Scope();
        var layer = new Linear(1, 1, new Random(1))) {
      set(layer, 1);
      try (var ema = new Ema(layer, 0.5)) {
        assertThat(value(ema)).isEqualTo(1);
        set(layer, 2);
        ema.update(0); // keeps 1/10
        assertThat(value(ema)).isCloseTo(0.1 * 1 + 0.9 * 2, within(1e-6));
        ema.update(1); // keeps 2/11
        assertThat(value(ema)).isCloseTo(2 - 0.1 * 2 / 11, within(1e-6));
        set(layer, 4);
        double before = value(ema);
        ema.update(1000); // keeps the decay, 1/2
        assertThat(value(ema)).isCloseTo((before + 4) / 2, within(1e-6));
        assertThat(layer.weight().item()).as("the module is left alone").isEqualTo(4);
      }
    }
  }

  @Test
  void buffersAreAveragedToo() {
    try (var scope = new Scope();
        var layer = new BatchNorm(2);
        var ema = new Ema(layer, 0.9)) {
      assertThat(ema.state()).containsOnlyKeys("weight", "bias", "running_mean", "running_var");
      layer.training(true);
      layer.forward(Tensor.range(16).reshape(2, 2, 2, 2));
      ema.update(1000);
      assertThat(ema.state().get("running_mean").toFloats()[0])
          .isCloseTo(0.1f * layer.state().get("running_mean").toFloats()[0], within(1e-6f));
    }
  }

  private static void set(Linear layer, double value) {
    try (var noGradient = GradientMode.off()) {
      layer.weight().copyInPlace(Tensor.full(value, 1, 1));
    }
  }

  private static double value(Ema ema) {
    return ema.state().get("weight").item();
  }
}
