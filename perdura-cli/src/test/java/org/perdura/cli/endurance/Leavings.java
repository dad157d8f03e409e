package org.perdura.cli.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The files that a run leaves, hidden ones too, with what must be the same in every run. */
enum Leavings {
  /** Every byte of every file. */
  ALL {
    @Override
    byte[] same(String name, byte[] content) {
      return content;
    }
  },

  /**
   * What a training leaves. Each process writes an event file of its own, in which each record has
   * its time; and each line of the log tells times. All else must be the same, byte for byte.
   */
  TRAINING {
    @Override
    byte[] same(String name, byte[] content) throws IOException {
      if (name.startsWith("events.out.tfevents.") || name.equals("lock")) {
        return null;
      }
      return name.equals("log.jsonl") ? withoutTimes(content) : content;
    }
  };

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> TIMES = List.of("seconds-per-step", "wait", "elapsed");

  /**
   * What of a file must be the same.
   *
   * @param name relative to the output
   * @return null if the file differs in every run
   */
  abstract byte[] same(String name, byte[] content) throws IOException;

  private static byte[] withoutTimes(byte[] log) throws IOException {
    var kept = new StringBuilder();
    for (String line : new String(log, StandardCharsets.UTF_8).lines().toList()) {
      var entry = (ObjectNode) JSON.readTree(line);
      entry.remove(TIMES);
      kept.append(entry).append('\n');
    }
    return kept.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** All files by name. */
  Map<String, byte[]> of(Path folder) throws IOException {
    var files = new TreeMap<String, byte[]>();
    if (!Files.exists(folder)) {
      return files;
    }
    try (var entries = Files.walk(folder)) {
      for (Path file : entries.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString();
        byte[] same = same(name, Files.readAllBytes(file));
        if (same != null) {
          files.put(name, same);
        }
      }
    }
    return files;
  }

  /** Fails if a file is missing, too many or another one. */
  void assertSame(Path found, Path expected) throws IOException {
    Map<String, byte[]> whole = of(expected);
    Map<String, byte[]> other = of(found);
    assertThat(whole).isNotEmpty();
    assertThat(other.keySet()).as(found.toString()).isEqualTo(whole.keySet());
    whole.forEach(
        (name, bytes) ->
            assertThat(Arrays.equals(bytes, other.get(name))).as(found + "/" + name).isTrue());
  }

  /** Fails if a file that is there under its final name is not what a whole run leaves there. */
  void assertNonePartial(Path found, Path expected) throws IOException {
    Map<String, byte[]> whole = of(expected);
    of(found)
        .forEach(
            (name, bytes) -> {
              if (whole.containsKey(name) && isFinal(name)) {
                assertThat(Arrays.equals(bytes, whole.get(name))).as(found + "/" + name).isTrue();
              }
            });
  }

  /** Files that grow or are replaced while a run goes on are others before its end. */
  private static boolean isFinal(String name) {
    return !List.of("log.jsonl", "curves.png", "model.safetensors", "dataset.json").contains(name);
  }
}
