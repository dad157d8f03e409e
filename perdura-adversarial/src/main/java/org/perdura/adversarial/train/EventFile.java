package org.perdura.adversarial.train;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * Writes what TensorBoard reads: TFRecord frames (tensorflow/core/lib/io/record_writer.h) of Event
 * messages (tensorflow/core/util/event.proto), of which only these fields are used:
 *
 * <pre>
 * Event        1 wall_time double, 2 step int64, 3 file_version string, 5 summary, 7 session_log
 * Summary      1 repeated Value
 * Value        1 tag string, 2 simple_value float, 4 image
 * Image        1 height int32, 2 width int32, 3 colorspace int32 (3: RGB), 4 encoded string
 * SessionLog   1 status enum (1: START)
 * </pre>
 */
final class EventFile implements AutoCloseable {

  // Protobuf's wire types.
  private static final int VARINT = 0;
  private static final int FIXED_64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED_32 = 5;

  private final Path file;
  private final OutputStream out;
  private final Clock clock;

  /**
   * Begins a file of its own, {@code events.out.tfevents.SECONDS.perdura}; TensorBoard reads all of
   * a folder in the order of their names.
   *
   * @param firstStep what other files of the folder hold from this step on is void
   */
  EventFile(Path folder, long firstStep, Clock clock) throws IOException {
    this.clock = clock;
    file = free(folder, clock.millis() / 1000);
    try {
      out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW);
    } catch (IOException e) {
      throw RunFile.named(file, e);
    }
    write(event(0, 3, "brain.Event:2".getBytes(StandardCharsets.UTF_8)));
    var start = new Message();
    start.varint(1, 1);
    write(event(firstStep, 7, start.toBytes()));
  }

  /** A name that no file has; files that are younger come later. */
  private static Path free(Path folder, long from) {
    long seconds = from;
    while (true) {
      Path file =
          folder.resolve(
              String.format(Locale.ROOT, "events.out.tfevents.%010d.perdura", seconds++));
      if (!Files.exists(file)) {
        return file;
      }
    }
  }

  /** Writes numbers of one step, each under its tag. */
  void scalars(long step, Map<String, Double> values) throws IOException {
    var summary = new Message();
    values.forEach(
        (tag, value) -> {
          var entry = new Message();
          entry.bytes(1, tag.getBytes(StandardCharsets.UTF_8));
          entry.float32(2, value.floatValue());
          summary.bytes(1, entry.toBytes());
        });
    write(event(step, 5, summary.toBytes()));
  }

  /** Writes a picture that is PNG-coded already. */
  void picture(long step, String tag, int width, int height, byte[] png) throws IOException {
    var image = new Message();
    image.varint(1, height);
    image.varint(2, width);
    image.varint(3, 3);
    image.bytes(4, png);
    var entry = new Message();
    entry.bytes(1, tag.getBytes(StandardCharsets.UTF_8));
    entry.bytes(4, image.toBytes());
    var summary = new Message();
    summary.bytes(1, entry.toBytes());
    write(event(step, 5, summary.toBytes()));
  }

  private byte[] event(long step, int field, byte[] content) {
    var event = new Message();
    event.float64(1, clock.millis() / 1000.0);
    event.varint(2, step);
    event.bytes(field, content);
    return event.toBytes();
  }

  /** A record: length (8 bytes), its checksum, data, its checksum (4 each), little-endian. */
  private void write(byte[] data) throws IOException {
    var record = ByteBuffer.allocate(data.length + 16).order(ByteOrder.LITTLE_ENDIAN);
    record.putLong(data.length);
    record.putInt(maskedChecksum(record.array(), 8));
    record.put(data);
    record.putInt(maskedChecksum(data, data.length));
    try {
      out.write(record.array());
    } catch (IOException e) {
      throw RunFile.named(file, e);
    }
  }

  /** CRC-32C, rotated and shifted so that checksums of data with checksums in it stay good. */
  private static int maskedChecksum(byte[] data, int length) {
    var checksum = new CRC32C();
    checksum.update(data, 0, length);
    return Integer.rotateRight((int) checksum.getValue(), 15) + 0xa282ead8;
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  /** A protobuf message in the making. */
  private static final class Message {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    void varint(int field, long value) {
      key(field, VARINT);
      raw(value);
    }

    void float64(int field, double value) {
      key(field, FIXED_64);
      bytes.writeBytes(
          ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putDouble(value).array());
    }

    void float32(int field, float value) {
      key(field, FIXED_32);
      bytes.writeBytes(
          ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(value).array());
    }

    void bytes(int field, byte[] value) {
      key(field, BYTES);
      raw(value.length);
      bytes.writeBytes(value);
    }

    private void key(int field, int wireType) {
      raw(((long) field << 3) | wireType);
    }

    /** Seven bits a byte, lowest first; the top bit says that more follow. */
    private void raw(long value) {
      long rest = value;
      while ((rest & ~0x7FL) != 0) {
        bytes.write((int) ((rest & 0x7F) | 0x80));
        rest >>>= 7;
      }
      bytes.write((int) rest);
    }

    byte[] toBytes() {
      return bytes.toByteArray();
    }
  }
}
