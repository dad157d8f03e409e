package org.perdura.adversarial.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perdura.adversarial.judge.DiscriminatorSettings.Head;
import org.perdura.nn.GradientMode;
import org.perdura.nn.SafeTensors;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;

class DiscriminatorTest {

  private static final DiscriminatorSettings TECOGAN =
      new DiscriminatorSettings(64, List.of(64, 64, 128, 256), true, Head.DENSE);
  private static final DiscriminatorSettings PATCHES =
      new DiscriminatorSettings(0, List.of(8, 16), false, Head.PATCH);

  private static final DiscriminatorSettings TEMPOGAN =
      new DiscriminatorSettings(
          0, List.of(32, 64, 128, 256), List.of(2, 2, 2, 1), true, Head.DENSE);

  private final Scope scope = new Scope();

  @AfterEach
  void free() {
    scope.close();
  }

  private static Discriminator create(DiscriminatorSettings settings, int inputs, long... sides) {
    return new Discriminator(settings, inputs, sides, new SplittableRandom(1));
  }

  /** So many sides of the same length. */
  private static long[] cube(int dimensions, long side) {
    var sides = new long[dimensions];
    Arrays.fill(sides, side);
    return sides;
  }

  private static Map<String, Tensor> fixture(String name) throws IOException {
    try (var in = DiscriminatorTest.class.getResourceAsStream(name + ".safetensors")) {
      return SafeTensors.read(in, name).tensors();
    }
  }

  /** As src/test/python/make_fixtures.py computes them. */
  private static Tensor scattered(int key, double scale, long... shape) {
    int count = 1;
    for (long length : shape) {
      count *= (int) length;
    }
    var values = new float[count];
    for (int i = 0; i < count; i++) {
      int x = i + key * 1000003;
      x = (x ^ (x >>> 16)) * 0x45D9F3B;
      x = (x ^ (x >>> 16)) * 0x45D9F3B;
      x ^= x >>> 16;
      values[i] = (float) ((Integer.toUnsignedLong(x) / 4294967296.0 - 0.5) * scale);
    }
    return Tensor.of(values, shape);
  }

  private static void fill(Discriminator network) {
    int key = 0;
    try (var noGradient = GradientMode.off()) {
      for (var entry : network.parameters().entrySet()) {
        Tensor parameter = entry.getValue();
        Tensor values = scattered(key++, parameter.rank() == 1 ? 1.0 : 0.1, parameter.shape());
        boolean factor = entry.getKey().contains("norm.weight");
        parameter.copyInPlace(factor ? values.add(1) : values);
      }
    }
  }

  private static void assertClose(String what, Tensor actual, Map<String, Tensor> fixture) {
    Tensor expected = fixture.get(what);
    assertThat(actual.shape()).as(what).isEqualTo(expected.shape());
    double largest = expected.abs().max().item();
    assertThat(actual.sub(expected).abs().max().item())
        .as(what)
        .isLessThan(1e-4 * Math.max(1e-3, largest));
  }

  @Test
  void tecoGansComputesWhatPyTorchDoes() throws IOException {
    Map<String, Tensor> fixture = fixture("discriminator");
    try (var network = create(TECOGAN, 27, 32, 32)) {
      fill(network);
      network.training(true);
      Tensor x = scattered(99, 4.0, 2, 27, 32, 32).withGradient();
      var verdict = network.forward(x);
      assertClose("logits", verdict.logits(), fixture);
      assertClose("features.3", verdict.features().get(3), fixture);
      for (int i = 0; i < 4; i++) {
        Tensor means = verdict.features().get(i).mean(0, 2, 3);
        assertClose("feature-means." + i, means.reshape(-1), fixture);
      }
      verdict.logits().select(0, 0).sub(verdict.logits().select(0, 1)).sum().backward();
      Tensor stem = network.parameters().get("stem.weight").gradient();
      assertClose("gradient.stem", stem.narrow(0, 0, 2), fixture);
      Tensor input = x.gradient().select(1, 13).every(1, 4).every(2, 4);
      assertClose("gradient.input", input, fixture);

      // With the running statistics that the one forward left.
      network.training(false);
      assertClose("logits-applied", network.forward(x).logits(), fixture);
    }
  }

  @Test
  void tecoGansHasAsManyParametersAsInPyTorch() {
    try (var network = create(TECOGAN, 27, 128, 128)) {
      assertThat(network.parameterCount()).isEqualTo(819_457);
    }
  }

  @Test
  void countsTheMultiplyAddsOfAllItsLayers() {
    try (var network = create(TECOGAN, 27, 128, 128)) {
      long stem = 128L * 128 * 9 * 27 * 64;
      long blocks =
          16L * (64 * 64 * 64 * 64 + 32 * 32 * 64 * 64 + 16 * 16 * 64 * 128 + 8 * 8 * 128 * 256);
      assertThat(network.multiplyAdds(128, 128)).isEqualTo(stem + blocks + 8 * 8 * 256);
    }
    try (var network = create(PATCHES, 3, 8, 8)) {
      assertThat(network.multiplyAdds(8, 12))
          .isEqualTo(16L * (4 * 6 * 3 * 8 + 2 * 3 * 8 * 16) + 2 * 3 * 16);
    }
  }

  @Test
  void aDenseHeadGivesOneLogitForEachLook() {
    var settings = new DiscriminatorSettings(4, List.of(4, 6), true, Head.DENSE);
    try (var network = create(settings, 2, 13, 6)) { // 13 -> 6 -> 3, 6 -> 3 -> 1
      network.training(true);
      var verdict = network.forward(scattered(1, 1, 3, 2, 13, 6));
      assertThat(verdict.logits().shape()).containsExactly(3, 1);
      assertThat(verdict.features().get(1).shape()).containsExactly(3, 6, 3, 1);
    }
  }

  @Test
  void aPatchHeadGivesOneLogitForEachPositionAtAnySize() {
    try (var network = create(PATCHES, 3, 8, 8)) {
      var verdict = network.forward(scattered(1, 1, 5, 3, 16, 24));
      assertThat(verdict.logits().shape()).containsExactly(5, 1, 4, 6);
      assertThat(verdict.features().get(0).shape()).containsExactly(5, 8, 8, 12);
      assertThat(verdict.features().get(1).shape()).containsExactly(5, 16, 4, 6);
    }
  }

  @Test
  void aPatchsLogitDependsOnItsSurroundingsOnly() {
    // Two blocks of 4x4 convolutions of stride 2 see 10 x 10 pixels.
    try (var network = create(PATCHES, 1, 8, 8)) {
      Tensor black = Tensor.zeros(1, 1, 32, 32);
      Tensor spot = Tensor.zeros(1, 1, 32, 32);
      spot.narrow(2, 0, 1).narrow(3, 0, 1).copyInPlace(Tensor.full(100, 1, 1, 1, 1));
      Tensor change = network.forward(spot).logits().sub(network.forward(black).logits()).abs();
      assertThat(change.narrow(2, 0, 1).narrow(3, 0, 1).item()).isPositive();
      assertThat(change.narrow(2, 2, 6).max().item()).isZero();
      assertThat(change.narrow(3, 2, 6).max().item()).isZero();
    }
  }

  @Test
  void beginsUndecided() {
    try (var network = create(TECOGAN, 27, 32, 32)) {
      network.training(true);
      Tensor logits = network.forward(scattered(5, 2, 4, 27, 32, 32)).logits();
      assertThat(logits.abs().max().item()).isLessThan(1);
      assertThat(logits.sigmoid().mean().item()).isCloseTo(0.5, within(0.1));
    }
  }

  @Test
  void needsABlock() {
    assertThatThrownBy(() -> new DiscriminatorSettings(8, List.of(), true, Head.DENSE))
        .hasMessageContaining("stem 8, channels []; must be one block or more");
    assertThatThrownBy(() -> new DiscriminatorSettings(8, List.of(4, 0), true, Head.DENSE))
        .hasMessageContaining("channels [4, 0]; must be one block or more, each of one channel");
  }

  @ParameterizedTest
  @CsvSource({"2, 32", "3, 16"})
  void tempoGansComputesWhatPyTorchDoes(int dimensions, int size) throws IOException {
    Map<String, Tensor> fixture = fixture("smoke-discriminator-%dd".formatted(dimensions));
    try (var network = create(TEMPOGAN, 2, cube(dimensions, size))) {
      fill(network);
      network.training(true);
      long[] shape = dimensions == 2 ? new long[] {3, 2, 32, 32} : new long[] {3, 2, 16, 16, 16};
      Tensor x = scattered(100, 4.0, shape).withGradient();
      var verdict = network.forward(x);
      assertClose("logits", verdict.logits(), fixture);
      assertClose("features.3", verdict.features().get(3).every(1, 16), fixture);
      for (int i = 0; i < 4; i++) {
        Tensor feature = verdict.features().get(i);
        Tensor means = dimensions == 2 ? feature.mean(0, 2, 3) : feature.mean(0, 2, 3, 4);
        assertClose("feature-means." + i, means.reshape(-1), fixture);
      }
      Tensor logits = verdict.logits();
      Tensor ends = logits.narrow(0, 0, 1).add(logits.narrow(0, 2, 1));
      ends.sub(logits.narrow(0, 1, 1).mul(2)).sum().backward();
      Map<String, Tensor> parameters = network.parameters();
      Tensor first = parameters.get("blocks.0.conv.weight").gradient();
      assertClose("gradient.first", first.narrow(0, 0, 4), fixture);
      Tensor last = parameters.get("blocks.3.conv.weight").gradient();
      assertClose("gradient.last", last.narrow(0, 0, 2).every(1, 16), fixture);
      assertClose("gradient.head", parameters.get("head.weight").gradient().every(1, 16), fixture);
      assertClose("gradient.input", x.gradient().every(2, 4).every(3, 4), fixture);

      // With the running statistics that the one forward left.
      network.training(false);
      assertClose("logits-applied", network.forward(x).logits(), fixture);
    }
  }

  /** In millions, as Xie et al. 2018 give them; and exactly, as PyTorch counts the same layers. */
  @ParameterizedTest
  @CsvSource({"2, 0.706, 706465", "3, 2.89, 2888609"})
  void tempoGansIsAsLargeAsThePapers(int dimensions, double millions, long count) {
    try (var network = create(TEMPOGAN, 2, cube(dimensions, 64))) {
      assertThat(network.parameterCount() * 1e-6).isCloseTo(millions, within(0.005));
      assertThat(network.parameterCount()).isEqualTo(count);
    }
  }

  @Test
  void blocksOfStrideOneKeepTheSize() {
    var settings = new DiscriminatorSettings(0, List.of(3, 4), List.of(1, 2), false, Head.PATCH);
    try (var flat = create(settings, 1, 1, 1);
        var deep = create(settings, 1, 1, 1, 1)) {
      var seen = flat.forward(scattered(1, 1, 2, 1, 5, 8));
      assertThat(seen.features().get(0).shape()).containsExactly(2, 3, 5, 8);
      assertThat(seen.logits().shape()).containsExactly(2, 1, 2, 4);
      seen = deep.forward(scattered(1, 1, 2, 1, 4, 5, 8));
      assertThat(seen.features().get(0).shape()).containsExactly(2, 3, 4, 5, 8);
      assertThat(seen.logits().shape()).containsExactly(2, 1, 2, 2, 4);
    }
  }

  @Test
  void countsTheMultiplyAddsInVolumesAndOfStrideOne() {
    try (var network = create(TEMPOGAN, 2, cube(3, 64))) {
      long blocks =
          64L * (32 * 32 * 32 * 2 * 32 + 16 * 16 * 16 * 32 * 64 + 8 * 8 * 8 * 64 * 128)
              + 64L * 8 * 8 * 8 * 128 * 256;
      assertThat(network.multiplyAdds(64, 64, 64)).isEqualTo(blocks + 8 * 8 * 8 * 256);
    }
    var stem = new DiscriminatorSettings(4, List.of(6), List.of(1), false, Head.PATCH);
    try (var network = create(stem, 2, cube(3, 8))) {
      assertThat(network.multiplyAdds(5, 6, 7))
          .isEqualTo(5 * 6 * 7 * (27 * 2 * 4 + 64 * 4 * 6 + 6));
    }
  }

  @Test
  void allConvolutionsButTheFirstAreNormalised() {
    try (var first = create(TEMPOGAN, 2, 64, 64);
        var second = create(TECOGAN, 27, 32, 32)) {
      assertThat(first.parameters().keySet())
          .contains("blocks.0.conv.bias", "blocks.1.norm.weight", "blocks.3.norm.weight")
          .doesNotContain("blocks.0.norm.weight", "blocks.1.conv.bias");
      // With a stem, that is the first.
      assertThat(second.parameters().keySet()).contains("stem.bias", "blocks.0.norm.weight");
    }
  }

  @Test
  void stridesAreOneOrTwoForEachBlock() {
    String message = "discriminator: strides %s for 2 blocks; must be none, or 1 or 2 for each";
    for (List<Integer> strides :
        List.of(List.of(2), List.of(2, 2, 1), List.of(2, 3), List.of(0, 1))) {
      assertThatThrownBy(
              () -> new DiscriminatorSettings(0, List.of(4, 8), strides, true, Head.DENSE))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(message.formatted(strides));
    }
    assertThat(PATCHES.strides()).isEmpty();
  }
}
