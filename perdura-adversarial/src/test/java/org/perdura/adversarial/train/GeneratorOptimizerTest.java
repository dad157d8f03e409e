package org.perdura.adversarial.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;
import org.perdura.recipe.RecipeReader;

class GeneratorOptimizerTest {

  private final Scope scope = new Scope();
  private final MovingSignal task = new MovingSignal(false);

  @AfterEach
  void free() {
    scope.close();
  }

  private GeneratorOptimizer optimizer(String more) {
    return new GeneratorOptimizer(
        task, RecipeReader.defaults(TrainerSettings.class, "{steps: 100, " + more + "}"));
  }

  /** Leaves a gradient of that value at every element of every parameter. */
  private void gradients(double value) {
    Tensor sum = Tensor.zeros(1);
    for (Tensor parameter : task.generator().parameters().values()) {
      sum = sum.add(parameter.mul(value).sum());
    }
    sum.sum().backward();
  }

  @Test
  void muonTakesTheWeightsThatSuitItAndAdamTheRest() {
    try (var optimizer = optimizer("optimizer: muon")) {
      assertThat(optimizer.state().keySet())
          .contains("muon.momentum.first.weight", "adam.first.last.weight", "adam.first.first.bias")
          .doesNotContain("muon.momentum.last.weight", "adam.first.first.weight");
      // Step 50 of 100 with 100 of warm-up: 51 hundredths of the peaks.
      assertThat(optimizer.learningRates(50).get("muon")).isCloseTo(0.51 * 2e-3, within(1e-12));
      assertThat(optimizer.learningRates(50).get("adam")).isCloseTo(0.51 * 1e-3, within(1e-12));
    }
    try (var optimizer = optimizer("optimizer: adam")) {
      assertThat(optimizer.learningRates(0).keySet()).containsExactly("adam");
    }
  }

  @Test
  void clipsAdamsGradientsToTheNormAndLeavesShortOnes() {
    long count = task.generator().parameterCount();
    Map<Double, Double> expected = new LinkedHashMap<>();
    expected.put(3.0, 0.5);
    expected.put(1e-3, 1e-3 * Math.sqrt(count));
    expected.forEach(
        (value, norm) -> {
          try (var optimizer = optimizer("optimizer: adam, clip-gradient-norm: 0.5")) {
            optimizer.clearGradients();
            gradients(value);
            assertThat(optimizer.gradientNorm())
                .isCloseTo(value * Math.sqrt(count), within(1e-4 * value * Math.sqrt(count)));
            optimizer.step(0);
            assertThat(optimizer.gradientNorm()).isCloseTo(norm, within(1e-4 * norm));
          }
        });
  }

  /**
   * Kingma and Ba 2015, algorithm 1: of gradients 1 and then -1, the first step has the length of
   * the rate, and the second goes back by (1 - beta1) / (1 + beta1) of it.
   */
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5, 0.9})
  void beta1SaysHowLongAdamGoesOnAsBefore(double beta1) {
    String rates = "{adam: 0.01, beta1: %s, warmup: 0, schedule: constant}".formatted(beta1);
    try (var optimizer = optimizer("optimizer: adam, learning-rate: " + rates)) {
      Tensor bias = task.generator().parameters().get("last.bias");
      double start = bias.item();
      gradients(1);
      optimizer.step(0);
      double once = bias.item();
      optimizer.clearGradients();
      gradients(-1);
      optimizer.step(1);
      assertThat(once - start).isCloseTo(-0.01, within(1e-5));
      assertThat(bias.item() - once).isCloseTo(0.01 * (1 - beta1) / (1 + beta1), within(1e-5));
    }
  }
}
