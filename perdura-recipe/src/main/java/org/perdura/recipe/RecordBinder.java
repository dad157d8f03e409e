package org.perdura.recipe;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Makes records of a tree of keys and values. Jackson's own binding would do, but its messages name
 * Java classes where the author of a recipe needs keys.
 */
final class RecordBinder {

  private final String file;
  private final Path folder;
  private final ObjectMapper yaml;
  private final List<String> overrides;

  /**
   * @param file for messages
   * @param folder that relative paths start from, and that paths must not lead out of
   * @param yaml reads the defaults
   * @param overrides whose paths may lead anywhere
   */
  RecordBinder(String file, Path folder, ObjectMapper yaml, List<String> overrides) {
    this.file = file;
    this.folder = folder;
    this.yaml = yaml;
    this.overrides = overrides;
  }

  /**
   * The value of a node as that type.
   *
   * @param key where the node stands, joined by dots; empty for the root
   */
  Object bind(JsonNode node, Type type, String key) {
    if (type instanceof ParameterizedType generic) {
      return bindGeneric(node, generic, key);
    }
    var plain = (Class<?>) type;
    if (plain.isRecord()) {
      return bindRecord(node, plain, key);
    }
    if (plain.isEnum()) {
      return bindEnum(node, plain, key);
    }
    if (plain == int.class || plain == Integer.class) {
      require(node.isIntegralNumber() && node.canConvertToInt(), key, "a whole number", node);
      return node.intValue();
    }
    if (plain == long.class || plain == Long.class) {
      require(node.isIntegralNumber() && node.canConvertToLong(), key, "a whole number", node);
      return node.longValue();
    }
    if (plain == double.class || plain == Double.class) {
      return bindDouble(node, key);
    }
    if (plain == boolean.class || plain == Boolean.class) {
      require(node.isBoolean(), key, "true or false", node);
      return node.booleanValue();
    }
    if (plain == String.class) {
      require(node.isValueNode() && !node.isNull(), key, "text", node);
      return node.asText();
    }
    if (plain == Path.class) {
      require(node.isTextual(), key, "a path", node);
      String where = file + ": " + key;
      return RecipePaths.isSet(key, overrides)
          ? RecipePaths.resolve(folder, node.textValue(), where)
          : RecipePaths.inside(folder, node.textValue(), where);
    }
    throw new IllegalArgumentException(type + ": recipes cannot hold it");
  }

  private Object bindGeneric(JsonNode node, ParameterizedType type, String key) {
    Type[] arguments = type.getActualTypeArguments();
    if (type.getRawType() == Optional.class) {
      return Optional.of(bind(node, arguments[0], key));
    }
    if (type.getRawType() == List.class) {
      require(node.isArray(), key, "a list", node);
      var values = new ArrayList<Object>();
      for (JsonNode element : node) {
        values.add(bind(element, arguments[0], join(key, String.valueOf(values.size()))));
      }
      return Collections.unmodifiableList(values);
    }
    if (type.getRawType() == Map.class && arguments[0] == String.class) {
      require(node.isObject(), key, "keys with values", node);
      var values = new LinkedHashMap<String, Object>();
      node.properties()
          .forEach(
              entry ->
                  values.put(
                      entry.getKey(),
                      bind(entry.getValue(), arguments[1], join(key, entry.getKey()))));
      return Collections.unmodifiableMap(values);
    }
    throw new IllegalArgumentException(type + ": recipes cannot hold it");
  }

  private Object bindRecord(JsonNode node, Class<?> type, String key) {
    require(node.isObject(), key, "keys with values", node);
    RecordComponent[] components = type.getRecordComponents();
    List<String> known = Arrays.stream(components).map(c -> kebab(c.getName())).toList();
    node.fieldNames().forEachRemaining(given -> requireKnown(given, known, key));
    var types = new Class<?>[components.length];
    var values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      values[i] = bindComponent(node, components[i], join(key, known.get(i)), known.get(i));
    }
    try {
      var constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException) {
        String prefix = key.isEmpty() ? "" : key + ".";
        throw new RecipeException(file + ": " + prefix + e.getCause().getMessage());
      }
      throw new IllegalStateException(type + " cannot be made", e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " cannot be made", e);
    }
  }

  private Object bindComponent(JsonNode node, RecordComponent component, String key, String name) {
    JsonNode given = node.get(name);
    if (given != null) {
      return bind(given, component.getGenericType(), key);
    }
    if (component.getType() == Optional.class) {
      return Optional.empty();
    }
    var fallback = component.getAnnotation(Default.class);
    if (fallback == null) {
      throw new RecipeException(file + ": " + key + ": missing");
    }
    try {
      String text = fallback.value();
      JsonNode value = text.isEmpty() ? TextNode.valueOf("") : yaml.readTree(text);
      if (value.isNull() && !component.getType().isPrimitive()) {
        return null;
      }
      return bind(value, component.getGenericType(), key);
    } catch (JacksonException e) {
      throw new IllegalStateException(component + ": default is no YAML", e);
    }
  }

  private void requireKnown(String given, List<String> known, String key) {
    if (known.contains(given)) {
      return;
    }
    String nearest = nearest(given, known);
    throw new RecipeException(
        "%s: %s: unknown key; %s"
            .formatted(
                file,
                join(key, given),
                nearest == null
                    ? "there are " + String.join(", ", known)
                    : "did you mean " + nearest + "?"));
  }

  private Object bindEnum(JsonNode node, Class<?> type, String key) {
    var names = new LinkedHashMap<String, Object>();
    for (Object constant : type.getEnumConstants()) {
      names.put(enumName(constant), constant);
    }
    Object value = names.get(node.asText());
    require(value != null, key, "one of " + String.join(", ", names.keySet()), node);
    return value;
  }

  private double bindDouble(JsonNode node, String key) {
    // YAML 1.1 takes 2e-3, which has no point, for text.
    boolean number =
        node.isNumber()
            || (node.isTextual()
                && node.textValue().matches("[-+]?\\d+(\\.\\d*)?([eE][-+]?\\d+)?"));
    require(number, key, "a number", node);
    return node.isNumber() ? node.doubleValue() : Double.parseDouble(node.textValue());
  }

  private void require(boolean holds, String key, String expected, JsonNode found) {
    if (!holds) {
      String what =
          switch (found.getNodeType()) {
            case OBJECT -> "keys with values";
            case ARRAY -> "a list";
            case NULL, MISSING -> "nothing";
            default -> found.asText().isEmpty() ? "nothing" : found.asText();
          };
      throw new RecipeException(
          "%s: %s%s, must be %s".formatted(file, key.isEmpty() ? "" : key + ": ", what, expected));
    }
  }

  /** Every value inside a record by its key, joined by dots. */
  static Map<String, String> flat(Object value) {
    var flat = new LinkedHashMap<String, String>();
    flatten(value, "", flat);
    return Collections.unmodifiableMap(flat);
  }

  private static void flatten(Object value, String key, Map<String, String> into) {
    if (value instanceof Record) {
      for (RecordComponent component : value.getClass().getRecordComponents()) {
        try {
          var accessor = component.getAccessor();
          accessor.setAccessible(true);
          flatten(accessor.invoke(value), join(key, kebab(component.getName())), into);
        } catch (ReflectiveOperationException e) {
          throw new IllegalStateException(component + " cannot be read", e);
        }
      }
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        flatten(list.get(i), join(key, String.valueOf(i)), into);
      }
    } else if (value instanceof Map<?, ?> map) {
      map.forEach((name, element) -> flatten(element, join(key, name.toString()), into));
    } else if (value instanceof Optional<?> optional) {
      optional.ifPresent(element -> flatten(element, key, into));
    } else {
      into.put(key, value instanceof Enum<?> ? enumName(value) : String.valueOf(value));
    }
  }

  private static String join(String key, String name) {
    return key.isEmpty() ? name : key + "." + name;
  }

  static String kebab(String camel) {
    return camel.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }

  private static String enumName(Object constant) {
    return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The candidate with the fewest letters to change, or null if none is like it. */
  static String nearest(String word, List<String> candidates) {
    var distances =
        candidates.stream()
            .collect(
                Collectors.toMap(c -> c, c -> distance(word, c), (a, b) -> a, LinkedHashMap::new));
    return distances.entrySet().stream()
        .filter(e -> e.getValue() <= Math.max(2, word.length() / 2))
        .min(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse(null);
  }

  /** Levenshtein's distance. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
