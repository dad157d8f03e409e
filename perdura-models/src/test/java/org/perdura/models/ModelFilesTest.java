package org.perdura.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perdura.nn.DType;
import org.perdura.nn.Linear;
import org.perdura.nn.SafeTensors;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;

class ModelFilesTest {

  @TempDir private Path folder;

  /** Networks that have been made, to see what becomes of them. */
  private final List<Linear> made = new ArrayList<>();

  private Linear create(Map<String, String> metadata, long numbers) {
    assertThat(numbers).isPositive();
    int inputs = Integer.parseInt(metadata.get("inputs"));
    var network = new Linear(inputs, 1, new SplittableRandom(1));
    made.add(network);
    return network;
  }

  private Path write(float... weights) throws IOException {
    Path file = folder.resolve("model.safetensors");
    try (var scope = new Scope()) {
      SafeTensors.write(
          file,
          Map.of("weight", Tensor.of(weights, 1, weights.length), "bias", Tensor.zeros(1)),
          Map.of("inputs", "2", "recipe", "test"));
    }
    return file;
  }

  private static void assertRefused(String name, String reason, ThrowingCallable load) {
    assertThatThrownBy(load)
        .isInstanceOf(IOException.class)
        .satisfies(
            e -> {
              assertThat(e.getMessage()).startsWith(name + ": ").contains(reason);
              assertThat(e.getMessage().lines()).hasSize(1);
            });
  }

  private void assertRefused(String name, String reason) {
    assertRefused(name, reason, () -> ModelFiles.load(name, this::create));
  }

  /** The network of a model that was refused must not be left in memory. */
  private void assertClosed() {
    assertThat(made).hasSize(1);
    try (var scope = new Scope()) {
      Tensor x = Tensor.zeros(1, 2);
      assertThatThrownBy(() -> made.get(0).forward(x)).hasMessageContaining("NULL");
    }
  }

  @Test
  void aFileComesBackAsItsNetworkAndItsMetadata() throws IOException {
    Path file = write(3, -4);
    var loaded = ModelFiles.load(file.toString(), this::create);
    try (var network = loaded.network()) {
      assertThat(network.weight().toFloats()).containsExactly(3, -4);
      assertThat(loaded.metadata()).containsEntry("recipe", "test").containsEntry("inputs", "2");
    }
    assertThat(ModelFiles.metadata(file.toString())).isEqualTo(loaded.metadata());
  }

  @Test
  void shippedModelsAreFoundByName() throws IOException {
    for (String name : ShippedModels.names()) {
      assertThat(ModelFiles.metadata(name)).containsKeys("domain", "architecture", "scale");
    }
  }

  @Test
  void unknownNamesAndFoldersAreNoModels() {
    String shipped = "no such model; shipped are " + String.join(", ", ShippedModels.names());
    for (String name : List.of("video-5x", folder.toString(), "", "no\0path")) {
      assertRefused(name, shipped);
      assertRefused(name, shipped, () -> ModelFiles.metadata(name));
    }
    assertThat(made).isEmpty();
  }

  @Test
  void damagedFilesAreRefused() throws IOException {
    Path file = write(1, 2);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 3));
    assertRefused(file.toString(), "truncated");
    Files.writeString(file, "no model");
    assertRefused(file.toString(), "");
    assertRefused(file.toString(), "", () -> ModelFiles.metadata(file.toString()));
    assertThat(made).isEmpty();
  }

  @Test
  void weightsOfAnotherNetworkAreRefusedAndItIsClosed() throws IOException {
    Path file = write(1, 2, 3); // its metadata say two inputs
    assertRefused(file.toString(), "tensor weight: shape [1, 3], but the network needs [1, 2]");
    assertClosed();
  }

  @Test
  void weightsThatAreNoNumbersAreRefusedAndTheNetworkIsClosed() throws IOException {
    Path file = write(1, Float.NaN);
    assertRefused(file.toString(), "tensor weight: holds values that are no numbers");
    assertClosed();
  }

  @Test
  void whatTheMakerOfTheNetworkSaysBecomesOneLine() throws IOException {
    Path file = write(1, 2);
    assertRefused(
        file.toString(),
        ": a model for nothing",
        () ->
            ModelFiles.load(
                file.toString(),
                (metadata, numbers) -> {
                  throw new IllegalArgumentException("a model for nothing");
                }));
  }

  /** What a file's author calls things is shown, and no more. */
  @Test
  void namesInAFileDoNotBreakTheLine() throws IOException {
    Path file = folder.resolve("model.safetensors");
    try (var scope = new Scope()) {
      Map<String, Tensor> tensors =
          Map.of("weight", Tensor.zeros(1, 2), "a\n\u001b[31m", Tensor.zeros(1));
      SafeTensors.write(file, tensors, Map.of("inputs", "2"));
    }
    assertRefused(file.toString(), "tensor a??[31m: the network has none");
  }

  @Test
  void wholeNumbersAreNoWeights() throws IOException {
    Path file = folder.resolve("model.safetensors");
    try (var scope = new Scope()) {
      Map<String, Tensor> tensors =
          Map.of("weight", Tensor.zeros(1, 2).to(DType.INT64), "bias", Tensor.zeros(1));
      SafeTensors.write(file, tensors, Map.of("inputs", "2"));
    }
    assertRefused(file.toString(), "tensor weight: elements of type INT64");
  }
}
