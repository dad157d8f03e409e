package org.perdura.media;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * How far a film in parts has come, as its folder says. Replaced at once, so that at every moment
 * either the state before or the one after is there.
 *
 * @param frames that are safe in the parts
 * @param parts how many there are
 * @param state name of the file with what the next part needs; empty if there is none
 * @param stage how far
 * @param overwrite whether the film may take the place of another
 * @param facts what the parts' kind wants to know again
 * @param making how the film is made
 */
record PartProgress(
    long frames,
    int parts,
    String state,
    Stage stage,
    boolean overwrite,
    Map<String, String> facts,
    Map<String, String> making) {

  /** What is being done. */
  enum Stage {
    /** Frames are to come. */
    WRITING,
    /** All frames are in the parts. */
    COMPLETE,
    /** What was in the film's place has made way. */
    PLACING
  }

  private static final String FACT = "fact.";
  private static final String MAKING = "made-with.";

  static PartProgress beginning(boolean overwrite, Map<String, String> making) {
    return new PartProgress(0, 0, "", Stage.WRITING, overwrite, Map.of(), making);
  }

  PartProgress with(Stage stage) {
    return new PartProgress(frames, parts, state, stage, overwrite, facts, making);
  }

  /** A part more. */
  PartProgress after(long frames, String state, Stage stage, Map<String, String> facts) {
    return new PartProgress(frames, parts + 1, state, stage, overwrite, facts, making);
  }

  /** A number among the facts. */
  long fact(String key, long otherwise) {
    return facts.containsKey(key) ? Long.parseLong(facts.get(key)) : otherwise;
  }

  void write(Path file) throws IOException {
    var properties = new Properties();
    properties.setProperty("frames", Long.toString(frames));
    properties.setProperty("parts", Integer.toString(parts));
    properties.setProperty("state", state);
    properties.setProperty("stage", stage.name());
    properties.setProperty("overwrite", Boolean.toString(overwrite));
    facts.forEach((key, value) -> properties.setProperty(FACT + key, value));
    making.forEach((key, value) -> properties.setProperty(MAKING + key, value));
    var text = new StringWriter();
    properties.store(text, null);
    Path beside = file.resolveSibling(file.getFileName() + ".new");
    try (var channel =
        FileChannel.open(
            beside,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(text.toString());
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Null if there is none. */
  static PartProgress read(Path file) throws IOException {
    var properties = new Properties();
    try {
      properties.load(new StringReader(Files.readString(file)));
      return new PartProgress(
          Long.parseLong(properties.getProperty("frames")),
          Integer.parseInt(properties.getProperty("parts")),
          properties.getProperty("state"),
          Stage.valueOf(properties.getProperty("stage")),
          Boolean.parseBoolean(properties.getProperty("overwrite")),
          under(FACT, properties),
          under(MAKING, properties));
    } catch (NoSuchFileException e) {
      return null;
    } catch (IllegalArgumentException | NullPointerException e) {
      throw new IOException(file + ": damaged; --overwrite begins anew", e);
    }
  }

  private static Map<String, String> under(String prefix, Properties properties) {
    var values = new TreeMap<String, String>();
    for (String key : properties.stringPropertyNames()) {
      if (key.startsWith(prefix)) {
        values.put(key.substring(prefix.length()), properties.getProperty(key));
      }
    }
    return values;
  }
}
