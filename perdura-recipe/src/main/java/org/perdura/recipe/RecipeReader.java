package org.perdura.recipe;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads YAML into records, strictly. Keys are the components' names in kebab-case. Components may
 * be String, int, long, double, boolean, enums, records, Path (in the file's folder, unless an
 * override says it), and {@code List}, {@code Map<String, ...>} and {@code Optional} of these. One
 * without {@link Default} that is no {@code Optional} must be given.
 */
public final class RecipeReader {

  private static final ObjectMapper YAML =
      new YAMLMapper(
          YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());

  /** More than any recipe has; what reads YAML takes many times as much memory. */
  private static final long MOST_BYTES = 1 << 20;

  /** Of an element of a list, as a key. */
  private static final Pattern INDEX = Pattern.compile("\\d{1,6}");

  private RecipeReader() {}

  /**
   * Reads a recipe.
   *
   * @param overrides {@code key.sub=value}, the value in YAML; {@code list.0.key} reaches into the
   *     first element of a list
   * @throws RecipeException if the file is no YAML, or a key is unknown, missing or of a wrong type
   */
  public static <T> Recipe<T> read(Path file, Class<T> type, List<String> overrides)
      throws IOException {
    if (Files.isDirectory(file)) {
      throw new RecipeException(file + ": is a folder, must be a file in YAML");
    }
    String yaml;
    try {
      requireSize(file);
      yaml = Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new RecipeException(file + ": no such file");
    } catch (CharacterCodingException e) {
      throw new RecipeException(file + ": no text in UTF-8, must be YAML");
    }
    return parse(file.toString(), file.toAbsolutePath().getParent(), yaml, type, overrides);
  }

  private static void requireSize(Path file) throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      throw new RecipeException(
          "%s: %d bytes, must be a file in YAML of %d at most"
              .formatted(file, Files.size(file), MOST_BYTES));
    }
  }

  /**
   * The text at a key of the outermost level, to find out which type the file is of; empty if there
   * is none, or no YAML.
   */
  public static Optional<String> peek(Path file, String key) throws IOException {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      requireSize(file);
      JsonNode node = tree(file.toString(), Files.readString(file)).path(key);
      return node.isTextual() ? Optional.of(node.asText()) : Optional.empty();
    } catch (RecipeException | CharacterCodingException e) {
      return Optional.empty(); // whoever reads it in earnest says what is wrong
    }
  }

  /**
   * Reads a recipe from text, such as a resource's; relative paths in it are relative to the
   * working directory.
   *
   * @param name used in messages, and as the recipe's name without folders and ending
   */
  public static <T> Recipe<T> parse(
      String name, String yaml, Class<T> type, List<String> overrides) {
    return parse(name, Path.of(""), yaml, type, overrides);
  }

  private static <T> Recipe<T> parse(
      String name, Path folder, String yaml, Class<T> type, List<String> overrides) {
    JsonNode tree = tree(name, yaml);
    if (!(tree instanceof ObjectNode root)) {
      throw new RecipeException(name + ": must be keys with values (YAML)");
    }
    overrides.forEach(override -> override(root, override));
    T value = type.cast(new RecordBinder(name, folder, YAML, overrides).bind(root, type, ""));
    String file = Path.of(name).getFileName().toString();
    int dot = file.lastIndexOf('.');
    return new Recipe<>(dot > 0 ? file.substring(0, dot) : file, value, RecordBinder.flat(value));
  }

  private static JsonNode tree(String name, String yaml) {
    try {
      return YAML.readTree(yaml);
    } catch (JacksonException e) {
      var at = e.getLocation();
      String problem =
          e.getOriginalMessage().lines().map(String::strip).reduce("", RecipeReader::join);
      throw new RecipeException(
          at == null
              ? "%s: %s".formatted(name, problem)
              : "%s, line %d, column %d: %s"
                  .formatted(name, at.getLineNr(), at.getColumnNr(), problem));
    }
  }

  private static String join(String a, String b) {
    return a.isEmpty() ? b : a + " " + b;
  }

  /** Puts one value into the tree; whether the key is known shows when the tree is bound. */
  private static void override(ObjectNode root, String override) {
    int equals = override.indexOf('=');
    if (equals < 1) {
      throw new RecipeException("--set " + override + ": must be key.sub=value");
    }
    String[] keys = override.substring(0, equals).strip().split("\\.", -1);
    JsonNode value = tree("--set " + override, override.substring(equals + 1).strip());
    if (value == null || value.isMissingNode()) {
      value = root.textNode("");
    }
    JsonNode node = root;
    for (int k = 0; k < keys.length - 1; k++) {
      node = inside(node, keys, k, override);
    }
    int last = keys.length - 1;
    if (node instanceof ArrayNode array) {
      array.set(index(array, keys, last, override), value);
    } else {
      object(node, keys, last, override).set(keys[last], value);
    }
  }

  /** What stands at a key that further keys follow; made if it is not there. */
  private static JsonNode inside(JsonNode node, String[] keys, int k, String override) {
    if (node instanceof ArrayNode array) {
      return array.get(index(array, keys, k, override));
    }
    ObjectNode object = object(node, keys, k, override);
    if (!object.has(keys[k]) && INDEX.matcher(keys[k + 1]).matches()) {
      String list = path(keys, k + 1);
      throw new RecipeException(
          "--set %s: the recipe has no list %s; must be set whole, as %s=[...]"
              .formatted(override, list, list));
    }
    return object.has(keys[k]) ? object.get(keys[k]) : object.putObject(keys[k]);
  }

  private static ObjectNode object(JsonNode node, String[] keys, int k, String override) {
    if (node instanceof ObjectNode object) {
      return object;
    }
    throw new RecipeException(
        "--set %s: %s is %s, and has no %s inside"
            .formatted(override, path(keys, k), node.asText(), keys[k]));
  }

  private static int index(ArrayNode array, String[] keys, int k, String override) {
    int index = INDEX.matcher(keys[k]).matches() ? Integer.parseInt(keys[k]) : Integer.MAX_VALUE;
    if (index >= array.size()) {
      throw new RecipeException(
          "--set %s: %s is a list of %d, counted from 0; it has no %s"
              .formatted(override, path(keys, k), array.size(), keys[k]));
    }
    return index;
  }

  /** The first few keys, joined by dots. */
  private static String path(String[] keys, int count) {
    return String.join(".", Arrays.asList(keys).subList(0, count));
  }

  /**
   * A record from YAML in the program itself; keys that it leaves out have their defaults.
   *
   * @throws RecipeException if a key is unknown, missing or of a wrong type
   */
  public static <T> T defaults(Class<T> type, String yaml) {
    return parse(type.getSimpleName(), yaml, type, List.of()).value();
  }
}
