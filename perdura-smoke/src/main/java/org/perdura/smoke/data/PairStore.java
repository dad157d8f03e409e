package org.perdura.smoke.data;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.perdura.fluid.data.SmokeDatasetWriter;
import org.perdura.grid.GridSize;
import org.perdura.grid.Interpolation;
import org.perdura.grid.Resampling;
import org.perdura.grid.ScalarField;
import org.perdura.grid.Slabs;
import org.perdura.grid.VectorField;
import org.perdura.grid.io.GridFiles;
import org.perdura.grid.io.GridSequence;
import org.perdura.grid.io.SequenceName;
import org.perdura.smoke.model.SmokeGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Datasets brought into a form that tiles can be read from, in a folder. What the folder holds may
 * be deleted at any time; it is made again.
 */
final class PairStore {

  private static final Logger LOG = LoggerFactory.getLogger(PairStore.class);

  /** Goes up when what is stored changes. */
  private static final int VERSION = 1;

  private static final String DESCRIPTION = "description.json";
  private static final String TEMPORARY = ".tmp";
  private static final Duration ABANDONED = Duration.ofHours(1);

  /** More than any description has. */
  private static final long MOST_BYTES = 1 << 20;

  private final Path folder;
  private final ObjectMapper json = new ObjectMapper();

  /**
   * @param folder need not exist yet
   */
  PairStore(Path folder) {
    this.folder = folder;
  }

  /**
   * The simulations of a dataset.
   *
   * @param dimensions that they must have
   * @throws IOException one line: it is no dataset, has other dimensions or no simulation, or a
   *     frame cannot be read
   */
  List<StoredSimulation> open(Path dataset, int dimensions) throws IOException {
    requireDataset(dataset);
    var simulations = new ArrayList<StoredSimulation>();
    try (var entries = Files.newDirectoryStream(dataset, "sim_*")) {
      var paths = new ArrayList<Path>();
      entries.forEach(paths::add);
      paths.sort(null);
      for (Path path : paths) {
        simulations.add(simulation(path));
      }
    }
    if (simulations.isEmpty()) {
      throw new IOException(dataset + ": holds no simulation; must hold one or more");
    }
    int found = simulations.get(0).low().dimensions();
    if (found != dimensions) {
      throw new IOException(
          "%s: a dataset in %d dimensions, but the recipe's generator has %d"
              .formatted(dataset, found, dimensions));
    }
    return simulations;
  }

  static void requireDataset(Path path) throws IOException {
    if (!Files.isRegularFile(path.resolve(SmokeDatasetWriter.FILE))) {
      throw new IOException(path + ": no dataset of smoke; perdura dataset smoke makes one");
    }
  }

  private StoredSimulation simulation(Path path) throws IOException {
    JsonNode description = description(path);
    String ending = "." + description.path("format").asText("npz");
    if (!GridFiles.endings().contains(ending)) { // it becomes part of the files' names
      throw new IOException(
          "%s: format: must be one of %s, with no dot"
              .formatted(path.resolve(DESCRIPTION), GridFiles.endings()));
    }
    GridSequence low = GridSequence.open(SequenceName.of(path + "/density_low_%04d" + ending));
    GridSequence high = GridSequence.open(SequenceName.of(path + "/density_high_%04d" + ending));
    GridSize size = low.info().size();
    if (!high.info().size().equals(size.times(SmokeGenerator.SCALE))) {
      throw new IOException(
          "%s: coarse %s and fine %s; must be %d times as fine"
              .formatted(path, size, high.info().size(), SmokeGenerator.SCALE));
    }
    int frames = description.path("frames").asInt();
    if (frames < 1) {
      throw new IOException(path.resolve(DESCRIPTION) + ": frames: must be at least 1");
    }
    if (low.numbers().size() < frames || high.numbers().size() < frames) {
      throw new IOException(
          "%s: %d frames, must be %d; perdura dataset smoke --resume finishes it"
              .formatted(path, Math.min(low.numbers().size(), high.numbers().size()), frames));
    }
    Path file = folder.resolve(name(path, low.file(0)));
    if (!Files.exists(file) || Files.size(file) != StoredSimulation.bytes(size) * frames) {
      store(path, low, high, frames, file);
    }
    // In both modes: the coarse density is taken over from the fine one in every frame.
    boolean blurred = description.path("resync").asInt() == 1;
    return new StoredSimulation(file, path.toString(), size, frames, blurred);
  }

  private JsonNode description(Path path) throws IOException {
    Path file = path.resolve(DESCRIPTION);
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + ": is missing: must say what the simulation is");
    }
    if (Files.size(file) > MOST_BYTES) {
      throw new IOException(
          "%s: %d bytes, must be %d at most".formatted(file, Files.size(file), MOST_BYTES));
    }
    try {
      return json.readTree(file.toFile());
    } catch (JacksonException e) {
      throw new IOException(file + ": no JSON, must say what the simulation is", e);
    }
  }

  /** One name for the same simulation with the same frames. */
  private static String name(Path path, Path firstFrame) throws IOException {
    var crc = new CRC32();
    String which =
        "%d|%s|%s"
            .formatted(
                VERSION,
                path.toAbsolutePath().normalize(),
                Files.getLastModifiedTime(firstFrame).toMillis());
    crc.update(which.getBytes(StandardCharsets.UTF_8));
    return "%s-%s-%08x.pairs"
        .formatted(
            String.valueOf(path.toAbsolutePath().getParent().getFileName())
                .replaceAll("[^A-Za-z0-9.-]", "_"),
            path.getFileName(),
            crc.getValue());
  }

  private void store(Path path, GridSequence low, GridSequence high, int frames, Path file)
      throws IOException {
    LOG.info("preparing {}", path);
    GridSequence velocity =
        low.velocity()
            .orElseThrow(() -> new IOException(path + ": has no velocity beside density_low"));
    Files.createDirectories(folder);
    removeLeftOvers();
    Path temporary = Files.createTempFile(folder, file.getFileName().toString(), TEMPORARY);
    // Ctrl-C ends the process without coming to the end below.
    temporary.toFile().deleteOnExit();
    try (var slabs = new Slabs(1)) {
      try (var channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        for (int frame = 0; frame < frames; frame++) {
          ScalarField densityLow = low.readScalar(frame);
          VectorField centred =
              Resampling.toCentres(velocity.readVector(frame), Interpolation.LINEAR, slabs);
          var buffer = StoredSimulation.encode(densityLow, centred, high.readScalar(frame));
          while (buffer.hasRemaining()) {
            channel.write(buffer);
          }
        }
        // What is stored is known by its size, which a crash must not leave without content.
        channel.force(false);
      }
      Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw said(file, e);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** A full disk is said without a name. */
  private static IOException said(Path file, IOException e) {
    boolean nameless = "No space left on device".equals(e.getMessage());
    return nameless ? new IOException(file + ": " + e.getMessage(), e) : e;
  }

  /** What processes that were killed have left; those at work write their files all the time. */
  private void removeLeftOvers() throws IOException {
    var longAgo = Instant.now().minus(ABANDONED);
    try (var files = Files.newDirectoryStream(folder, "*.pairs*" + TEMPORARY)) {
      for (Path file : files) {
        if (Files.getLastModifiedTime(file).toInstant().isBefore(longAgo)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (NoSuchFileException e) {
      LOG.debug("{}: another process was faster", e.getFile());
    }
  }
}
