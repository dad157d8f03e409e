package org.perdura.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.perdura.grid.io.UniFormat;

/** mantaflow's .uni: whole files, or what is in the gzip, which no fuzzer would pack again. */
final class UniFuzzTest {

  private static final int GZIP = 0x1f;

  @FuzzTest
  void reads(byte[] content) throws IOException {
    byte[] bytes = content.length > 0 && content[0] == GZIP ? content : packed(content);
    Path file = Reading.file(".uni", bytes);
    var format = new UniFormat();
    Reading.check(bytes.length, () -> format.inspect(file));
    Reading.check(bytes.length, () -> format.read(file));
  }

  private static byte[] packed(byte[] content) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    }
    return bytes.toByteArray();
  }
}
