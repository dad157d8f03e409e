package org.perdura.fluid.data;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.perdura.fuzz.Reading;

/** States of simulations, with a check sum that is right half of the time. */
final class StateFuzzTest {

  private static final List<float[]> LIKE = List.of(new float[5], new float[3]);

  @FuzzTest
  void reads(byte[] content) {
    byte[] bytes = content;
    if (content.length % 2 == 0) {
      var crc = new CRC32();
      crc.update(content);
      bytes = Arrays.copyOf(content, content.length + Long.BYTES);
      ByteBuffer.wrap(bytes).putLong(content.length, crc.getValue());
    }
    Path file = Reading.file(".state", bytes);
    Reading.check(bytes.length, () -> StateFile.read(file, LIKE));
  }
}
