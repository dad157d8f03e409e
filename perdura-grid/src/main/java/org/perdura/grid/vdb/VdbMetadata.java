package org.perdura.grid.vdb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is said of a file or a grid, by name. Values of every type are kept as they are; those of
 * the usual types can be read and set.
 */
public final class VdbMetadata {

  private static final String STRING = "string";
  private static final String BOOL = "bool";
  private static final String INT64 = "int64";
  private static final String FLOAT = "float";
  private static final String DOUBLE = "double";
  private static final String INT32 = "int32";
  private static final String VEC3I = "vec3i";

  /** What begins so is of use in that very file alone. */
  private static final String TEMPORARY = "__";

  private static final int LEAST_ENTRY_BYTES = 12;

  private final Map<String, Entry> entries = new LinkedHashMap<>();

  /** A value as it is stored. */
  private record Entry(String type, byte[] value) {

    private ByteBuffer numbers(int count, int bytes) {
      return value.length == count * bytes
          ? ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN)
          : null;
    }
  }

  /** Nothing. */
  public VdbMetadata() {}

  VdbMetadata(VdbMetadata other) {
    entries.putAll(other.entries);
  }

  static VdbMetadata read(VdbInput in) throws IOException {
    int count = in.readInt();
    in.require((long) count * LEAST_ENTRY_BYTES, "metadata");
    var metadata = new VdbMetadata();
    for (int i = 0; i < count; i++) {
      String name = in.readString("a name in the metadata");
      String type = in.readString("a type in the metadata");
      byte[] value = in.readBytes(in.readInt(), "the metadata " + VdbTransform.printable(name));
      if (!type.startsWith(TEMPORARY)) {
        metadata.entries.put(name, new Entry(type, value));
      }
    }
    return metadata;
  }

  void write(VdbOutput out) throws IOException {
    out.writeInt(entries.size());
    for (var entry : entries.entrySet()) {
      out.writeString(entry.getKey());
      out.writeString(entry.getValue().type);
      out.writeInt(entry.getValue().value.length);
      out.write(entry.getValue().value, entry.getValue().value.length);
    }
  }

  /** The values as texts, by name; those of unusual types by type and length. */
  public Map<String, String> texts() {
    var texts = new LinkedHashMap<String, String>();
    entries.forEach((name, entry) -> texts.put(name, text(entry)));
    return texts;
  }

  private static String text(Entry entry) {
    ByteBuffer four = entry.numbers(1, Integer.BYTES);
    ByteBuffer eight = entry.numbers(1, Long.BYTES);
    ByteBuffer three = entry.numbers(3, Integer.BYTES);
    return switch (entry.type) {
      case STRING -> new String(entry.value, StandardCharsets.UTF_8);
      case BOOL -> String.valueOf(entry.value.length > 0 && entry.value[0] != 0);
      case INT32 -> four == null ? "broken" : String.valueOf(four.getInt());
      case INT64 -> eight == null ? "broken" : String.valueOf(eight.getLong());
      case FLOAT -> four == null ? "broken" : String.valueOf(four.getFloat());
      case DOUBLE -> eight == null ? "broken" : String.valueOf(eight.getDouble());
      case VEC3I ->
          three == null
              ? "broken"
              : "%d %d %d".formatted(three.getInt(), three.getInt(), three.getInt());
      default -> "(%s, %d bytes)".formatted(entry.type, entry.value.length);
    };
  }

  /** A text; empty if there is none of that name. */
  public Optional<String> string(String name) {
    return Optional.ofNullable(entries.get(name))
        .filter(entry -> entry.type.equals(STRING))
        .map(VdbMetadata::text);
  }

  /** A number of any type; empty if there is none of that name. */
  public Optional<Double> number(String name) {
    Entry entry = entries.get(name);
    if (entry == null) {
      return Optional.empty();
    }
    ByteBuffer four = entry.numbers(1, Integer.BYTES);
    ByteBuffer eight = entry.numbers(1, Long.BYTES);
    return switch (entry.type) {
      case INT32 -> Optional.ofNullable(four).map(bytes -> (double) bytes.getInt());
      case FLOAT -> Optional.ofNullable(four).map(bytes -> (double) bytes.getFloat());
      case INT64 -> Optional.ofNullable(eight).map(bytes -> (double) bytes.getLong());
      case DOUBLE -> Optional.ofNullable(eight).map(ByteBuffer::getDouble);
      default -> Optional.empty();
    };
  }

  /** Three whole numbers; empty if there are none of that name. */
  public Optional<int[]> triple(String name) {
    Entry entry = entries.get(name);
    if (entry == null || !entry.type.equals(VEC3I)) {
      return Optional.empty();
    }
    return Optional.ofNullable(entry.numbers(3, Integer.BYTES))
        .map(bytes -> new int[] {bytes.getInt(), bytes.getInt(), bytes.getInt()});
  }

  /** A copy with a text more, or another. */
  public VdbMetadata with(String name, String value) {
    return with(name, new Entry(STRING, value.getBytes(StandardCharsets.UTF_8)));
  }

  /** A copy with a truth more, or another. */
  public VdbMetadata with(String name, boolean value) {
    return with(name, new Entry(BOOL, new byte[] {(byte) (value ? 1 : 0)}));
  }

  /** A copy with a whole number (int64) more, or another. */
  public VdbMetadata with(String name, long value) {
    return with(name, new Entry(INT64, bytes(Long.BYTES).putLong(value).array()));
  }

  /** A copy with a number (double) more, or another. */
  public VdbMetadata with(String name, double value) {
    return with(name, new Entry(DOUBLE, bytes(Double.BYTES).putDouble(value).array()));
  }

  /** A copy with three whole numbers more, or others. */
  public VdbMetadata with(String name, int x, int y, int z) {
    var value = bytes(3 * Integer.BYTES).putInt(x).putInt(y).putInt(z).array();
    return with(name, new Entry(VEC3I, value));
  }

  /** A copy without what is said under a name. */
  public VdbMetadata without(String name) {
    var copy = new VdbMetadata(this);
    copy.entries.remove(name);
    return copy;
  }

  /** A copy in which a number, or three whole ones, are times a factor, if there are such. */
  public VdbMetadata times(String name, double factor) {
    Entry entry = entries.get(name);
    Optional<int[]> triple = triple(name);
    if (triple.isPresent()) {
      int[] sides = triple.get();
      return with(
          name,
          (int) Math.rint(sides[0] * factor),
          (int) Math.rint(sides[1] * factor),
          (int) Math.rint(sides[2] * factor));
    }
    Optional<Double> number = number(name);
    if (number.isEmpty()) {
      return this;
    }
    double scaled = number.get() * factor;
    if (entry.type.equals(FLOAT)) {
      byte[] value = bytes(Float.BYTES).putFloat((float) scaled).array();
      return with(name, new Entry(FLOAT, value));
    }
    return with(name, scaled);
  }

  private static ByteBuffer bytes(int count) {
    return ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
  }

  private VdbMetadata with(String name, Entry entry) {
    var copy = new VdbMetadata(this);
    copy.entries.put(name, entry);
    return copy;
  }
}
