package org.perdura.grid.vdb;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A file read from any place on through a small buffer, little-endian. What it claims to hold is
 * held against what is left of it before memory is taken.
 */
final class VdbInput {

  private static final int BUFFER_BYTES = 1 << 16;

  private final Path file;
  private final FileChannel channel;
  private final long length;
  private final ByteBuffer buffer =
      ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN).limit(0);

  /** Where the buffer's end lies in the file. */
  private long next;

  VdbInput(Path file, FileChannel channel) throws IOException {
    this.file = file;
    this.channel = channel;
    length = channel.size();
  }

  Path file() {
    return file;
  }

  long length() {
    return length;
  }

  long position() {
    return next - buffer.remaining();
  }

  void seek(long position) {
    if (position >= next - buffer.limit() && position <= next) {
      buffer.position((int) (position - (next - buffer.limit())));
    } else {
      next = position;
      buffer.limit(0);
    }
  }

  void skip(long bytes) throws IOException {
    require(bytes, "data");
    seek(position() + bytes);
  }

  /** What is left of the file, in bytes. */
  long remaining() {
    return length - position();
  }

  /**
   * Says that so much must follow.
   *
   * @throws VdbException if it does not
   */
  void require(long bytes, String what) throws IOException {
    if (bytes < 0 || bytes > remaining()) {
      throw new VdbException(
          file,
          "is truncated or broken: %s of %d bytes at byte %d, but the file has %d",
          what,
          bytes,
          position(),
          length);
    }
  }

  byte readByte() throws IOException {
    fill(1);
    return buffer.get();
  }

  /** One byte, 0 or another. */
  boolean readBoolean() throws IOException {
    return readByte() != 0;
  }

  int readInt() throws IOException {
    fill(Integer.BYTES);
    return buffer.getInt();
  }

  long readLong() throws IOException {
    fill(Long.BYTES);
    return buffer.getLong();
  }

  float readFloat() throws IOException {
    fill(Float.BYTES);
    return buffer.getFloat();
  }

  double readDouble() throws IOException {
    fill(Double.BYTES);
    return buffer.getDouble();
  }

  /** A text: how many bytes, and these. */
  String readString(String what) throws IOException {
    return new String(readBytes(readInt(), what), StandardCharsets.UTF_8);
  }

  byte[] readBytes(long count, String what) throws IOException {
    if (count > Integer.MAX_VALUE) {
      throw new VdbException(file, "%s claims %d bytes: must be fewer than 2^31", what, count);
    }
    require(count, what);
    var bytes = new byte[(int) count];
    read(bytes, bytes.length);
    return bytes;
  }

  /** Reads so many bytes to an array's beginning. */
  void read(byte[] to, int count) throws IOException {
    require(count, "data");
    int done = 0;
    while (done < count) {
      if (!buffer.hasRemaining()) {
        fill(1);
      }
      int some = Math.min(count - done, buffer.remaining());
      buffer.get(to, done, some);
      done += some;
    }
  }

  /** Reads 64 bits at a time. */
  void read(long[] to) throws IOException {
    for (int i = 0; i < to.length; i++) {
      to[i] = readLong();
    }
  }

  private void fill(int bytes) throws IOException {
    if (buffer.remaining() >= bytes) {
      return;
    }
    require(bytes, "data");
    buffer.compact();
    while (buffer.position() < bytes) {
      int got = channel.read(buffer, next);
      if (got < 0) {
        throw new EOFException(file + ": became shorter while it was read");
      }
      next += got;
    }
    buffer.flip();
  }
}
