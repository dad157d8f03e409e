package org.perdura.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import org.perdura.nn.SafeTensors;
import org.perdura.nn.Scope;

/** Files of tensors: models, weights, checkpoints. */
final class SafeTensorsFuzzTest {

  @FuzzTest
  void reads(byte[] content) {
    byte[] bytes = TensorFile.of(content);
    Path file = Reading.file(".safetensors", bytes);
    Reading.check(bytes.length, () -> SafeTensors.readMetadata(file));
    Reading.check(
        bytes.length,
        () -> {
          try (var scope = new Scope()) {
            SafeTensors.read(file);
          }
        });
    Reading.check(
        bytes.length, () -> SafeTensors.readMetadata(new ByteArrayInputStream(bytes), "fuzzed"));
  }
}
