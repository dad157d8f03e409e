package org.perdura.video.upscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perdura.models.ShippedModels;
import org.perdura.nn.SafeTensors;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;
import org.perdura.video.model.GeneratorSpec;

class VideoModelTest {

  private static final GeneratorSpec SPEC = GeneratorSpec.compact(4, 1);

  @TempDir private Path folder;

  /** Writes a model with some tensors or strings changed; null takes one away. */
  private Path write(Map<String, Tensor> tensors, Map<String, String> metadata) throws IOException {
    Path file = folder.resolve("model.safetensors");
    try (var generator = SPEC.create(3)) {
      var allTensors = new HashMap<>(generator.state());
      tensors.forEach((name, tensor) -> put(allTensors, name, tensor));
      var allMetadata = new HashMap<>(SPEC.metadata());
      metadata.forEach((name, text) -> put(allMetadata, name, text));
      SafeTensors.write(file, allTensors, allMetadata);
    }
    return file;
  }

  private static <V> void put(Map<String, V> map, String key, V value) {
    if (value == null) {
      map.remove(key);
    } else {
      map.put(key, value);
    }
  }

  private static <V> Map<String, V> without(String key) {
    var map = new HashMap<String, V>();
    map.put(key, null);
    return map;
  }

  private static void assertRefused(Path file, String reason) {
    assertThatThrownBy(() -> VideoModel.load(file.toString()))
        .isInstanceOf(IOException.class)
        .satisfies(
            e -> {
              assertThat(e.getMessage()).startsWith(file.toString()).contains(reason);
              assertThat(e.getMessage().lines()).hasSize(1);
            });
  }

  @Test
  void comesBack() throws IOException {
    Path file = write(Map.of(), Map.of("recipe", "test"));
    try (var model = VideoModel.load(file.toString());
        var original = SPEC.create(3)) {
      assertThat(model.spec()).isEqualTo(SPEC);
      assertThat(model.metadata()).containsEntry("recipe", "test");
      original
          .parameters()
          .forEach(
              (name, tensor) ->
                  assertThat(model.generator().parameters().get(name).toFloats())
                      .isEqualTo(tensor.toFloats()));
    }
  }

  @Test
  void shippedModelsLoad() throws IOException {
    for (String name : ShippedModels.names("video")) {
      assumeThat(ShippedModels.class.getResource(name + ".safetensors")).isNotNull();
      try (var model = VideoModel.load(name)) {
        assertThat(model.generator().parameterCount()).isBetween(100_000L, 4_000_000L);
      }
    }
  }

  @Test
  void missing() {
    assertRefused(folder.resolve("nothing"), "no such model; shipped are video-4x");
    assertRefused(folder, "no such model");
  }

  @Test
  void damaged() throws IOException {
    Path file = write(Map.of(), Map.of());
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 100));
    assertRefused(file, "truncated");
    Files.write(file, Arrays.copyOf(bytes, 20));
    assertRefused(file, "");
    Files.write(file, new byte[0]);
    assertRefused(file, "");
    Files.writeString(
        file, "This is no model, just a text that somebody has named so.\n".repeat(50));
    assertRefused(file, "");
  }

  @Test
  void forAnotherDomain() throws IOException {
    assertRefused(
        write(Map.of(), Map.of("domain", "smoke")), "a model for smoke: must be one for video");
    assertRefused(write(Map.of(), without("domain")), "no Perdura model");
    assertRefused(write(Map.of(), Map.of("architecture", "esrgan")), "architecture esrgan");
  }

  @Test
  void weightsThatAreNoNumbers() throws IOException {
    try (var scope = new Scope()) {
      Tensor bad = Tensor.full(Double.NaN, 64);
      assertRefused(
          write(Map.of("last.bias", bad), Map.of()),
          "tensor last.bias: holds values that are no numbers");
      Tensor infinite = Tensor.full(Double.POSITIVE_INFINITY, 64);
      assertRefused(write(Map.of("last.bias", infinite), Map.of()), "tensor last.bias");
    }
  }

  @Test
  void weightsOfAnotherNetwork() throws IOException {
    assertRefused(write(Map.of(), Map.of("channels", "8")), "but the network needs");
    assertRefused(write(Map.of(), Map.of("blocks", "2")), "missing");
    assertRefused(write(without("first.bias"), Map.of()), "tensor first.bias: missing");
    try (var scope = new Scope()) {
      assertRefused(
          write(Map.of("surplus", Tensor.ones(1)), Map.of()),
          "tensor surplus: the network has none of that name");
    }
  }

  @Test
  void refusedModelsLeaveNothingInMemory() throws IOException {
    Path file;
    try (var scope = new Scope()) {
      file = write(Map.of("last.bias", Tensor.full(Double.NaN, 64)), Map.of());
    }
    assertRefused(file, "last.bias");
    long before = Pointer.totalCount();
    for (int i = 0; i < 5; i++) {
      assertRefused(file, "last.bias");
    }
    // A generator is more than ten tensors.
    assertThat(Pointer.totalCount() - before).isLessThan(10);
  }

  /** A network of 70 GB is not made to find out that the file is none of it. */
  @ParameterizedTest
  @CsvSource({"1024,1024", "1024,1", "4,1024", "1000000,1", "1,1000000000", "4294967297,1", "-1,1"})
  @Timeout(20)
  void absurdSizesAreRefusedBeforeTheNetworkIsMade(String channels, String blocks)
      throws IOException {
    Path file = write(Map.of(), Map.of("channels", channels, "blocks", blocks));
    long before = Pointer.physicalBytes();
    assertRefused(file, "");
    assertThat(Pointer.physicalBytes() - before).isLessThan(200L << 20);
    assertRefused(
        write(Map.of(), Map.of("channels", "1024", "blocks", "1024")), "but the file has");
  }
}
