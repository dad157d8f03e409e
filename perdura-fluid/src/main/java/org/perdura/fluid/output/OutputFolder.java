package org.perdura.fluid.output;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.perdura.grid.io.WholeFile;

/**
 * A folder for results of one kind. One file in it, the first that is written and the last that is
 * deleted, says what they are: no folder without it is touched unless it is empty.
 */
public final class OutputFolder {

  private final Path path;
  private final Path label;
  private final boolean holdsResults;
  private final Existing existing;

  /**
   * Looks at what is in the folder.
   *
   * @param path need not exist
   * @param label name of the file that says what is in it
   * @param kind of results, for messages: {@code dataset}
   * @throws IOException one line: what is in the folder must not be touched
   */
  public OutputFolder(Path path, String label, String kind, Existing existing) throws IOException {
    this.path = path;
    this.label = path.resolve(label);
    this.existing = existing;
    if (Files.exists(path) && !Files.isDirectory(path)) {
      throw new NotDirectoryException(path.toString());
    }
    holdsResults = Files.isRegularFile(this.label);
    if (holdsResults && existing == Existing.REFUSE) {
      throw new IOException(
          "%s: holds a %s; --resume goes on with it, --overwrite replaces it"
              .formatted(path, kind));
    }
    if (!holdsResults && !isEmpty(path)) {
      throw new IOException(
          "%s: holds something other than a %s; name another folder".formatted(path, kind));
    }
  }

  /** Whether it holds nothing that one sees. */
  public static boolean isEmpty(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return true;
    }
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(
            folder, entry -> !entry.getFileName().toString().startsWith("."))) {
      return !entries.iterator().hasNext();
    }
  }

  public Path path() {
    return path;
  }

  /** The file that says what is in the folder. */
  public Path label() {
    return label;
  }

  /** Whether there are results to go on with. */
  public boolean isResumed() {
    return holdsResults && existing == Existing.RESUME;
  }

  /** Whether there are results that must make way. */
  public boolean isReplaced() {
    return holdsResults && existing == Existing.REPLACE;
  }

  /**
   * Refuses to go on with results of another making.
   *
   * @param then keys and values of what is in the folder; those left out are the empty text
   * @param now of what is to be written
   */
  public void requireSame(Map<String, String> then, Map<String, String> now) throws IOException {
    LabelFile.requireSame(label, then, now);
  }

  /**
   * Refuses a folder within the results that is a link: what is written, replaced or deleted in it
   * would lie elsewhere.
   *
   * @param inner need not exist
   */
  public static void requireOwn(Path inner) throws IOException {
    if (Files.isSymbolicLink(inner)) {
      throw new IOException(inner + ": is a link to elsewhere, must be a folder; remove it first");
    }
  }

  /** Deletes the files in a folder whose names match, and what is left of unfinished such ones. */
  public static void delete(Path folder, Pattern names) throws IOException {
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(
            folder, file -> names.matcher(WholeFile.finishedName(file)).matches())) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
  }
}
