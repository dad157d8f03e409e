package org.perdura.fluid.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.perdura.grid.io.WholeFile;

/** Records as JSON with the keys that they have in YAML, so that scenes can be read again. */
final class Json {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** More than any description has. */
  private static final long MOST_BYTES = 1 << 20;

  private Json() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** Of a record, and what records of scenes consist of. */
  static JsonNode of(Object value) {
    if (value instanceof Record fields) {
      return ofRecord(fields);
    }
    if (value instanceof List<?> list) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      list.forEach(element -> array.add(of(element)));
      return array;
    }
    if (value instanceof Enum<?> constant) {
      return MAPPER
          .getNodeFactory()
          .textNode(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
    if (value instanceof Path path) {
      return MAPPER.getNodeFactory().textNode(path.toString());
    }
    return MAPPER.valueToTree(value);
  }

  private static ObjectNode ofRecord(Record fields) {
    ObjectNode node = object();
    for (RecordComponent component : fields.getClass().getRecordComponents()) {
      String key =
          component.getName().replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
      Object value;
      try {
        value = component.getAccessor().invoke(fields);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(component + " cannot be read", e);
      }
      if (value instanceof Optional<?> optional) {
        optional.ifPresent(present -> node.set(key, of(present)));
      } else {
        node.set(key, of(value));
      }
    }
    return node;
  }

  static void write(Path file, ObjectNode content) throws IOException {
    byte[] bytes = (text(content) + "\n").getBytes(StandardCharsets.UTF_8);
    WholeFile.write(file, bytes);
  }

  private static String text(JsonNode content) throws JsonProcessingException {
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(content);
  }

  /**
   * Reads a file back.
   *
   * @throws IOException one line: it is no object
   */
  static ObjectNode read(Path file) throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      throw new IOException(
          "%s: %d bytes, must be %d at most".formatted(file, Files.size(file), MOST_BYTES));
    }
    try {
      if (MAPPER.readTree(Files.readString(file)) instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonProcessingException | CharacterCodingException e) {
      throw new IOException(file + ": no JSON, so nothing can be resumed from it", e);
    }
    throw new IOException(file + ": must be one JSON object");
  }
}
