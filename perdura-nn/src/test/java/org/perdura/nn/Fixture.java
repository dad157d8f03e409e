package org.perdura.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Numbers that PyTorch computed; src/test/python/make_fixtures.py says what they are. */
final class Fixture {

  private static final double TOLERANCE = 1e-5;

  private final Map<String, Tensor> tensors;
  private final Set<String> unchecked = new TreeSet<>();

  private Fixture(Map<String, Tensor> tensors) {
    this.tensors = tensors;
    tensors.keySet().stream()
        .filter(name -> name.endsWith("/out"))
        .forEach(name -> unchecked.add(name.substring(0, name.length() - "/out".length())));
  }

  /** Loads a fixture; its tensors live until the garbage collector takes them. */
  static Fixture load(String name) {
    try (var in = Fixture.class.getResourceAsStream(name + ".safetensors")) {
      var tensors = SafeTensors.read(in, name).tensors();
      tensors.values().forEach(Tensor::persistent);
      return new Fixture(tensors);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Tensor get(String name) {
    assertThat(tensors).containsKey(name);
    return tensors.get(name);
  }

  Map<String, Tensor> all() {
    return tensors;
  }

  /** The cases that no check has asked for yet. */
  Set<String> unchecked() {
    return unchecked;
  }

  /** The inputs of a case, each a fresh copy that asks for a gradient. */
  Map<String, Tensor> inputs(String name) {
    String prefix = name + "/in.";
    var inputs = new HashMap<String, Tensor>();
    tensors.forEach(
        (key, tensor) -> {
          if (key.startsWith(prefix)) {
            inputs.put(key.substring(prefix.length()), tensor.copy().withGradient());
          }
        });
    return inputs;
  }

  /** Compares a function's value and its gradients with PyTorch's. */
  void check(String name, Function<Map<String, Tensor>, Tensor> function) {
    unchecked.remove(name);
    try (var scope = new Scope()) {
      Map<String, Tensor> inputs = inputs(name);
      Tensor out = function.apply(inputs);
      assertClose(name, out, get(name + "/out"), TOLERANCE);
      out.mul(get(name + "/factor")).sum().backward();
      inputs.forEach(
          (key, tensor) -> {
            String gradient = name + "/gradient." + key;
            assertThat(tensor.gradient()).as(gradient).isNotNull();
            assertClose(gradient, tensor.gradient(), get(gradient), TOLERANCE);
          });
    }
  }

  /** Shapes must be equal, and no value further off than the tolerance times the largest. */
  static void assertClose(String what, Tensor actual, Tensor expected, double tolerance) {
    assertThat(actual.shape()).as(what).isEqualTo(expected.shape());
    float[] expectedValues = expected.toFloats();
    double largest = 1;
    for (float value : expectedValues) {
      largest = Math.max(largest, Math.abs(value));
    }
    double worst = largestDifference(actual, expected);
    assertThat(worst).as("%s: largest difference", what).isLessThanOrEqualTo(tolerance * largest);
  }

  static double largestDifference(Tensor actual, Tensor expected) {
    float[] actualValues = actual.toFloats();
    float[] expectedValues = expected.toFloats();
    double worst = 0;
    for (int i = 0; i < expectedValues.length; i++) {
      double difference = Math.abs((double) actualValues[i] - expectedValues[i]);
      worst = difference <= worst ? worst : difference; // keeps NaN
    }
    return worst;
  }
}
