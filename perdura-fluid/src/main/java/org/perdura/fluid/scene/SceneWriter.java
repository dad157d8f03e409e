package org.perdura.fluid.scene;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.perdura.fluid.output.Existing;
import org.perdura.fluid.output.LabelFile;
import org.perdura.fluid.output.OutputFolder;
import org.perdura.grid.ScalarField;
import org.perdura.grid.Slabs;
import org.perdura.grid.VectorField;
import org.perdura.grid.io.GridFiles;
import org.perdura.grid.io.VdbFormat;
import org.perdura.grid.io.WholeFile;
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

  private static final String TOGETHER = ".vdb";

  private static final int MOST_FRAMES = 10_000_000;

  /** Files that a simulation consists of, besides {@link #FILE}. */
  private static final Pattern RESULTS =
      Pattern.compile("(density|velocity)_\\d{4,}\\.(npz|uni|vdb)|" + Pattern.quote(SHEET));

  private final OutputFolder folder;
  private final Recipe<Scene> scene;
  private final String ending;
  private final int frames;
  private int done;
  private volatile boolean stopped;

  /**
   * Looks at what is in the folder.
   *
   * @param folder made when the first frame is
   * @param ending of the frames' files, which says their format: {@code .npz}, {@code .uni} or
   *     {@code .vdb}
   * @throws IOException one line: what is in the folder must not be replaced, or is another scene
   */
  public SceneWriter(Path folder, Recipe<Scene> scene, String ending, int frames, Existing existing)
      throws IOException {
    Values.requireWithin("frames", frames, 1, MOST_FRAMES);
    this.scene = scene;
    this.ending = ending;
    this.frames = frames;
    this.folder = new OutputFolder(folder, FILE, "simulation", existing);
    if (this.folder.isResumed()) {
      this.folder.requireSame(LabelFile.read(this.folder.label()), identity());
      while (done < frames
          && Files.isRegularFile(density(done))
          && Files.isRegularFile(velocity(done))) {
        done++;
      }
      if (Files.exists(density(frames))) {
        throw new IOException(
            "%s: holds more than %d frames; ask for no fewer than there are"
                .formatted(folder, frames));
      }
    }
  }

  /** What must be the same for a simulation to go on. */
  private Map<String, String> identity() {
    var identity = new TreeMap<>(scene.flat());
    identity.remove(STEPS);
    identity.put("format", ending.substring(1));
    return identity;
  }

  private Path density(int frame) {
    return folder.path().resolve("density_%04d%s".formatted(frame, ending));
  }

  /** In OpenVDB's files both lie together, as programs expect it. */
  private boolean together() {
    return ending.equals(TOGETHER);
  }

  private Path velocity(int frame) {
    return together()
        ? density(frame)
        : folder.path().resolve("velocity_%04d%s".formatted(frame, ending));
  }

  /** How many frames are there already. */
  public int done() {
    return done;
  }

  /**
   * Writes the frames that are missing, and the sheet.
   *
   * @param onFrame told after every frame how many are there now
   * @return whether all are there: {@code false} after {@link #stop}
   * @throws IOException one line: a frame cannot be read or written
   */
  public boolean run(Slabs slabs, IntConsumer onFrame) throws IOException {
    if (done < frames) {
      try (Simulation simulation = simulation(slabs)) {
        begin();
        simulate(simulation, onFrame);
      }
    } else {
      begin();
    }
    if (done == frames) {
      writeSheet(slabs);
    }
    return done == frames;
  }

  private Simulation simulation(Slabs slabs) throws IOException {
    try {
      return new Simulation(scene.value(), slabs);
    } catch (IllegalArgumentException e) {
      throw new IOException(scene.name() + ": " + e.getMessage(), e);
    }
  }

  private void begin() throws IOException {
    if (folder.isReplaced()) {
      OutputFolder.delete(folder.path(), RESULTS);
      // Last: what is left by a kill in between is still a simulation.
      Files.deleteIfExists(folder.label());
    }
    Files.createDirectories(folder.path());
    LabelFile.write(folder.label(), identity());
  }

  private void simulate(Simulation simulation, IntConsumer onFrame) throws IOException {
    if (done > 0) {
      restore(simulation);
    }
    while (simulation.stepsDone() < done && !stopped) {
      simulation.step();
    }
    while (done < frames && !stopped) {
      simulation.step();
      write(simulation.density(), simulation.velocity());
      done++;
      onFrame.accept(done);
    }
  }

  private void write(ScalarField density, VectorField velocity) throws IOException {
    if (together()) {
      VdbFormat.write(density(done), density, velocity);
    } else {
      GridFiles.write(density(done), density);
      GridFiles.write(velocity(done), velocity);
    }
  }

  private void restore(Simulation simulation) throws IOException {
    int from = simulation.restorable(done);
    if (from == 0) {
      return;
    }
    var density = GridFiles.readScalar(density(from - 1));
    Path file = velocity(from - 1);
    var velocity = together() ? VdbFormat.readVelocity(file) : GridFiles.readVector(file);
    try {
      simulation.restore(density, velocity, from);
    } catch (IllegalArgumentException e) {
      throw new IOException(density(from - 1) + ": " + e.getMessage(), e);
    }
  }

  private void writeSheet(Slabs slabs) throws IOException {
    var pictures = new ArrayList<BufferedImage>();
    for (int frame : ContactSheet.frames(frames)) {
      pictures.add(ContactSheet.picture(GridFiles.readScalar(density(frame)), slabs));
    }
    var bytes = new ByteArrayOutputStream();
    ImageIO.write(ContactSheet.of(pictures), "png", bytes);
    WholeFile.write(folder.path().resolve(SHEET), bytes.toByteArray());
  }

  /** Asks, from any thread, to stop after the present step. */
  public void stop() {
    stopped = true;
  }
}
