package org.perdura.media;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
    /** All is ready to be moved to its place; what was there has made way. */
    PLACING,
    /** All is in its place; what is left of the parts can go. */
    PLACED
  }

  private static final long MOST_BYTES = 1 << 20;
  private static final String FACT = "fact.";
  private static final String MAKING = "made-with.";

  static PartProgress beginning(boolean overwrite, Map<String, String> making) {
    return new PartProgress(0, 0, "", Stage.WRITING, overwrite, Map.of(), making);
  }

  /** The name of the state after so many frames. */
  static String stateName(long frames) {
    return "state-%09d".formatted(frames);
  }

  /** With a fact more. */
  PartProgress with(String fact, String value) {
    var more = new TreeMap<>(facts);
    more.put(fact, value);
    return new PartProgress(frames, parts, state, stage, overwrite, more, making);
  }

  PartProgress with(Stage stage) {
    return new PartProgress(frames, parts, state, stage, overwrite, facts, making);
  }

  /** A part more. */
  PartProgress after(long frames, String state, Map<String, String> facts) {
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
    PendingOutput.forceFolder(file.toAbsolutePath().getParent());
  }

  /**
   * What a file says; null if there is none.
   *
   * @throws IOException if it is damaged
   */
  static PartProgress read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return null;
    }
    var properties = new Properties();
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new IllegalArgumentException("too long");
      }
      properties.load(new StringReader(Files.readString(file)));
      var progress =
          new PartProgress(
              Long.parseLong(properties.getProperty("frames")),
              Integer.parseInt(properties.getProperty("parts")),
              properties.getProperty("state", ""),
              Stage.valueOf(properties.getProperty("stage")),
              Boolean.parseBoolean(properties.getProperty("overwrite")),
              under(FACT, properties),
              under(MAKING, properties));
      progress.requireSound();
      return progress;
    } catch (IllegalArgumentException
        | NullPointerException
        | CharacterCodingException e) { // nothing else is said of what is no number or no text
      throw new IOException(file + ": damaged; --overwrite begins anew", e);
    }
  }

  /** A name that leads elsewhere, or numbers that contradict each other, are not ours. */
  private void requireSound() {
    boolean named = state.isEmpty() || state.equals(stateName(frames));
    boolean goesOn = stage != Stage.WRITING || frames == 0 || !state.isEmpty();
    boolean counted = frames >= parts && parts >= 0 && frames > 0 == parts > 0;
    if (!named || !counted || !goesOn) {
      throw new IllegalArgumentException("frames, parts and state do not fit");
    }
    facts.forEach((key, value) -> Long.parseLong(value));
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
