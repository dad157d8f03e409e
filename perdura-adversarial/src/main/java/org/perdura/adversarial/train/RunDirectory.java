package org.perdura.adversarial.train;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import org.perdura.adversarial.Picture;

/** The directory of a run: what may be done in it, and where things lie. */
final class RunDirectory implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LOCK = "lock";

  /** Keys that may differ on resuming: they change what is shown and kept, not the weights. */
  private static final Set<String> NEUTRAL =
      Set.of(
          "log-every",
          "validate-every",
          "checkpoint-every-steps",
          "checkpoint-every-minutes",
          "keep-checkpoints",
          "workers");

  /** Keys that may differ on resuming, although the run is then not the one it would have been. */
  private static final Map<String, String> WARNED =
      Map.of(
          "steps", "the learning rate follows the new schedule from here on",
          "threads", "results may differ in rounding");

  private final Run run;
  private final FileChannel lock;

  /**
   * Opens, or makes, the directory and keeps others out of it.
   *
   * @throws TrainingException if it may not be used
   */
  RunDirectory(Run run) throws IOException {
    this.run = run;
    Path folder = run.directory();
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new TrainingException(folder + ": is a file, must be a directory for the run");
    }
    Files.createDirectories(folder);
    if (!run.resume() && !isEmpty(folder)) {
      throw new TrainingException(
          folder + ": not empty; resume the run in it, or name another directory");
    }
    lock =
        FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!locked(lock)) {
      lock.close();
      throw new TrainingException(folder + ": another training is running in it");
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (var entries = Files.newDirectoryStream(folder, e -> !e.endsWith(LOCK))) {
      return !entries.iterator().hasNext();
    }
  }

  Path root() {
    return run.directory();
  }

  Path checkpoints() {
    return run.directory().resolve("checkpoints");
  }

  Path log() {
    return run.directory().resolve("log.jsonl");
  }

  Path curves() {
    return run.directory().resolve("curves.png");
  }

  Path model() {
    return run.directory().resolve("model.safetensors");
  }

  private Path validation() {
    return run.directory().resolve("validation");
  }

  /** The recipe as checkpoints hold it. */
  String recipe() throws IOException {
    return JSON.writeValueAsString(new TreeMap<>(run.recipe()));
  }

  /** Deletes what a kill has left of files that were being written. */
  void deleteUnfinished() throws IOException {
    for (Path folder : List.of(root(), checkpoints(), validation())) {
      RunFile.deleteUnfinished(folder);
    }
  }

  /** Whether it is still where it was: a folder can be moved or deleted under a running program. */
  boolean isThere() {
    return Files.exists(run.directory().resolve(LOCK));
  }

  /**
   * Compares the recipe of a checkpoint with this run's.
   *
   * @throws TrainingException if a key differs that changes the weights
   */
  void requireSameRecipe(String saved, Path checkpoint, Consumer<String> warnings) {
    Map<String, String> before;
    try {
      before = JSON.readValue(saved, new TypeReference<Map<String, String>>() {});
    } catch (JacksonException e) {
      throw new TrainingException(checkpoint + ": holds no readable recipe", e);
    }
    if (before == null || before.containsValue(null)) {
      throw new TrainingException(checkpoint + ": holds no readable recipe");
    }
    var keys = new TreeSet<>(before.keySet());
    keys.addAll(run.recipe().keySet());
    for (String key : keys) {
      String was = before.getOrDefault(key, "absent");
      String now = run.recipe().getOrDefault(key, "absent");
      String last = key.substring(key.lastIndexOf('.') + 1);
      if (was.equals(now)
          || NEUTRAL.contains(last)
          || run.neutral().contains(key)
          || run.neutral().contains(last)) {
        continue;
      }
      if (!WARNED.containsKey(last)) {
        throw new TrainingException(
            "%s: the recipe has changed: %s was %s, now %s; undo that, or begin a new run"
                .formatted(run.directory(), key, was, now));
      }
      warnings.accept("%s: was %s, now %s: %s".formatted(key, was, now, WARNED.get(last)));
    }
  }

  /** Writes a validation picture and returns it PNG-coded. */
  byte[] picture(String name, long step, Picture picture) throws IOException {
    var image = new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_INT_RGB);
    byte[] rgb = picture.rgb();
    for (int y = 0, i = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++, i += 3) {
        image.setRGB(
            x, y, ((rgb[i] & 0xFF) << 16) | ((rgb[i + 1] & 0xFF) << 8) | (rgb[i + 2] & 0xFF));
      }
    }
    var png = new ByteArrayOutputStream();
    ImageIO.write(image, "png", png);
    Path folder = validation();
    Files.createDirectories(folder);
    Path file = folder.resolve(String.format(Locale.ROOT, "%s-%06d.png", name, step));
    RunFile.write(file, png.toByteArray());
    return png.toByteArray();
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
