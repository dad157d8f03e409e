package org.perdura.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Puts before a header of .safetensors how long it is, which no fuzzer would keep right. */
final class TensorFile {

  private TensorFile() {}

  /**
   * A file as it is, or what is one but for its beginning.
   *
   * @param content if it begins with a brace, a header up to the last brace, and data
   */
  static byte[] of(byte[] content) {
    if (content.length == 0 || content[0] != '{') {
      return content;
    }
    int end = content.length;
    while (end > 1 && content[end - 1] != '}') {
      end--;
    }
    return ByteBuffer.allocate(Long.BYTES + content.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(end)
        .put(content)
        .array();
  }
}
