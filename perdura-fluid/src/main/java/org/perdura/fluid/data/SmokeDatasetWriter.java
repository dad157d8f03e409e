package org.perdura.fluid.data;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.regex.Pattern;
import org.perdura.fluid.output.Existing;
import org.perdura.fluid.output.OutputFolder;
import org.perdura.grid.Slabs;
import org.perdura.grid.io.GridFiles;

/**
 * Writes pairs of simulations into a folder, a folder {@code sim_0000} for each, which holds {@code
 * density_low_0000.npz}, {@code velocity_low_0000.npz}, {@code density_high_0000.npz} and so on (or
 * {@code .uni}), and what they are in {@code description.json}. A frame is there whole or not at
 * all; what was interrupted is finished as if it had not been.
 */
public final class SmokeDatasetWriter {

  /** Says in the folder what is in it. */
  public static final String FILE = "dataset.json";

  /** Of what is made from a seed: another version may make other frames of the same seed. */
  private static final int VERSION = 1;

  private static final String DESCRIPTION = "description.json";
  private static final String STATE = ".state";

  /** Key of {@link #FILE} that a resumed dataset may have another value of. */
  private static final String SIMULATIONS = "simulations";

  /** Frames that are simulated again after a kill at most, besides those of the warm-up. */
  private static final int STATE_EVERY = 16;

  /** Files that a simulation consists of. */
  private static final Pattern RESULTS =
      Pattern.compile(
          "(density|velocity)_(low|high)_\\d{4}\\.(npz|uni|vdb)|description\\.json|\\.state");

  /** Some more than the simulations that anybody has. */
  private static final int MOST_SIMULATIONS = 10_000;

  /**
   * What is written.
   *
   * @param simulations how many
   * @param ending of the frames' files, which says their format: {@code .npz} or {@code .uni}
   * @param velocityHigh whether the fine velocity is written as well
   */
  public record Order(SmokeDataSpec spec, int simulations, String ending, boolean velocityHigh) {

    public Order {
      if (simulations < 1 || simulations > MOST_SIMULATIONS) {
        throw new IllegalArgumentException(
            "count: %d, must be from 1 to %d".formatted(simulations, MOST_SIMULATIONS));
      }
      if (!GridFiles.endings().contains(ending)) {
        throw new IllegalArgumentException(
            "format: %s, must be one of %s".formatted(ending, GridFiles.endings()));
      }
    }
  }

  private final OutputFolder folder;
  private final Order order;
  private final int[] done; // frames of each simulation
  private volatile boolean stopped;

  /**
   * Looks at what is in the folder.
   *
   * @param folder made when the first frame is
   * @throws IOException one line: what is in the folder must not be replaced, or is of another
   *     order
   */
  public SmokeDatasetWriter(Path folder, Order order, Existing existing) throws IOException {
    this.folder = new OutputFolder(folder, FILE, "dataset", existing);
    this.order = order;
    done = new int[order.simulations()];
    if (this.folder.isResumed()) {
      requireSame();
      for (int n = 0; n < done.length; n++) {
        done[n] = framesThere(n);
      }
    }
  }

  private ObjectNode description() {
    ObjectNode node = Json.object();
    node.put("version", VERSION);
    node.put(SIMULATIONS, order.simulations());
    node.put("format", order.ending().substring(1));
    node.put("velocity-high", order.velocityHigh());
    node.setAll((ObjectNode) Json.of(order.spec()));
    return node;
  }

  private void requireSame() throws IOException {
    ObjectNode then = Json.read(folder.label());
    folder.requireSame(settings(then), settings(description()));
    int simulations = then.path(SIMULATIONS).asInt();
    if (simulations > order.simulations()) {
      throw new IOException(
          "%s: was begun with %d simulations, now %d; must be as many, or more, to resume"
              .formatted(folder.label(), simulations, order.simulations()));
    }
  }

  /** What must be the same for a dataset to be continued. */
  private static Map<String, String> settings(ObjectNode description) {
    var settings = new TreeMap<String, String>();
    for (var field : description.properties()) {
      if (!field.getKey().equals(SIMULATIONS)) {
        settings.put(field.getKey(), field.getValue().asText());
      }
    }
    return settings;
  }

  private Path simulation(int number) {
    return folder.path().resolve("sim_%04d".formatted(number));
  }

  /** The files of a frame. */
  private List<Path> files(int simulation, int frame) {
    return names().stream().map(name -> file(simulation, name, frame)).toList();
  }

  private List<String> names() {
    return order.velocityHigh()
        ? List.of("density_low", "velocity_low", "density_high", "velocity_high")
        : List.of("density_low", "velocity_low", "density_high");
  }

  private Path file(int simulation, String name, int frame) {
    return simulation(simulation).resolve("%s_%04d%s".formatted(name, frame, order.ending()));
  }

  private int framesThere(int simulation) {
    int frame = 0;
    while (frame < order.spec().frames()
        && files(simulation, frame).stream().allMatch(Files::isRegularFile)) {
      frame++;
    }
    return frame;
  }

  /** How many frames of all simulations are there already. */
  public int done() {
    int sum = 0;
    for (int frames : done) {
      sum += frames;
    }
    return sum;
  }

  /** How many there will be. */
  public int total() {
    return order.simulations() * order.spec().frames();
  }

  /**
   * Writes the frames that are missing.
   *
   * @param onFrame told after every frame how many of all simulations are there now
   * @return whether all are there: {@code false} after {@link #stop}
   * @throws IOException one line: a frame cannot be written
   */
  public boolean run(Slabs slabs, IntConsumer onFrame) throws IOException {
    if (folder.isReplaced()) {
      clear();
    }
    Files.createDirectories(folder.path());
    Json.write(folder.label(), description());
    for (int n = 0; n < done.length && !stopped; n++) {
      if (done[n] < order.spec().frames()) {
        write(n, slabs, onFrame);
      } else {
        deleteState(n);
      }
    }
    return done() == total();
  }

  private void write(int number, Slabs slabs, IntConsumer onFrame) throws IOException {
    OutputFolder.requireOwn(simulation(number));
    if (!Files.isDirectory(simulation(number))) {
      // Not the folder around it: that one was made, and if it is gone its other files are, too.
      Files.createDirectory(simulation(number));
    }
    Path stateFile = simulation(number).resolve(STATE);
    try (var pairs = new SmokePairs(order.spec(), number, slabs)) {
      Json.write(simulation(number).resolve(DESCRIPTION), description(number, pairs));
      var state = StateFile.read(stateFile, pairs.state());
      if (state.isPresent() && state.get().framesDone() <= done[number]) {
        pairs.restore(state.get().framesDone(), state.get().arrays());
      }
      while (pairs.hasNext() && !stopped) {
        SmokePair pair = pairs.next();
        if (pair.frame() < done[number]) {
          continue;
        }
        write(number, pair);
        done[number]++;
        if (pairs.hasNext() && (pairs.framesDone() % STATE_EVERY == 0 || stopped)) {
          new StateFile(pairs.framesDone(), pairs.state()).write(stateFile);
        }
        onFrame.accept(done());
      }
      if (!pairs.hasNext()) {
        deleteState(number);
      }
    }
  }

  /** What is left of one by a kill, too. */
  private void deleteState(int number) throws IOException {
    OutputFolder.delete(simulation(number), Pattern.compile(Pattern.quote(STATE)));
  }

  private void write(int number, SmokePair pair) throws IOException {
    int frame = pair.frame();
    GridFiles.write(file(number, "density_low", frame), pair.densityLow());
    GridFiles.write(file(number, "velocity_low", frame), pair.velocityLow());
    GridFiles.write(file(number, "density_high", frame), pair.densityHigh());
    if (order.velocityHigh()) {
      GridFiles.write(file(number, "velocity_high", frame), pair.velocityHigh());
    }
  }

  private ObjectNode description(int number, SmokePairs pairs) {
    SmokeDataSpec spec = order.spec();
    ObjectNode node = Json.object();
    node.put("version", VERSION);
    node.put("seed", spec.seed());
    node.put("simulation", number);
    node.set("mode", Json.of(spec.mode()));
    node.put("resync", pairs.resync());
    node.put("frames", spec.frames());
    node.put("warmup", spec.warmup());
    node.put("factor", spec.factor());
    node.put("low", spec.low().toString());
    node.put("high", spec.high().toString());
    node.put("format", order.ending().substring(1));
    node.set("scene", Json.of(pairs.scene()));
    return node;
  }

  /** Deletes what a dataset consists of, and nothing else. */
  private void clear() throws IOException {
    try (DirectoryStream<Path> simulations =
        Files.newDirectoryStream(
            folder.path(), entry -> entry.getFileName().toString().matches("sim_\\d{4}"))) {
      for (Path simulation : simulations) {
        OutputFolder.requireOwn(simulation);
        OutputFolder.delete(simulation, RESULTS);
        if (OutputFolder.isEmpty(simulation)) {
          Files.delete(simulation);
        }
      }
    }
    // Last: what is left by a kill in between is still a dataset.
    Files.deleteIfExists(folder.label());
  }

  /** Asks, from any thread, to stop after the present frame. */
  public void stop() {
    stopped = true;
  }
}
