package org.perdura.video.data;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
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
import org.perdura.media.Frame;
import org.perdura.media.Media;
import org.perdura.media.SceneCuts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Films decoded once and kept as raw frames in a folder, with an index in JSON beside each. What
 * the folder holds may be deleted at any time; it is made again.
 */
final class FrameStore {

  private static final Logger LOG = LoggerFactory.getLogger(FrameStore.class);

  /** Goes up when what is stored changes. */
  private static final int VERSION = 2;

  private static final int MAX_HEIGHT = 720;
  private static final String TEMPORARY = ".tmp";
  private static final Duration ABANDONED = Duration.ofHours(1);

  private final Path folder;
  private final ObjectMapper json = new ObjectMapper();

  /**
   * What is known of a stored film.
   *
   * @param sourceBytes size of the film it came from; -1 for a sequence of pictures
   * @param sourceModified its time stamp, in ms
   */
  private record Index(
      int version,
      long sourceBytes,
      long sourceModified,
      int width,
      int height,
      int frames,
      List<Shot> shots) {

    /** Whether its shots lie within its frames, and these within what can be mapped. */
    boolean isSound() {
      return width > 0
          && height > 0
          && frames > 0
          && (long) width * height < 1 << 28
          && shots != null
          && !shots.isEmpty()
          && shots.stream().allMatch(shot -> shot != null && shot.isWithin(frames));
    }
  }

  /**
   * @param folder need not exist yet
   */
  FrameStore(Path folder) {
    this.folder = folder;
  }

  /**
   * The frames of a film; decodes them if that has not been done.
   *
   * @throws IOException one line naming the film if it cannot be read, or has no frames in the
   *     range
   */
  StoredVideo open(Footage footage) throws IOException {
    String name = name(footage);
    Path data = folder.resolve(name + ".rgb");
    Path indexFile = folder.resolve(name + ".json");
    var index = valid(footage, data, indexFile);
    if (index == null) {
      Files.createDirectories(folder);
      index = decode(footage, data);
      Path temporary = Files.createTempFile(folder, name, TEMPORARY);
      json.writeValue(temporary.toFile(), index);
      Files.move(temporary, indexFile, StandardCopyOption.REPLACE_EXISTING);
    }
    String film = Path.of(footage.path()).getFileName().toString();
    return new StoredVideo(film, data, index.width, index.height, index.frames, index.shots);
  }

  /** One name for the same film read in the same way. */
  private static String name(Footage footage) {
    Path path = Path.of(footage.path()).toAbsolutePath().normalize();
    String options = path + "|" + footage.from() + "|" + footage.to() + "|" + footage.prescale();
    var crc = new CRC32();
    crc.update(options.getBytes(StandardCharsets.UTF_8));
    String readable = path.getFileName().toString().replaceAll("[^A-Za-z0-9.-]", "_");
    return "%s-%08x".formatted(readable, crc.getValue());
  }

  /** The index, if what it describes is there and the film has not changed since; or null. */
  private Index valid(Footage footage, Path data, Path indexFile) {
    if (!Files.exists(data) || !Files.exists(indexFile)) {
      return null;
    }
    try {
      var index = json.readValue(indexFile.toFile(), Index.class);
      boolean same =
          index != null
              && index.isSound()
              && index.version == VERSION
              && index.sourceBytes == sourceBytes(footage)
              && index.sourceModified == sourceModified(footage)
              && Files.size(data) == 3L * index.width * index.height * index.frames;
      return same ? index : null;
    } catch (IOException e) {
      LOG.debug("{}: not usable, decoding again", indexFile, e);
      return null;
    }
  }

  private static long sourceBytes(Footage footage) throws IOException {
    Path path = Path.of(footage.path());
    return Files.isRegularFile(path) ? Files.size(path) : -1;
  }

  private static long sourceModified(Footage footage) throws IOException {
    Path path = Path.of(footage.path());
    return Files.exists(path) ? Files.getLastModifiedTime(path).toMillis() : -1;
  }

  private Index decode(Footage footage, Path data) throws IOException {
    LOG.info("decoding {} for training", footage.path());
    removeLeftOvers();
    Path temporary = Files.createTempFile(folder, data.getFileName().toString(), TEMPORARY);
    // Ctrl-C ends the process without coming to the end below.
    temporary.toFile().deleteOnExit();
    try {
      var index = decodeTo(footage, temporary);
      Files.move(temporary, data, StandardCopyOption.REPLACE_EXISTING);
      return index;
    } catch (IOException e) {
      throw said(data, e);
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
    try (var files = Files.newDirectoryStream(folder, "*" + TEMPORARY)) {
      for (Path file : files) {
        if (Files.getLastModifiedTime(file).toInstant().isBefore(longAgo)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (NoSuchFileException e) {
      LOG.debug("{}: another process was faster", e.getFile());
    }
  }

  private static Index decodeTo(Footage footage, Path temporary) throws IOException {
    boolean toEnd = footage.to() == null || footage.to() < 0;
    var starts = new ArrayList<Integer>();
    var cuts = new SceneCuts();
    int stored = 0;
    int width;
    int height;
    int read = 0;
    try (var reader = Media.open(footage.path());
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(temporary), 1 << 16)) {
      double shrink = Math.max(footage.prescale(), (double) reader.info().height() / MAX_HEIGHT);
      width = Math.max(1, (int) Math.round(reader.info().width() / shrink));
      height = Math.max(1, (int) Math.round(reader.info().height() / shrink));
      for (; toEnd || read < footage.to(); read++) {
        Frame frame = reader.read();
        if (frame == null) {
          break;
        }
        if (read >= footage.from()) {
          var small = Raster.of(frame).shrink(width, height);
          out.write(small.rgb());
          if (cuts.isCut(Frame.still(width, height, small.rgb()))) {
            starts.add(stored);
          }
          stored++;
        }
      }
      reader.warnings().forEach(LOG::warn);
    }
    int frames = stored + (footage.to() != null && footage.to() < 0 ? footage.to() : 0);
    if (frames < 1) {
      throw new IOException(
          "%s: no frames from %d to %s, for it has %d: must have at least one"
              .formatted(
                  footage.path(),
                  footage.from(),
                  footage.to() == null ? "the end" : footage.to(),
                  read));
    }
    truncate(temporary, 3L * width * height * frames);
    return new Index(
        VERSION,
        sourceBytes(footage),
        sourceModified(footage),
        width,
        height,
        frames,
        Shot.divide(starts, frames));
  }

  private static void truncate(Path file, long bytes) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(bytes);
      // What is stored is known by its size, which a crash must not leave without content.
      channel.force(false);
    }
  }
}
