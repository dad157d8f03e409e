package org.perdura.fluid.scene;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.perdura.grid.Slabs;
import org.perdura.grid.io.GridFiles;
import org.perdura.recipe.Recipe;

/**
 * Simulates a scene into a folder: {@code density_0000.uni} and {@code velocity_0000.uni} after the
 * first step, and so on, whole or not at all; then some frames on one sheet, {@code frames.png}.
 * What was interrupted goes on from the newest frame as if it had not been.
 */
public final class SceneWriter {

  /** Some frames at one glance. */
  public static final String SHEET = "frames.png";

  /** All of the scene's keys and values, as lines. */
  public static final String FILE = "scene.txt";

  /** A scene may be continued for longer than it was begun. */
  private static final String STEPS = "steps";

  private static final int MOST_FRAMES = 10_000_000;

  /** What happens if the folder holds something. */
  public enum Existing {
    REFUSE,
    /** A simulation of the same scene goes on. */
    RESUME,
    /** A simulation makes way. */
    REPLACE
  }

  /** Told after every step. */
  @FunctionalInterface
  public interface Listener {

    /**
     * A frame is there.
     *
     * @param frames that are there now
     */
    void onFrame(int frames);
  }

  private final Path folder;
  private final Recipe<Scene> scene;
  private final String ending;
  private final int frames;
  private final boolean replace;
  private int done;
  private volatile boolean stopped;

  /**
   * Looks at what is in the folder.
   *
   * @param folder made when the first frame is
   * @param ending of the frames' files, which says their format: {@code .npz} or {@code .uni}
   * @throws IOException one line: what is in the folder must not be replaced, or is another scene
   */
  public SceneWriter(Path folder, Recipe<Scene> scene, String ending, int frames, Existing existing)
      throws IOException {
    Values.requireWithin("frames", frames, 1, MOST_FRAMES);
    this.folder = folder;
    this.scene = scene;
    this.ending = ending;
    this.frames = frames;
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new NotDirectoryException(folder.toString());
    }
    boolean simulation = Files.isRegularFile(folder.resolve(FILE));
    replace = simulation && existing == Existing.REPLACE;
    if (simulation && existing == Existing.REFUSE) {
      throw new IOException(
          folder + ": holds a simulation; --resume goes on with it, --overwrite replaces it");
    }
    if (!simulation && !isEmpty()) {
      throw new IOException(
          folder + ": holds something other than a simulation; name another folder");
    }
    if (simulation && !replace) {
      requireSame();
      while (done < frames
          && Files.isRegularFile(density(done))
          && Files.isRegularFile(velocity(done))) {
        done++;
      }
    }
  }

  private boolean isEmpty() throws IOException {
    if (!Files.isDirectory(folder)) {
      return true;
    }
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(
            folder, entry -> !entry.getFileName().toString().startsWith("."))) {
      return !entries.iterator().hasNext();
    }
  }

  /** What must be the same for a simulation to go on. */
  private Map<String, String> identity() {
    var identity = new TreeMap<>(scene.flat());
    identity.remove(STEPS);
    identity.put("format", ending.substring(1));
    return identity;
  }

  private void requireSame() throws IOException {
    Path file = folder.resolve(FILE);
    var there = new TreeMap<String, String>();
    for (String line : Files.readAllLines(file)) {
      int colon = line.indexOf(": ");
      if (colon > 0) {
        there.put(line.substring(0, colon), line.substring(colon + 2));
      }
    }
    Map<String, String> now = identity();
    var keys = new TreeSet<>(there.keySet());
    keys.addAll(now.keySet());
    for (String key : keys) {
      if (!there.getOrDefault(key, "").equals(now.getOrDefault(key, ""))) {
        throw new IOException(
            "%s: was begun with %s %s, now %s; must be the same to resume"
                .formatted(
                    file,
                    key,
                    there.getOrDefault(key, "left out"),
                    now.getOrDefault(key, "left out")));
      }
    }
  }

  private Path density(int frame) {
    return folder.resolve("density_%04d%s".formatted(frame, ending));
  }

  private Path velocity(int frame) {
    return folder.resolve("velocity_%04d%s".formatted(frame, ending));
  }

  /** How many frames are there already. */
  public int done() {
    return done;
  }

  /**
   * Writes the frames that are missing, and the sheet.
   *
   * @return whether all are there: {@code false} after {@link #stop}
   * @throws IOException one line: a frame cannot be read or written
   */
  public boolean run(Slabs slabs, Listener listener) throws IOException {
    try (var simulation = new Simulation(scene.value(), slabs)) {
      if (replace) {
        clear();
      }
      Files.createDirectories(folder);
      writeWhole(FILE, identityText());
      if (done > 0 && done < frames) {
        restore(simulation);
      }
      while (simulation.stepsDone() < done && done < frames && !stopped) {
        simulation.step();
      }
      while (done < frames && !stopped) {
        simulation.step();
        GridFiles.write(density(done), simulation.density());
        GridFiles.write(velocity(done), simulation.velocity());
        done++;
        listener.onFrame(done);
      }
    }
    if (done == frames) {
      writeSheet();
    }
    return done == frames;
  }

  private void restore(Simulation simulation) throws IOException {
    int from = simulation.restorable(done);
    if (from == 0) {
      return;
    }
    var density = GridFiles.readScalar(density(from - 1));
    var velocity = GridFiles.readVector(velocity(from - 1));
    try {
      simulation.restore(density, velocity, from);
    } catch (IllegalArgumentException e) {
      throw new IOException(density(from - 1) + ": " + e.getMessage(), e);
    }
  }

  private byte[] identityText() {
    return identity().entrySet().stream()
        .map(entry -> entry.getKey() + ": " + entry.getValue() + "\n")
        .collect(Collectors.joining())
        .getBytes(StandardCharsets.UTF_8);
  }

  private void writeSheet() throws IOException {
    var pictures = new ArrayList<BufferedImage>();
    for (int frame : ContactSheet.frames(frames)) {
      pictures.add(ContactSheet.picture(GridFiles.readScalar(density(frame))));
    }
    var bytes = new ByteArrayOutputStream();
    ImageIO.write(ContactSheet.of(pictures), "png", bytes);
    writeWhole(SHEET, bytes.toByteArray());
  }

  private void writeWhole(String name, byte[] content) throws IOException {
    Path unfinished = folder.resolve("." + name + ".part");
    try {
      Files.write(unfinished, content);
      Files.move(
          unfinished,
          folder.resolve(name),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  /** Deletes what a simulation consists of, and nothing else. */
  private void clear() throws IOException {
    var gone = new ArrayList<>(List.of(folder.resolve(SHEET), folder.resolve(FILE)));
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(
            folder,
            entry ->
                entry
                    .getFileName()
                    .toString()
                    .matches("(density|velocity)_\\d{4,}\\.(npz|uni)|\\..+\\.part"))) {
      entries.forEach(gone::add);
    }
    for (Path file : gone) {
      Files.deleteIfExists(file);
    }
  }

  /** Asks, from any thread, to stop after the present step. */
  public void stop() {
    stopped = true;
  }
}
