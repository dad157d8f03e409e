package org.perdura.smoke.upscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perdura.nn.SafeTensors;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;
import org.perdura.smoke.model.GeneratorSpec;
import org.perdura.smoke.model.Inputs;

/** Files that are no model, or are broken, are refused in one line, in no time and memory. */
@Timeout(60)
final class SmokeModelTest {

  private static final GeneratorSpec SPEC = Drawn.compact(3, Inputs.DENSITY, 0, 2);

  @TempDir private Path folder;

  private Path write(String key, String value) throws IOException {
    Path file = folder.resolve("model.safetensors");
    try (var generator = SPEC.create(1)) {
      var metadata = new HashMap<>(SPEC.metadata());
      metadata.put(key, value);
      SafeTensors.write(file, generator.state(), metadata);
    }
    return file;
  }

  private static void assertRefused(Path file, String reason) {
    assertThatThrownBy(() -> SmokeModel.load(file.toString()))
        .isInstanceOf(IOException.class)
        .satisfies(
            e -> {
              assertThat(e.getMessage()).startsWith(file + ": ").contains(reason);
              assertThat(e.getMessage().chars().noneMatch(Character::isISOControl)).isTrue();
            });
  }

  @ParameterizedTest
  @CsvSource({
    "channels,1024,but the file has",
    "blocks,1024,but the file has",
    "head,1024,but the file has",
    "channels,1000000,channels 1000000: must be from 1 to 1024",
    "blocks,1000000000,blocks 1000000000: must be from 1 to 1024",
    "blocks,10000000000,must be a number",
    "head,-1,head -1",
    "neighbours,99,neighbours 99",
    "dimensions,4,dimensions 4",
    "scale,0,must be 4x",
    "domain,video,a model for video",
    "architecture,none,architecture none"
  })
  void absurdSizesAreRefusedBeforeTheNetworkIsMade(String key, String value, String reason)
      throws IOException {
    Path file = write(key, value);
    long before = Pointer.physicalBytes();
    assertRefused(file, reason);
    assertThat(Pointer.physicalBytes() - before).isLessThan(200L << 20);
  }

  @Test
  void whatTheFileSaysDoesNotBreakTheLine() throws IOException {
    assertRefused(write("inputs", "a\nb\u001b[2J"), "inputs=a?b?[2J");
  }

  @Test
  void weightsThatAreNoNumbersAreRefused() throws IOException {
    Path file = folder.resolve("model.safetensors");
    try (var scope = new Scope();
        var generator = SPEC.create(1)) {
      var state = new HashMap<String, Tensor>(generator.state());
      String name = "last.bias";
      state.put(name, Tensor.full(Double.NaN, state.get(name).shape()));
      SafeTensors.write(file, state, SPEC.metadata());
    }
    assertRefused(file, "tensor last.bias: holds values that are no numbers");
  }
}
