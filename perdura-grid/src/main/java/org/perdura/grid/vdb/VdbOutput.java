package org.perdura.grid.vdb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A file written through a small buffer, little-endian; places left free are filled in later. */
final class VdbOutput {

  private static final int BUFFER_BYTES = 1 << 16;

  private final FileChannel channel;
  private final ByteBuffer buffer =
      ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private final MessageDigest digest;

  /** Where the buffer's beginning lies in the file. */
  private long flushed;

  VdbOutput(FileChannel channel) {
    this.channel = channel;
    try {
      digest = MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  long position() {
    return flushed + buffer.position();
  }

  void writeByte(int value) throws IOException {
    room(1).put((byte) value);
  }

  void writeInt(int value) throws IOException {
    room(Integer.BYTES).putInt(value);
  }

  void writeLong(long value) throws IOException {
    room(Long.BYTES).putLong(value);
  }

  void writeFloat(float value) throws IOException {
    room(Float.BYTES).putFloat(value);
  }

  void writeDouble(double value) throws IOException {
    room(Double.BYTES).putDouble(value);
  }

  void writeString(String value) throws IOException {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    writeInt(bytes.length);
    write(bytes, bytes.length);
  }

  void write(long[] values) throws IOException {
    for (long value : values) {
      writeLong(value);
    }
  }

  void write(byte[] from, int count) throws IOException {
    int done = 0;
    while (done < count) {
      int some = Math.min(count - done, room(1).remaining());
      buffer.put(from, done, some);
      done += some;
    }
  }

  private ByteBuffer room(int bytes) throws IOException {
    if (buffer.remaining() < bytes) {
      flush();
    }
    return buffer;
  }

  void flush() throws IOException {
    buffer.flip();
    digest.update(buffer.duplicate());
    while (buffer.hasRemaining()) {
      flushed += channel.write(buffer);
    }
    buffer.clear();
  }

  /** Writes over what was left free at an earlier place. */
  void fillIn(long position, byte[] bytes) throws IOException {
    flush();
    var rest = ByteBuffer.wrap(bytes);
    while (rest.hasRemaining()) {
      channel.write(rest, position + rest.position());
    }
  }

  /** 16 bytes that tell all that was written, but for what was filled in. */
  byte[] digest() throws IOException {
    flush();
    return digest.digest();
  }
}
