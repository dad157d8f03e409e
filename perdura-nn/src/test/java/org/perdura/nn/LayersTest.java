package org.perdura.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LayersTest {

  private static final Fixture FIXTURE = Fixture.load("functional");

  private final Random random = new Random(1);
  private Scope scope;

  @BeforeEach
  void openScope() {
    scope = new Scope();
  }

  @AfterEach
  void closeScope() {
    scope.close();
  }

  private static void load(Module layer, String fixtureCase) {
    var values = new LinkedHashMap<String, Tensor>();
    Map<String, Tensor> inputs = FIXTURE.inputs(fixtureCase);
    values.put("weight", inputs.get("w").detach());
    if (inputs.containsKey("b")) {
      values.put("bias", inputs.get("b").detach());
    }
    layer.load(values);
  }

  private static void check(String fixtureCase, Tensor out) {
    Fixture.assertClose(fixtureCase, out, FIXTURE.get(fixtureCase + "/out"), 1e-5);
  }

  private static Tensor x(String fixtureCase) {
    return FIXTURE.get(fixtureCase + "/in.x");
  }

  @Test
  void layersWithPyTorchsWeightsGiveItsOutputs() {
    try (var layer = new Conv2d(3, 4, 3, random)) {
      load(layer, "conv2d");
      check("conv2d", layer.forward(x("conv2d")));
    }
    try (var layer = new Conv2d(2, 3, 5, 2, 2, true, 1, random)) {
      load(layer, "conv2d-stride");
      check("conv2d-stride", layer.forward(x("conv2d-stride")));
    }
    try (var layer = new Conv3d(2, 3, 3, random)) {
      load(layer, "conv3d");
      check("conv3d", layer.forward(x("conv3d")));
    }
    try (var layer = new Conv3d(2, 2, 4, 2, 1, false, 1, random)) {
      load(layer, "conv3d-stride");
      check("conv3d-stride", layer.forward(x("conv3d-stride")));
    }
    try (var layer = new ConvTranspose2d(3, 2, 3, 2, 1, 1, true, 1, random)) {
      load(layer, "convTranspose2d");
      check("convTranspose2d", layer.forward(x("convTranspose2d")));
    }
    try (var layer = new ConvTranspose3d(2, 3, 4, 2, 1, 0, true, 1, random)) {
      load(layer, "convTranspose3d");
      check("convTranspose3d", layer.forward(x("convTranspose3d")));
    }
    try (var layer = new Linear(5, 4, random)) {
      load(layer, "linear");
      check("linear", layer.forward(x("linear")));
    }
  }

  @Test
  void batchNormSwitchesBetweenItsStatistics() {
    try (var layer = new BatchNorm(3)) {
      Map<String, Tensor> applied = FIXTURE.inputs("batchNorm-eval");
      Map<String, Tensor> values = new LinkedHashMap<>();
      values.put("weight", applied.get("w").detach());
      values.put("bias", applied.get("b").detach());
      values.put("running_mean", FIXTURE.get("batchNorm/before.mean"));
      values.put("running_var", FIXTURE.get("batchNorm/before.variance"));
      layer.load(values);
      check("batchNorm-eval", layer.forward(x("batchNorm-eval")));

      Map<String, Tensor> training = FIXTURE.inputs("batchNorm");
      values.put("weight", training.get("w").detach());
      values.put("bias", training.get("b").detach());
      layer.load(values);
      layer.training(true);
      check("batchNorm", layer.forward(x("batchNorm")));
      Fixture.assertClose(
          "mean", layer.state().get("running_mean"), FIXTURE.get("batchNorm/after.mean"), 1e-6);
      Fixture.assertClose(
          "variance",
          layer.state().get("running_var"),
          FIXTURE.get("batchNorm/after.variance"),
          1e-6);
    }
  }

  @Test
  void sameSeedGivesTheSameWeights() {
    try (var one = new Conv2d(3, 8, 3, new Random(7));
        var two = new Conv2d(3, 8, 3, new Random(7));
        var other = new Conv2d(3, 8, 3, new Random(8))) {
      assertThat(one.weight().toFloats()).isEqualTo(two.weight().toFloats());
      assertThat(one.weight().toFloats()).isNotEqualTo(other.weight().toFloats());
    }
  }

  @Test
  void freshLayersKeepTheVarianceOfRectifiedInputs() {
    // He et al. 2015: with inputs max(0, normal), the outputs have variance 1 again. One draw of
    // weights is off by some 10 %, so that 16 of them together are by 2.5 %.
    int draws = 16;
    double[] variances = new double[3];
    for (int draw = 0; draw < draws; draw++) {
      try (var inner = new Scope();
          var conv2d = new Conv2d(32, 64, 3, 1, 0, true, 1, random);
          var conv3d = new Conv3d(16, 64, 3, 1, 0, true, 1, random);
          var up = new ConvTranspose2d(32, 64, 4, 2, 3, 0, true, 1, random)) {
        Tensor picture = Initializer.normal(random, 1, 1, 32, 24, 24).relu();
        Tensor volume = Initializer.normal(random, 1, 1, 16, 8, 8, 8).relu();
        variances[0] += conv2d.forward(picture).square().mean().item() / draws;
        variances[1] += conv3d.forward(volume).square().mean().item() / draws;
        variances[2] += up.forward(picture).square().mean().item() / draws;
      }
    }
    for (double variance : variances) {
      assertThat(variance).isCloseTo(1, within(0.1));
    }
  }

  @Test
  void multiplyAddsAreCounted() {
    try (var same = new Conv2d(3, 8, 3, random);
        var half = new Conv2d(3, 8, 4, 2, 1, true, 1, random);
        var volume = new Conv3d(2, 4, 5, random);
        var up = new ConvTranspose2d(4, 2, 3, 2, 1, 1, true, 1, random);
        var up3 = new ConvTranspose3d(4, 2, 3, 2, 1, 1, true, 1, random);
        var linear = new Linear(10, 7, random)) {
      assertThat(same.multiplyAdds(10, 20)).isEqualTo(8 * 3 * 9 * 10 * 20);
      assertThat(half.multiplyAdds(10, 20)).isEqualTo(8 * 3 * 16 * 5 * 10);
      assertThat(volume.multiplyAdds(3, 4, 5)).isEqualTo(4 * 2 * 125 * 3 * 4 * 5);
      assertThat(up.multiplyAdds(5, 6)).isEqualTo(4 * 2 * 9 * 5 * 6);
      assertThat(up3.multiplyAdds(5, 6, 7)).isEqualTo(4 * 2 * 27 * 5 * 6 * 7);
      assertThat(linear.multiplyAdds()).isEqualTo(70);
    }
  }

  @Test
  void multiplyAddsNeedAsManySidesAsDimensions() {
    var picture = new long[] {10, 20};
    var volume = new long[] {3, 4, 5};
    try (var two = new Conv2d(3, 8, 3, random);
        var three = new Conv3d(2, 4, 5, random);
        var up = new ConvTranspose2d(4, 2, 3, 2, 1, 1, true, 1, random);
        var up3 = new ConvTranspose3d(4, 2, 3, 2, 1, 1, true, 1, random)) {
      for (Convolution layer : List.of(two, up)) {
        assertThat(layer.multiplyAdds(picture)).isPositive();
        assertThatThrownBy(() -> layer.multiplyAdds(volume))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage("multiply-adds of sides [3, 4, 5]: must be 2");
      }
      for (Convolution layer : List.of(three, up3)) {
        assertThat(layer.multiplyAdds(volume)).isPositive();
        assertThatThrownBy(() -> layer.multiplyAdds(picture))
            .hasMessage("multiply-adds of sides [10, 20]: must be 3");
      }
    }
  }

  @Test
  void convolutionsAreMadeInAsManyDimensionsAsAskedFor() {
    try (var two = Convolution.of(2, 2, 3, 5, 2, 2, true, 1, random);
        var three = Convolution.of(3, 2, 2, 4, 2, 1, false, 1, random)) {
      assertThat(two).isInstanceOf(Conv2d.class);
      assertThat(three).isInstanceOf(Conv3d.class);
      load(two, "conv2d-stride");
      check("conv2d-stride", two.forward(x("conv2d-stride")));
      load(three, "conv3d-stride");
      check("conv3d-stride", three.forward(x("conv3d-stride")));
    }
    for (int dimensions : new int[] {0, 1, 4}) {
      assertThatThrownBy(() -> Convolution.of(dimensions, 1, 1, 3, 1, random))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a convolution in %d dimensions: must be 2 or 3".formatted(dimensions));
    }
  }

  @Test
  void theShortFormKeepsTheSizeAndDrawsTheSameWeights() {
    try (var two = Convolution.of(2, 3, 4, 3, 1, new Random(7));
        var same = new Conv2d(3, 4, 3, new Random(7));
        var weak = Convolution.of(2, 3, 4, 3, 0.25, new Random(7));
        var three = Convolution.of(3, 2, 3, 5, 1, new Random(7));
        var sameVolumes = new Conv3d(2, 3, 5, new Random(7))) {
      assertThat(two.weight().toFloats()).isEqualTo(same.weight().toFloats());
      assertThat(weak.weight().toFloats()).isEqualTo(same.weight().mul(0.25).toFloats());
      assertThat(three.weight().toFloats()).isEqualTo(sameVolumes.weight().toFloats());
      assertThat(two.bias()).isNotNull();
      assertThat(two.forward(Tensor.zeros(1, 3, 5, 6)).shape()).containsExactly(1, 4, 5, 6);
      assertThat(three.forward(Tensor.zeros(1, 2, 3, 4, 5)).shape()).containsExactly(1, 3, 3, 4, 5);
    }
  }

  /** Two layers, one in a child of the other. */
  private static final class Net extends Module {
    private final Conv2d first = child("first", new Conv2d(3, 4, 3, new Random(1)));
    private final BatchNorm norm = child("norm", new BatchNorm(4));
    private final Tensor scale = parameter("scale", Tensor.full(2, 1));

    Tensor forward(Tensor x) {
      return norm.forward(first.forward(x)).mul(scale);
    }
  }

  @Test
  void namesAreThoseOfPyTorch() {
    try (var net = new Net()) {
      assertThat(net.parameters().keySet())
          .containsExactly("scale", "first.weight", "first.bias", "norm.weight", "norm.bias");
      assertThat(net.state().keySet())
          .containsExactly(
              "scale",
              "first.weight",
              "first.bias",
              "norm.weight",
              "norm.bias",
              "norm.running_mean",
              "norm.running_var");
      assertThat(net.parameterCount()).isEqualTo(1 + 4 * 3 * 9 + 4 + 4 + 4);
    }
  }

  @Test
  void wrongCheckpointsChangeNothing() {
    try (var layer = new Linear(2, 1, random)) {
      float[] before = layer.weight().toFloats();
      Tensor weight = Tensor.zeros(1, 2);
      assertThatThrownBy(() -> layer.load(Map.of("weight", weight)))
          .hasMessage("tensor bias: missing");
      assertThatThrownBy(() -> layer.load(Map.of("weight", weight, "bias", Tensor.zeros(2))))
          .hasMessage("tensor bias: shape [2], but the network needs [1]");
      assertThatThrownBy(
              () -> layer.load(Map.of("weight", weight, "bias", Tensor.zeros(1), "x", weight)))
          .hasMessage("tensor x: the network has none of that name");
      assertThat(layer.weight().toFloats()).isEqualTo(before);
    }
  }

  @Test
  void convertedNetworksComputeInBfloat16() {
    try (var net = new Net();
        var noGradient = GradientMode.off()) {
      Tensor x = Initializer.normal(random, 1, 1, 3, 8, 8);
      Tensor exact = net.forward(x);
      Tensor weight = net.parameters().get("first.weight");
      net.convert(DType.BFLOAT16);
      assertThat(net.parameters().get("first.weight")).isSameAs(weight);
      assertThat(weight.dtype()).isEqualTo(DType.BFLOAT16);
      assertThat(weight.pointer().stride(1)).as("still channels-last").isEqualTo(1);
      assertThat(net.state().get("norm.running_var").dtype()).isEqualTo(DType.FLOAT32);
      Tensor rounded = net.forward(x.to(DType.BFLOAT16));
      assertThat(rounded.dtype()).isEqualTo(DType.BFLOAT16);
      Fixture.assertClose("bf16", rounded, exact, 0.02);
      net.convert(DType.FLOAT32);
      Fixture.assertClose("and back", net.forward(x), exact, 0.02);
      assertThatThrownBy(() -> net.convert(DType.INT32))
          .isInstanceOf(IllegalArgumentException.class);
      net.toDevice(Device.CPU);
      assertThat(net.forward(x).shape()).containsExactly(1, 4, 8, 8);
    }
  }

  @Test
  void convertedNetworksCanStillAskForGradients() {
    try (var layer = new Linear(2, 2, random)) {
      Tensor x = Tensor.ones(1, 2);
      layer.forward(x).sum().backward();
      layer.convert(DType.FLOAT64);
      assertThat(layer.weight().gradient()).isNull();
      layer.forward(x.to(DType.FLOAT64)).sum().backward();
      assertThat(layer.weight().gradient().dtype()).isEqualTo(DType.FLOAT64);
      assertThat(layer.weight().gradient().toFloats()).containsExactly(1, 1, 1, 1);
    }
  }

  @Test
  void frozenNetworksPassGradientsOnButHaveNone() {
    try (var layer = new Conv2d(1, 2, 3, random)) {
      Tensor x = Initializer.heNormal(random, 1, 1, 1, 5, 5).detach().withGradient();
      layer.forward(x).square().sum().backward();
      float[] wanted = x.gradient().toFloats();
      assertThat(layer.weight().gradient()).isNotNull();
      x.clearGradient();

      layer.trainable(false);
      layer.forward(x).square().sum().backward();
      assertThat(x.gradient().toFloats()).isEqualTo(wanted);
      assertThat(layer.weight().gradient()).isNull();

      layer.trainable(true);
      layer.forward(x).square().sum().backward();
      assertThat(layer.weight().gradient()).isNotNull();
    }
  }

  @Test
  void closedModulesHaveFreedTheirTensors() {
    var net = new Net();
    var tensors = net.state().values();
    net.close();
    assertThat(tensors).allMatch(tensor -> tensor.pointer().isNull());
  }
}
