package org.perdura.fluid.output;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.perdura.grid.io.WholeFile;

/** Files that say how results were made, a key and its value on each line. */
public final class LabelFile {

  /** More than any label has. */
  private static final long MOST_BYTES = 1 << 20;

  /** Of a value in a message. */
  private static final int MOST_SHOWN = 200;

  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]");

  private LabelFile() {}

  /** Writes or replaces one, whole or not at all; by key. */
  public static void write(Path file, Map<String, String> content) throws IOException {
    String text =
        new TreeMap<>(content)
            .entrySet().stream()
                // A line end in a value, such as a file's name, would begin another key.
                .map(entry -> entry.getKey() + ": " + oneLine(entry.getValue()) + "\n")
                .collect(Collectors.joining());
    WholeFile.write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  private static String oneLine(String value) {
    return UNPRINTABLE.matcher(value).replaceAll("?");
  }

  /**
   * Reads one back; lines without a key are passed by.
   *
   * @throws IOException one line: it cannot be read, or is no label
   */
  public static Map<String, String> read(Path file) throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      throw new IOException(
          "%s: %d bytes, must be a label of %d at most"
              .formatted(file, Files.size(file), MOST_BYTES));
    }
    String text;
    try {
      text = Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new IOException(file + ": no text in UTF-8, must be a label", e);
    }
    var content = new TreeMap<String, String>();
    for (String line : text.lines().toList()) {
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
            "%s: was begun with %s %s, now %s; must be the same to resume, --overwrite begins anew"
                .formatted(
                    file,
                    shown(key),
                    shown(then.getOrDefault(key, "left out")),
                    shown(now.getOrDefault(key, "left out"))));
      }
    }
  }

  private static String shown(String text) {
    String start = text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "..." : text;
    return oneLine(start);
  }
}
