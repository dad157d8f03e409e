package org.perdura.video.data;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.perdura.media.Frame;
import org.perdura.media.Media;
import org.perdura.media.PictureNames;
import org.perdura.media.Rational;
import org.perdura.media.WriterOptions;

/**
 * Clips as PNG sequences: {@code low/clip-0001/0001.png} and so on, and the truth under the same
 * names in {@code high}.
 */
final class ClipFolders {

  static final int MOST_CLIPS = 9999;
  static final int MOST_FRAMES = 9999;

  private static final String LOW = "low";
  private static final String HIGH = "high";
  private static final String PICTURES = "%04d.png";
  private static final Pattern NAME = Pattern.compile("clip-\\d{4}");
  private static final Rational FRAMES_PER_SECOND = new Rational(25, 1);

  private final Path folder;

  ClipFolders(Path folder) {
    this.folder = folder;
  }

  /** Counted from 1. */
  static String name(int number) {
    return String.format(Locale.ROOT, "clip-%04d", number);
  }

  /** Whether a clip can be called so. */
  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  boolean contain(String clip) {
    return Files.isDirectory(folder.resolve(LOW).resolve(clip))
        && Files.isDirectory(folder.resolve(HIGH).resolve(clip));
  }

  /** Writes both sequences, each whole or not at all, in place of what an earlier try has left. */
  void write(String name, Clip clip) throws IOException {
    write(LOW, name, clip.low(), clip.shape().frames(), clip.shape().lowSize());
    write(HIGH, name, clip.high(), clip.shape().frames(), clip.shape().highSize());
  }

  private void write(String resolution, String name, byte[] pixels, int frames, int side)
      throws IOException {
    requireOwn(folder.resolve(resolution));
    Path parent = folder.resolve(resolution);
    requireOwn(parent.resolve(name));
    var numbers = new PictureNames("", 4, "", LongStream.rangeClosed(1, frames).toArray());
    var options =
        WriterOptions.atRate(FRAMES_PER_SECOND)
            .withNames(numbers)
            .withThreads(1)
            .withOverwrite(true);
    int bytes = side * side * Frame.CHANNELS;
    try (var writer = Media.create(parent.resolve(name) + "/" + PICTURES, options)) {
      for (int t = 0; t < frames; t++) {
        byte[] frame = Arrays.copyOfRange(pixels, t * bytes, (t + 1) * bytes);
        writer.write(new Frame(side, side, 8, frame, t, 1));
      }
      writer.finish();
    }
  }

  /** Makes the folders. Later they are not made again: if they are gone, clips are, too. */
  void create() throws IOException {
    for (String resolution : List.of(LOW, HIGH)) {
      Files.createDirectories(folder.resolve(resolution));
    }
  }

  /**
   * Removes all other clips, the last first, with what a kill has left of unfinished ones, and
   * nothing else.
   */
  void keepOnly(Set<String> kept) throws IOException {
    for (String resolution : List.of(HIGH, LOW)) {
      Path parent = folder.resolve(resolution);
      requireOwn(parent);
      if (!Files.isDirectory(parent)) {
        continue;
      }
      List<Path> clips = list(parent, "{clip-[0-9][0-9][0-9][0-9],.clip-[0-9][0-9][0-9][0-9].*}");
      Collections.reverse(clips);
      for (Path clip : clips) {
        requireOwn(clip);
        if (!kept.contains(clip.getFileName().toString())) {
          for (Path picture : list(clip, "[0-9][0-9][0-9][0-9].png")) {
            Files.delete(picture);
          }
          remove(clip);
        }
      }
    }
  }

  /** What is written or deleted behind a link would lie elsewhere. */
  private static void requireOwn(Path inner) throws IOException {
    if (Files.isSymbolicLink(inner)) {
      throw new IOException(inner + ": is a link to elsewhere, must be a folder; remove it first");
    }
  }

  private static void remove(Path clip) throws IOException {
    try {
      Files.delete(clip);
    } catch (DirectoryNotEmptyException e) {
      throw new IOException(clip + ": holds more than a dataset's pictures; remove it first", e);
    }
  }

  private static List<Path> list(Path folder, String glob) throws IOException {
    var found = new ArrayList<Path>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, glob)) {
      entries.forEach(found::add);
    }
    Collections.sort(found);
    return found;
  }
}
