package org.perdura.adversarial.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.perdura.nn.SafeTensors;
import org.perdura.nn.SafeTensorsFile;
import org.perdura.nn.Tensor;
import org.perdura.nn.TensorFileException;

/** The checkpoints of a run, {@code step-00000500.safetensors}; the newest few are kept. */
final class Checkpoints {

  private static final Pattern NAME = Pattern.compile("step-(\\d{8,18})\\.safetensors");

  /** Of the metadata: how many steps had been trained. */
  static final String STEP = "step";

  private final Path folder;
  private final int keep;

  Checkpoints(Path folder, int keep) {
    this.folder = folder;
    this.keep = keep;
  }

  /**
   * Writes the checkpoint of a step, whole or not at all, and deletes the oldest beyond the kept.
   */
  Path write(long step, Map<String, Tensor> tensors, Map<String, String> metadata)
      throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve(String.format(Locale.ROOT, "step-%08d.safetensors", step));
    SafeTensors.write(file, tensors, metadata);
    deleteOldest();
    return file;
  }

  private void deleteOldest() throws IOException {
    List<Path> all = newestFirst();
    for (Path old : all.subList(Math.min(keep, all.size()), all.size())) {
      Files.deleteIfExists(old);
    }
  }

  /** One that was read, and is whole. */
  record Loaded(Path file, long step, SafeTensorsFile content) {}

  /**
   * The newest checkpoint that can be read, its tensors in the innermost scope, or null if there
   * are none at all.
   *
   * @param warnings told about each damaged one
   * @throws TrainingException if there are some, but all are damaged
   */
  Loaded newest(Consumer<String> warnings) throws IOException {
    List<Path> all = newestFirst();
    for (Path file : all) {
      try {
        SafeTensorsFile content = SafeTensors.read(file);
        requireSound(file, content);
        return new Loaded(file, stepOf(file), content);
      } catch (IOException e) {
        warnings.accept("damaged checkpoint passed over: " + e.getMessage());
      }
    }
    if (!all.isEmpty()) {
      throw new TrainingException(
          "%s: all %d checkpoints are damaged; start again in another directory"
              .formatted(folder, all.size()));
    }
    return null;
  }

  /** What is wrong here would show only after steps that are lost, or delete later checkpoints. */
  private static void requireSound(Path file, SafeTensorsFile content) throws IOException {
    String step = content.metadata().getOrDefault(STEP, "none");
    if (!step.equals(Long.toString(stepOf(file)))) {
      throw new TensorFileException(file, "is of step " + step + ", must be that of its name");
    }
    for (var tensor : content.tensors().entrySet()) {
      if (!tensor.getValue().allFinite()) {
        throw new TensorFileException(
            file, "tensor " + tensor.getKey() + ": holds values that are no numbers");
      }
    }
  }

  /** Deletes those after a step, which a resumed run will write again, and what a kill has left. */
  void deleteAfter(long step) throws IOException {
    for (Path file : newestFirst()) {
      if (stepOf(file) > step) {
        Files.deleteIfExists(file);
      }
    }
    deleteOldest();
  }

  private List<Path> newestFirst() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    var files = new ArrayList<Path>();
    try (var entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        if (NAME.matcher(entry.getFileName().toString()).matches()) {
          files.add(entry);
        }
      }
    }
    files.sort(Comparator.comparingLong(Checkpoints::stepOf).reversed());
    return files;
  }

  private static long stepOf(Path file) {
    var matcher = NAME.matcher(file.getFileName().toString());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(file + ": no checkpoint's name");
    }
    return Long.parseLong(matcher.group(1));
  }
}
