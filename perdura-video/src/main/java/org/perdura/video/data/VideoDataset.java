package org.perdura.video.data;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.perdura.media.BlurDownscale;

/**
 * What a folder of clips is, as its {@value #FILE} tells; the clips themselves are in {@link
 * ClipFolders}.
 *
 * @param order what was asked for
 * @param degradation by which the low-res frames were made
 * @param clips those that are there, in their order; as many as ordered when it is finished
 */
@JsonPropertyOrder({"order", "degradation", "clips"})
public record VideoDataset(Order order, String degradation, List<Entry> clips) {

  public static final String FILE = "dataset.json";

  /** More than 9999 clips take. */
  private static final long MOST_BYTES = 1 << 24;

  private static final String BD =
      "BD: Gaussian blur of sigma 1.5 as OpenCV does it on 8 bits, then every %dth pixel from 0"
          .formatted(BlurDownscale.SCALE);

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .build();

  public VideoDataset {
    clips = List.copyOf(clips);
  }

  /**
   * Which clips.
   *
   * @param recipe its name
   * @param part of the recipe
   * @param seed together with the step it says which clips
   * @param step -1 gives clips that no training step of this seed has
   * @param clips how many
   * @param frames of each clip
   * @param lowSize side of their low-res frames, in pixels
   * @param sources as the recipe names them
   */
  public record Order(
      String recipe,
      Part part,
      long seed,
      long step,
      int clips,
      int frames,
      int lowSize,
      VideoDataSpec sources) {

    public Order {
      if (clips < 1 || clips > ClipFolders.MOST_CLIPS) {
        throw new IllegalArgumentException(
            "%d clips: must be 1 to %d".formatted(clips, ClipFolders.MOST_CLIPS));
      }
      if (frames > ClipFolders.MOST_FRAMES) {
        throw new IllegalArgumentException(
            "%d frames: must be 1 to %d".formatted(frames, ClipFolders.MOST_FRAMES));
      }
      if (frames < 1 || lowSize < 1) {
        throw new IllegalArgumentException(
            "%d frames of %dx%d low-res pixels: must be at least 1 of 1x1"
                .formatted(frames, lowSize, lowSize));
      }
    }

    ClipShape shape() {
      return new ClipShape(frames, lowSize);
    }
  }

  /** Which of a recipe's data. */
  public enum Part {
    TRAINING,
    VALIDATION
  }

  /**
   * A clip.
   *
   * @param name of its folders
   * @param index of the clip in the step; those left out did not fit into their pictures
   * @param origin name of the film, the photo or the two photos seen
   */
  public record Entry(String name, int index, String origin) {

    public Entry {
      if (name == null || !ClipFolders.isName(name) || index < 0) {
        throw new IllegalArgumentException("no clip: must have a name such as clip-0001");
      }
    }
  }

  static VideoDataset begin(Order order) {
    return new VideoDataset(order, BD, List.of());
  }

  boolean isFinished() {
    return clips.size() == order.clips();
  }

  VideoDataset with(Entry clip) {
    var more = new ArrayList<>(clips);
    more.add(clip);
    return new VideoDataset(order, degradation, more);
  }

  /** Null if the folder holds none. */
  static VideoDataset read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      return null;
    }
    if (Files.size(file) > MOST_BYTES) {
      throw new IOException(
          "%s: %d bytes, must be %d at most".formatted(file, Files.size(file), MOST_BYTES));
    }
    try {
      return JSON.readValue(file.toFile(), VideoDataset.class);
    } catch (JacksonException e) {
      throw new IOException(file + ": does not describe a dataset", e);
    }
  }

  void write(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    Path pending = folder.resolve("." + FILE + ".part");
    Files.deleteIfExists(pending); // a link there would lead elsewhere
    try {
      Files.write(pending, JSON.writeValueAsBytes(this));
      Files.move(
          pending, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (NoSuchFileException e) {
      throw new IOException(file + ": its folder does not exist", e);
    } catch (FileSystemException e) {
      throw new FileSystemException(file.toString(), null, e.getReason());
    } catch (IOException e) {
      // A full disk is said without a name.
      throw new IOException(file + ": " + e.getMessage(), e);
    } finally {
      Files.deleteIfExists(pending);
    }
  }
}
