package org.perdura.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OptimizerTest {

  private Scope scope;

  @BeforeEach
  void openScope() {
    scope = new Scope();
  }

  @AfterEach
  void closeScope() {
    scope.close();
  }

  @Test
  void adamStepsAsPyTorchDoes() {
    compare("adam", List.of("w", "b"), 8, Adam::new, step -> 0.01 * (step + 1), 1e-6);
  }

  @Test
  void muonStepsAsTheFormulasInDoublePrecision() {
    compare(
        "muon", List.of("wide", "tall", "volume"), 4, p -> new Muon(p, 0.95), step -> 0.02, 1e-5);
  }

  private static void compare(
      String fixtureName,
      List<String> names,
      int steps,
      Function<Map<String, Tensor>, Optimizer> making,
      Function<Integer, Double> learningRate,
      double tolerance) {
    Fixture fixture = Fixture.load(fixtureName);
    var parameters = parameters(fixture, names, "start/");
    try (var optimizer = making.apply(parameters)) {
      for (int step = 0; step < steps; step++) {
        setGradients(fixture, parameters, step);
        optimizer.step(learningRate.apply(step));
        for (String name : names) {
          String key = "after." + step + "/" + name;
          Fixture.assertClose(key, parameters.get(name), fixture.get(key), tolerance);
        }
      }
    }
  }

  private static Map<String, Tensor> parameters(
      Fixture fixture, List<String> names, String prefix) {
    var parameters = new LinkedHashMap<String, Tensor>();
    names.forEach(name -> parameters.put(name, fixture.get(prefix + name).copy().withGradient()));
    return parameters;
  }

  private static void setGradients(Fixture fixture, Map<String, Tensor> parameters, int step) {
    parameters.forEach(
        (name, parameter) -> {
          parameter.clearGradient();
          parameter.mul(fixture.get("gradient." + step + "/" + name)).sum().backward();
        });
  }

  @Test
  void stateSavedHalfwayLeadsToTheSameWeights() {
    Fixture fixture = Fixture.load("adam");
    List<String> names = List.of("w", "b");
    var through = parameters(fixture, names, "start/");
    var saved = new LinkedHashMap<String, Tensor>();
    try (var optimizer = new Adam(through)) {
      for (int step = 0; step < 4; step++) {
        setGradients(fixture, through, step);
        optimizer.step(0.01);
      }
      optimizer.state().forEach((name, tensor) -> saved.put(name, tensor.copy()));
      var resumed = new LinkedHashMap<String, Tensor>();
      through.forEach((name, tensor) -> resumed.put(name, tensor.detach().copy().withGradient()));
      try (var other = new Adam(resumed)) {
        other.load(saved);
        for (int step = 4; step < 8; step++) {
          setGradients(fixture, through, step);
          optimizer.step(0.01);
          setGradients(fixture, resumed, step);
          other.step(0.01);
        }
      }
      names.forEach(
          name -> assertThat(resumed.get(name).toFloats()).isEqualTo(through.get(name).toFloats()));
    }
  }

  @Test
  void parametersWithoutGradientStay() {
    for (Function<Map<String, Tensor>, Optimizer> making :
        List.<Function<Map<String, Tensor>, Optimizer>>of(Adam::new, p -> new Muon(p, 0.95))) {
      Tensor parameter = Tensor.ones(2, 2).withGradient();
      try (var optimizer = making.apply(Map.of("p", parameter))) {
        optimizer.step(1);
        assertThat(parameter.toFloats()).containsExactly(1, 1, 1, 1);
      }
    }
  }

  @Test
  void muonRefusesVectors() {
    assertThatThrownBy(() -> new Muon(Map.of("bias", Tensor.zeros(3)), 0.95))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bias");
  }

  /**
   * Once in, no value leaves [0.68, 1.21]: the quintic 3.4445 x - 4.775 x^3 + 2.0315 x^5 has its
   * least value there, 0.682, at x = 1.050, and its largest, 1.202, at x = 0.554.
   */
  @Test
  void orthogonalizedMatricesHaveSingularValuesNearOne() {
    var random = new Random(1);
    for (long[] shape : List.of(new long[] {16, 144}, new long[] {64, 20}, new long[] {8, 12})) {
      Tensor matrix = Initializer.normal(random, 5, shape);
      Tensor orthogonal = Muon.orthogonalize(matrix);
      float[] values = Tensor.wrap(torch.linalg_svdvals(orthogonal.pointer())).toFloats();
      assertThat(values).hasSize((int) Math.min(shape[0], shape[1]));
      for (float value : values) {
        assertThat(value).isBetween(0.68f, 1.21f);
      }
    }
  }

  @Test
  void bothFindTheLeastOfAQuadraticBowl() {
    Tensor target = Initializer.normal(new Random(4), 1, 6, 6);
    var optimizers = new ArrayList<Function<Map<String, Tensor>, Optimizer>>();
    optimizers.add(Adam::new);
    optimizers.add(p -> new Muon(p, 0.95));
    for (var making : optimizers) {
      Tensor parameter = Tensor.zeros(6, 6).withGradient();
      try (var optimizer = making.apply(Map.of("p", parameter))) {
        LearningRate rate = LearningRate.warmupCosine(0.1, 1, 300, 0.01);
        for (int step = 0; step < 300; step++) {
          parameter.clearGradient();
          parameter.sub(target).square().mean().backward();
          optimizer.step(rate.at(step));
        }
      }
      assertThat(parameter.detach().sub(target).square().mean().item()).isLessThan(1e-3);
    }
  }
}
