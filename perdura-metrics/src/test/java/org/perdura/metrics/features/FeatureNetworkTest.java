package org.perdura.metrics.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perdura.nn.DType;
import org.perdura.nn.Module;
import org.perdura.nn.Precision;
import org.perdura.nn.SafeTensors;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;
import org.perdura.nn.Torch;

class FeatureNetworkTest {

  @TempDir private Path folder;
  private Scope scope;

  @BeforeAll
  static void useOneThread() {
    Torch.threads(1); // so small are the pictures
  }

  @BeforeEach
  void openScope() {
    scope = new Scope();
  }

  @AfterEach
  void closeScope() {
    scope.close();
  }

  /** Features and their gradient are PyTorch's, and the weights get none. */
  private static void check(String name, FeatureNetwork network, int height, int width)
      throws IOException {
    Map<String, Tensor> expected;
    try (var in = FeatureNetworkTest.class.getResourceAsStream("features.safetensors")) {
      expected = SafeTensors.read(in, "features.safetensors").tensors();
    }
    Tensor picture = MadeUp.picture(height, width, 77).withGradient();
    List<Tensor> features = network.features(picture);
    assertThat(features).hasSameSizeAs(network.layers());
    assertThat(expected).doesNotContainKey(name + "/mean." + features.size());
    Tensor sum = Tensor.zeros();
    for (int i = 0; i < features.size(); i++) {
      close(
          name + " " + network.layers().get(i),
          features.get(i).mean(0, 2, 3).reshape(-1),
          expected.get(name + "/mean." + i));
      sum = sum.add(features.get(i).square().mean());
    }
    sum.backward();
    close(name + " gradient", picture.gradient(), expected.get(name + "/gradient"));
    ((Module) network)
        .parameters()
        .forEach((key, weight) -> assertThat(weight.gradient()).as(key).isNull());
  }

  private static void close(String what, Tensor actual, Tensor expected) {
    assertThat(actual.shape()).as(what).isEqualTo(expected.shape());
    double largest = expected.abs().max().item();
    assertThat(actual.sub(expected).abs().max().item()).as(what).isLessThan(2e-5 * largest);
  }

  private Path file(Map<String, Tensor> weights) throws IOException {
    Path file = folder.resolve("weights.safetensors");
    SafeTensors.write(file, weights, Map.of());
    return file;
  }

  @Test
  void squeezeNetSeesWhatPyTorchSees() throws IOException {
    try (var network = SqueezeNetFeatures.shipped()) {
      check("squeeze", network, 53, 38);
    }
  }

  @Test
  void distilledVggSeesWhatPyTorchSees() throws IOException {
    try (var network = DistilledVgg19.shipped()) {
      check("distilled", network, 48, 37);
      assertThat(network.layers()).containsExactly("conv2_2", "conv3_4", "conv4_4", "conv5_1");
    }
  }

  @Test
  void vgg19SeesWhatPyTorchSees() throws IOException {
    var weights = new LinkedHashMap<String, Tensor>();
    MadeUp.vgg(
        weights, 64, 64, 0, 128, 128, 0, 256, 256, 256, 256, 0, 512, 512, 512, 512, 0, 512, 512,
        512, 512);
    weights.put("classifier.0.bias", Tensor.zeros(4));
    try (var network = Vgg19Features.load(file(weights))) {
      check("vgg19", network, 34, 32);
      assertThat(network.layers()).containsExactly("conv2_2", "conv3_4", "conv4_4", "conv5_4");
    }
  }

  @Test
  void vgg16SeesWhatPyTorchSees() throws IOException {
    var weights = new LinkedHashMap<String, Tensor>();
    MadeUp.vgg16(weights);
    try (var network = new Vgg16Features(new WeightFile("made up", weights))) {
      check("vgg16", network, 34, 32);
    }
  }

  @Test
  void alexNetSeesWhatPyTorchSees() throws IOException {
    var weights = new LinkedHashMap<String, Tensor>();
    MadeUp.alexnet(weights);
    try (var network = new AlexNetFeatures(new WeightFile("made up", weights))) {
      check("alex", network, 67, 71);
    }
  }

  @Test
  void gradientsPassInBfloat16Too() throws IOException {
    try (var network = DistilledVgg19.shipped()) {
      Tensor picture = MadeUp.picture(48, 64, 3).withGradient();
      try (var bf16 = Precision.BF16.autocast()) {
        Tensor last = network.features(picture).get(3);
        assertThat(last.dtype()).isEqualTo(DType.BFLOAT16);
        last.to(DType.FLOAT32).square().mean().backward();
      }
      Tensor rough = picture.gradient().copy();
      picture.clearGradient();
      network.features(picture).get(3).square().mean().backward();
      Tensor fine = picture.gradient();
      assertThat(rough.sub(fine).norm().item()).isLessThan(0.1 * fine.norm().item());
    }
  }

  @Test
  void wrongWeightsAreNamed() throws IOException {
    var weights = new LinkedHashMap<String, Tensor>();
    weights.put("features.0.weight", Tensor.zeros(64, 3, 3, 3));
    Path file = file(weights);
    assertThatThrownBy(() -> Vgg19Features.load(file))
        .isInstanceOf(IOException.class)
        .hasMessage(
            file + ": no tensor features.0.bias; must be the weights of torchvision's vgg19");
    weights.put("features.0.weight", Tensor.zeros(64, 3, 5, 5));
    file(weights);
    assertThatThrownBy(() -> Vgg19Features.load(file))
        .hasMessage(
            file
                + ": tensor features.0.weight has shape [64, 3, 5, 5], must be [64, 3, 3, 3] for"
                + " the weights of torchvision's vgg19");
  }

  @Test
  void tooSmallPicturesAreRefusedInOneLine() throws IOException {
    try (var network = DistilledVgg19.shipped();
        var squeeze = SqueezeNetFeatures.shipped()) {
      assertThatThrownBy(() -> network.features(Tensor.zeros(1, 3, 31, 64)))
          .hasMessage(
              "pictures of shape [1, 3, 31, 64] for the distilled VGG-19: must be [n, 3, h, w] with h"
                  + " and w at least 32");
      network.features(Tensor.zeros(1, 3, 32, 32));
      squeeze.features(Tensor.zeros(1, 3, 17, 17));
    }
  }
}
