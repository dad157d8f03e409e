package org.perdura.fluid.output;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.perdura.grid.io.WholeFile;

/** Files that say how results were made, a key and its value on each line. */
public final class LabelFile {

  private LabelFile() {}

  /** Writes or replaces one, whole or not at all; by key. */
  public static void write(Path file, Map<String, String> content) throws IOException {
    String text =
        new TreeMap<>(content)
            .entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue() + "\n")
                .collect(Collectors.joining());
    WholeFile.write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Reads one back; lines without a key are passed by. */
  public static Map<String, String> read(Path file) throws IOException {
    var content = new TreeMap<String, String>();
    for (String line : Files.readAllLines(file)) {
      int colon = line.indexOf(": ");
      if (colon > 0) {
        content.put(line.substring(0, colon), line.substring(colon + 2));
      }
    }
    return content;
  }

  /**
   * Refuses to go on with results of another making.
   *
   * @param file for the message
   * @param then keys and values of what is there; those left out are the empty text
   * @param now of what is to be written
   */
  public static void requireSame(Path file, Map<String, String> then, Map<String, String> now)
      throws IOException {
    var keys = new TreeSet<>(then.keySet());
    keys.addAll(now.keySet());
    for (String key : keys) {
      if (!then.getOrDefault(key, "").equals(now.getOrDefault(key, ""))) {
        throw new IOException(
            "%s: was begun with %s %s, now %s; must be the same to resume"
                .formatted(
                    file,
                    key,
                    then.getOrDefault(key, "left out"),
                    now.getOrDefault(key, "left out")));
      }
    }
  }
}
