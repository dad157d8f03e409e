package org.perdura.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.perdura.nn.PyTorchFile;
import org.perdura.nn.Scope;

/** PyTorch's .pth: whole files, or the pickle in one with some tensors' data beside it. */
final class PyTorchFuzzTest {

  @FuzzTest
  void reads(byte[] content) throws IOException {
    byte[] bytes =
        Zip.isZip(content)
            ? content
            : Zip.of(
                Map.of("a/data.pkl", content, "a/data/0", new byte[24], "a/data/1", new byte[64]));
    Path file = Reading.file(".pth", bytes);
    Reading.check(bytes.length, () -> read(file, null));
    Reading.check(bytes.length, () -> read(file, "params"));
  }

  private static void read(Path file, String key) throws IOException {
    try (var scope = new Scope()) {
      PyTorchFile.read(file, key);
    }
  }
}
