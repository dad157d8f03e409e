package org.perdura.nn;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** The JSON at the head of a .safetensors file: its length in 8 bytes, then the text. */
record SafeTensorsHeader(Map<String, Entry> entries, Map<String, String> metadata) {

  /** Where a tensor lies: bytes begin (included) to end (excluded), counted from the data's. */
  record Entry(DType type, long[] shape, long begin, long end) {}

  /** The same bound as the format's reference implementation: no header is larger. */
  private static final long LONGEST = 100_000_000;

  /** More than any tensor's here; LibTorch itself ends at 64. */
  private static final int MOST_DIMENSIONS = 16;

  private static final int LENGTH_BYTES = 8;
  private static final String METADATA = "__metadata__";
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** Lays tensors out without holes; those of wide elements first, so that all are aligned. */
  static SafeTensorsHeader layOut(Map<String, Tensor> tensors, Map<String, String> metadata) {
    if (tensors.containsKey(METADATA)) {
      throw new IllegalArgumentException("tensor " + METADATA + ": the format reserves this name");
    }
    var entries = new LinkedHashMap<String, Entry>();
    tensors.forEach((name, tensor) -> entries.put(name, null));
    List<Map.Entry<String, Tensor>> ordered = new ArrayList<>(tensors.entrySet());
    ordered.sort(Comparator.comparing(entry -> -entry.getValue().dtype().bytes()));
    long offset = 0;
    for (var entry : ordered) {
      Tensor tensor = entry.getValue();
      long end = offset + tensor.count() * tensor.dtype().bytes();
      entries.put(entry.getKey(), new Entry(tensor.dtype(), tensor.shape(), offset, end));
      offset = end;
    }
    return new SafeTensorsHeader(entries, metadata);
  }

  /** Names in the order of their data in the file. */
  List<String> dataOrder() {
    Comparator<Map.Entry<String, Entry>> byBegin = Comparator.comparing(e -> e.getValue().begin());
    return entries.entrySet().stream()
        .sorted(byBegin.thenComparing(e -> e.getValue().end()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The file's first bytes, padded with spaces so that the data begin at a multiple of 8. */
  byte[] toBytes() throws JsonProcessingException {
    ObjectNode root = JSON.createObjectNode();
    if (!metadata.isEmpty()) {
      root.set(METADATA, JSON.valueToTree(metadata));
    }
    entries.forEach(
        (name, entry) -> {
          ObjectNode node = root.putObject(name);
          node.put("dtype", entry.type().safetensorsName());
          node.set("shape", JSON.valueToTree(entry.shape()));
          node.set("data_offsets", JSON.valueToTree(new long[] {entry.begin(), entry.end()}));
        });
    byte[] text = JSON.writeValueAsBytes(root);
    int length = -Math.floorDiv(-text.length, LENGTH_BYTES) * LENGTH_BYTES;
    byte[] bytes = new byte[LENGTH_BYTES + length];
    Arrays.fill(bytes, (byte) ' ');
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(length).put(text);
    return bytes;
  }

  /**
   * Reads and checks the header.
   *
   * @param size bytes of the whole file, if known
   */
  static SafeTensorsHeader read(InputStream in, String file, OptionalLong size) throws IOException {
    byte[] start = in.readNBytes(LENGTH_BYTES);
    if (start.length < LENGTH_BYTES) {
      throw new TensorFileException(
          file, "no .safetensors file: " + start.length + " bytes, must be 8 or more");
    }
    long length = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getLong();
    long most = Math.min(LONGEST, size.orElse(Long.MAX_VALUE) - LENGTH_BYTES);
    if (length < 2 || length > most) {
      throw new TensorFileException(
          file,
          "damaged, or no .safetensors file: it says its header has %s bytes, must be 2 to %d"
              .formatted(Long.toUnsignedString(length), most));
    }
    byte[] text = in.readNBytes((int) length);
    if (text.length < length) {
      throw new TensorFileException(
          file, "truncated: the header has %d bytes, must be %d".formatted(text.length, length));
    }
    SafeTensorsHeader header = parse(text, file);
    header.checkLayout(file, size.isPresent() ? size.getAsLong() - LENGTH_BYTES - length : -1);
    return header;
  }

  private static SafeTensorsHeader parse(byte[] text, String file) throws IOException {
    JsonNode root;
    try {
      root = JSON.readTree(new String(text, StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new TensorFileException(
          file,
          "damaged, or no .safetensors file: its header is no JSON: %s"
              .formatted(e.getOriginalMessage().lines().findFirst().orElse("")),
          e);
    }
    if (!root.isObject()) {
      throw new TensorFileException(
          file, "the header must be a JSON object, is " + root.getNodeType());
    }
    var metadata = new LinkedHashMap<String, String>();
    var entries = new LinkedHashMap<String, Entry>();
    for (var field : root.properties()) {
      if (field.getKey().equals(METADATA)) {
        if (!field.getValue().isObject()) {
          throw new TensorFileException(
              file, "the metadata must be a JSON object, is " + field.getValue().getNodeType());
        }
        for (var item : field.getValue().properties()) {
          if (!item.getValue().isTextual()) {
            throw new TensorFileException(
                file,
                "metadata %s: must be a string, is %s"
                    .formatted(item.getKey(), item.getValue().getNodeType()));
          }
          metadata.put(item.getKey(), item.getValue().textValue());
        }
      } else {
        entries.put(field.getKey(), entry(field.getValue(), file, field.getKey()));
      }
    }
    return new SafeTensorsHeader(entries, metadata);
  }

  private static Entry entry(JsonNode node, String file, String name) throws IOException {
    String where = "tensor " + name;
    String typeName = node.path("dtype").asText();
    DType type =
        Arrays.stream(DType.values())
            .filter(candidate -> candidate.safetensorsName().equals(typeName))
            .findFirst()
            .orElse(null);
    if (type == null) {
      throw new TensorFileException(
          file,
          "%s: element type '%s' is not known, must be one of %s"
              .formatted(
                  where,
                  typeName,
                  Arrays.stream(DType.values()).map(DType::safetensorsName).toList()));
    }
    long[] shape = wholeNumbers(node.path("shape"), file, where + ": shape");
    long[] offsets = wholeNumbers(node.path("data_offsets"), file, where + ": data_offsets");
    if (offsets.length != 2 || offsets[0] > offsets[1]) {
      throw new TensorFileException(
          file,
          "%s: data_offsets %s, must be begin and end".formatted(where, Arrays.toString(offsets)));
    }
    if (shape.length > MOST_DIMENSIONS || bytes(type, shape) != offsets[1] - offsets[0]) {
      throw new TensorFileException(
          file,
          "%s: shape %s of %s does not fill its %d bytes, or has more than %d sides"
              .formatted(
                  where,
                  Arrays.toString(shape),
                  typeName,
                  offsets[1] - offsets[0],
                  MOST_DIMENSIONS));
    }
    return new Entry(type, shape, offsets[0], offsets[1]);
  }

  /** -1 for more than there can be, also if only because of sides beside a 0. */
  private static long bytes(DType type, long[] shape) {
    long bytes = type.bytes();
    boolean empty = false;
    try {
      for (long side : shape) {
        empty |= side == 0;
        bytes = Math.multiplyExact(bytes, Math.max(1, side));
      }
    } catch (ArithmeticException e) {
      return -1;
    }
    return empty ? 0 : bytes;
  }

  private static long[] wholeNumbers(JsonNode node, String file, String where) throws IOException {
    long[] numbers = new long[node.size()];
    boolean right = node.isArray();
    for (int i = 0; right && i < numbers.length; i++) {
      JsonNode number = node.get(i);
      right = number.isIntegralNumber() && number.canConvertToLong() && number.longValue() >= 0;
      numbers[i] = number.longValue();
    }
    if (!right) {
      throw new TensorFileException(file, where + ": must be an array of whole numbers");
    }
    return numbers;
  }

  /** Checks that the data are without holes and overlaps, and as long as the file. */
  private void checkLayout(String file, long dataBytes) throws IOException {
    long end = 0;
    for (String name : dataOrder()) {
      Entry entry = entries.get(name);
      if (entry.begin() != end) {
        throw new TensorFileException(
            file,
            "tensor %s: begins at byte %d of the data, but those before it end at %d"
                .formatted(name, entry.begin(), end));
      }
      end = entry.end();
    }
    if (dataBytes >= 0 && dataBytes < end) {
      throw new TensorFileException(
          file, "truncated: %d bytes of tensors, must be %d".formatted(dataBytes, end));
    }
    if (dataBytes > end) {
      throw new TensorFileException(
          file, "damaged: %d bytes follow the last tensor".formatted(dataBytes - end));
    }
  }
}
