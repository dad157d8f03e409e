package org.perdura.adversarial.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFileTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.ofEpochMilli(1_700_000_000_250L), ZoneOffset.UTC);

  @TempDir Path folder;

  /** CRC-32C bit by bit, from the polynomial (RFC 3720, appendix B.4). */
  private static int crc32c(byte[] data) {
    int crc = ~0;
    for (byte value : data) {
      crc ^= value & 0xFF;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc >>> 1) ^ ((crc & 1) * 0x82F63B78);
      }
    }
    return ~crc;
  }

  private static int masked(byte[] data) {
    int crc = crc32c(data);
    return ((crc >>> 15) | (crc << 17)) + 0xa282ead8;
  }

  private static List<byte[]> records(Path file) throws IOException {
    var records = new ArrayList<byte[]>();
    var in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    while (in.hasRemaining()) {
      var head = new byte[8];
      in.get(head);
      long length = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getLong();
      assertThat(in.getInt()).isEqualTo(masked(head));
      var data = new byte[(int) length];
      in.get(data);
      assertThat(in.getInt()).isEqualTo(masked(data));
      records.add(data);
    }
    return records;
  }

  /** The fields of a protobuf message: a number for wire types 0, 1 and 5, bytes for 2. */
  private static List<Map.Entry<Integer, Object>> fields(byte[] message) {
    var fields = new ArrayList<Map.Entry<Integer, Object>>();
    var in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
    while (in.hasRemaining()) {
      long key = varint(in);
      Object value =
          switch ((int) key & 7) {
            case 0 -> varint(in);
            case 1 -> in.getDouble();
            case 2 -> {
              var bytes = new byte[(int) varint(in)];
              in.get(bytes);
              yield bytes;
            }
            case 5 -> in.getFloat();
            default -> throw new AssertionError("wire type of key " + key);
          };
      fields.add(Map.entry((int) (key >>> 3), value));
    }
    return fields;
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = in.get();
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  private static Object field(byte[] message, int number) {
    return fields(message).stream()
        .filter(f -> f.getKey() == number)
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow();
  }

  private List<Path> files() throws IOException {
    try (var files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  @Test
  void theChecksumIsThatOfTheStandard() {
    // RFC 3720: 32 bytes of zeros.
    assertThat(crc32c(new byte[32])).isEqualTo(0x8A9136AA);
  }

  @Test
  void writesVersionStartScalarsAndPictures() throws IOException {
    var scalars = new LinkedHashMap<String, Double>();
    scalars.put("loss/content", 0.5);
    scalars.put("validation/psnr", 26.25);
    try (var events = new EventFile(folder, 301, CLOCK)) {
      events.scalars(100_000, scalars);
      events.picture(7, "validation/leaves", 320, 180, new byte[] {1, 2, 3});
    }
    assertThat(files()).hasSize(1);
    assertThat(files().get(0).getFileName().toString())
        .isEqualTo("events.out.tfevents.1700000000.perdura");
    List<byte[]> records = records(files().get(0));
    assertThat(records).hasSize(4);

    assertThat(field(records.get(0), 1)).isEqualTo(1_700_000_000.25);
    assertThat((byte[]) field(records.get(0), 3))
        .isEqualTo("brain.Event:2".getBytes(StandardCharsets.UTF_8));
    assertThat(field(records.get(1), 2)).isEqualTo(301L);
    assertThat(field((byte[]) field(records.get(1), 7), 1)).isEqualTo(1L);

    assertThat(field(records.get(2), 2)).isEqualTo(100_000L);
    var values = fields((byte[]) field(records.get(2), 5));
    assertThat(values).hasSize(2);
    byte[] second = (byte[]) values.get(1).getValue();
    assertThat(new String((byte[]) field(second, 1), StandardCharsets.UTF_8))
        .isEqualTo("validation/psnr");
    assertThat(field(second, 2)).isEqualTo(26.25f);

    byte[] entry = (byte[]) field((byte[]) field(records.get(3), 5), 1);
    byte[] image = (byte[]) field(entry, 4);
    assertThat(field(image, 1)).isEqualTo(180L);
    assertThat(field(image, 2)).isEqualTo(320L);
    assertThat(field(image, 3)).isEqualTo(3L);
    assertThat((byte[]) field(image, 4)).containsExactly(1, 2, 3);
  }

  @Test
  void aResumedRunWritesAFileOfItsOwnThatIsReadAfterTheFirst() throws IOException {
    new EventFile(folder, 1, CLOCK).close();
    new EventFile(folder, 51, CLOCK).close();
    assertThat(files()).hasSize(2);
    assertThat(field(records(files().get(1)).get(1), 2)).isEqualTo(51L);
  }
}
