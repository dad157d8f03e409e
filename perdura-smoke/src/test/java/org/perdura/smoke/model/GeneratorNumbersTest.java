package org.perdura.smoke.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perdura.nn.DType;
import org.perdura.nn.GradientMode;
import org.perdura.nn.Precision;
import org.perdura.nn.SafeTensors;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;
import org.perdura.nn.Torch;

/**
 * The generators against PyTorch, by an implementation written for the purpose:
 * src/test/python/make_fixtures.py.
 */
class GeneratorNumbersTest {

  /** Of the largest value: the network's own rounding, and that of all its gradients. */
  private static final double OF_VALUES = 2e-5;

  private static final double OF_GRADIENTS = 1e-3;

  private Scope scope;

  @BeforeEach
  void open() {
    Torch.threads(1);
    scope = new Scope();
  }

  @AfterEach
  void close() {
    scope.close();
  }

  private static Map<String, Tensor> fixture(String name) throws IOException {
    try (var in = GeneratorNumbersTest.class.getResourceAsStream(name + ".safetensors")) {
      return SafeTensors.read(in, name).tensors();
    }
  }

  private static void assertClose(String what, Tensor actual, Tensor expected, double tolerance) {
    assertThat(actual.shape()).as(what).isEqualTo(expected.shape());
    assertThat(actual.allFinite()).as(what).isTrue();
    double largest = expected.abs().max().item();
    assertThat(actual.sub(expected).abs().max().item())
        .as(what)
        .isLessThanOrEqualTo(tolerance * largest);
  }

  /** All that the fixture says of gradients, after a backward. */
  private static void assertGradients(SmokeGenerator generator, Map<String, Tensor> expected) {
    Map<String, Tensor> parameters = generator.parameters();
    int lengths = 0;
    for (var entry : expected.entrySet()) {
      String key = entry.getKey();
      String name = key.substring(key.indexOf('.') + 1);
      if (key.startsWith("length.")) {
        Tensor length = parameters.get(name).gradient().norm().reshape(1);
        assertClose(key, length, entry.getValue(), OF_GRADIENTS);
        lengths++;
      } else if (key.startsWith("gradient.") && parameters.containsKey(name)) {
        assertClose(key, parameters.get(name).gradient(), entry.getValue(), OF_GRADIENTS);
      }
    }
    assertThat(lengths).isGreaterThan(10);
  }

  @ParameterizedTest
  @CsvSource({"2, DENSITY", "2, VORTICITY", "3, VELOCITY"})
  void tempoGansTrainsAndIsAppliedAsInPyTorch(int dimensions, Inputs inputs) throws IOException {
    Map<String, Tensor> expected =
        fixture("tempogan-%dd-%s".formatted(dimensions, inputs.name().toLowerCase(Locale.ROOT)));
    var spec = GeneratorSpec.reference(dimensions, inputs);
    try (var generator = DrawnWeights.fill(spec.create(1))) {
      Tensor density = expected.get("density").withGradient();
      Tensor velocity =
          inputs == Inputs.DENSITY ? null : expected.get("velocity").copy().withGradient();
      generator.training(true);
      Tensor made = generator.generate(density, velocity);
      assertClose("trained", made, expected.get("trained"), OF_VALUES);

      made.mul(expected.get("factor")).sum().backward();
      assertClose("density", density.gradient(), expected.get("gradient.density"), OF_GRADIENTS);
      if (velocity != null) {
        assertClose(
            "velocity", velocity.gradient(), expected.get("gradient.velocity"), OF_GRADIENTS);
      }
      assertGradients(generator, expected);
      Map<String, Tensor> state = generator.state();
      String norm = "units.1.second-norm.";
      assertClose("mean", state.get(norm + "running_mean"), expected.get("running-mean"), 1e-4);
      assertClose(
          "variance", state.get(norm + "running_var"), expected.get("running-variance"), 1e-4);

      // With the running statistics that the one forward left.
      generator.training(false);
      try (var noGradient = GradientMode.off()) {
        Tensor applied = generator.generate(density, velocity);
        assertClose("applied", applied, expected.get("applied"), OF_VALUES);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2, VELOCITY, 1, 0",
    "2, VORTICITY, 1, 3",
    "2, DENSITY, 2, 0",
    "3, VELOCITY, 1, 0",
    "3, VORTICITY, 0, 2"
  })
  void compactIsThatOfPyTorch(int dimensions, Inputs inputs, int neighbours, int head)
      throws IOException {
    Map<String, Tensor> expected =
        fixture(
            "compact-%dd-%s-%d"
                .formatted(dimensions, inputs.name().toLowerCase(Locale.ROOT), head));
    var spec = new GeneratorSpec("compact", dimensions, inputs, neighbours, 5, 2, head, 1);
    try (var generator = DrawnWeights.fill(spec.create(1))) {
      Tensor density = expected.get("density");
      Tensor velocity =
          inputs == Inputs.DENSITY ? null : expected.get("velocity").copy().withGradient();
      generator.training(true); // as it is, haze and all
      Tensor made = generator.generate(density, velocity);
      assertClose("made", made, expected.get("made"), OF_VALUES);
      assertClose(
          "cubic",
          Upsampling.cubic(density.narrow(1, neighbours, 1)),
          expected.get("cubic"),
          OF_VALUES);

      made.mul(expected.get("factor")).sum().backward();
      if (velocity != null) {
        assertClose(
            "velocity", velocity.gradient(), expected.get("gradient.velocity"), OF_GRADIENTS);
      }
      assertGradients(generator, expected);
    }
  }

  /**
   * In use, what is fainter than 0.02 and three tenths of the smoke nearby fades out; nor is more
   * than ten times as much.
   */
  @Test
  void hazeIsLeftOutInUse() {
    var spec = new GeneratorSpec("compact", 2, Inputs.VELOCITY, 1, 4, 1, 2, 1);
    try (var generator = DrawnWeights.fill(spec.create(1))) {
      Tensor density = Noise.even(1, -0.1, 0.1, 3, 5, 6).clamp(0, 1).reshape(1, 3, 5, 6);
      Tensor velocity = Noise.even(2, -1, 1, 2, 5, 6);
      float[] applied = generator.generate(density, velocity).toFloats();
      generator.training(true);
      float[] made = generator.generate(density, velocity).toFloats();
      float[] present = density.narrow(1, 1, 1).contiguous().toFloats();
      float[] linear = Upsampling.linear(density.narrow(1, 1, 1)).toFloats();
      int changed = 0;
      for (int i = 0; i < made.length; i++) {
        int column = i % 24 / 4;
        int row = i / 24 / 4;
        double limit = Math.min(0.3 * most(present, row, column), 0.02);
        double x = Math.min(Math.max(made[i] / limit - 0.5, 0), 1);
        double faded = made[i] * x * x * (3 - 2 * x);
        double expected = Math.min(faded, 10 * linear[i]);
        assertThat((double) applied[i]).isCloseTo(expected, within(1e-6));
        changed += Math.abs(expected - made[i]) > 1e-5 ? 1 : 0;
      }
      assertThat(changed).isBetween(10, made.length - 10);
    }
  }

  /** The most density within two cells, on 5 rows of 6. */
  private static double most(float[] density, int row, int column) {
    double most = 0;
    for (int j = Math.max(0, row - 2); j <= Math.min(4, row + 2); j++) {
      for (int i = Math.max(0, column - 2); i <= Math.min(5, column + 2); i++) {
        most = Math.max(most, density[j * 6 + i]);
      }
    }
    return most;
  }

  /** bfloat16 has 8 bits of mantissa; the path that carries the density stays float. */
  @ParameterizedTest
  @CsvSource({"2, 0", "2, 3", "3, 2"})
  void bfloat16IsCloseToFloat(int dimensions, int head) {
    var spec = new GeneratorSpec("compact", dimensions, Inputs.VORTICITY, 1, 8, 2, head, 1);
    long[] sides = dimensions == 2 ? new long[] {8, 9} : new long[] {5, 6, 4};
    try (var generator = DrawnWeights.fill(spec.create(1));
        var noGradient = GradientMode.off()) {
      Tensor density = Noise.even(1, 0, 1, 3, sides);
      Tensor velocity = Noise.even(2, -0.5, 0.5, dimensions, sides);
      Tensor exact = generator.generate(density, velocity);
      try (var autocast = Precision.BF16.autocast()) {
        Tensor fast = generator.generate(density, velocity);
        assertThat(fast.dtype()).isEqualTo(DType.FLOAT32);
        double size = exact.abs().mean().item();
        assertThat(fast.sub(exact).abs().mean().item()).isLessThan(0.02 * size);
      }
    }
  }
}
