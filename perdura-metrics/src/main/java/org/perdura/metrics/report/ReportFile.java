package org.perdura.metrics.report;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/** The page of a report in its folder. */
final class ReportFile {

  /** The page's name in its folder. */
  static final String PAGE = "index.html";

  private ReportFile() {}

  /** What is on the page. */
  @FunctionalInterface
  interface Content {
    void write(Writer out) throws IOException;
  }

  /**
   * Writes {@code index.html}, whole or not at all.
   *
   * @param directory is made if it is not there
   * @param overwrite whether the folder may hold files already and its page may be replaced
   */
  static void write(Path directory, boolean overwrite, Content content) throws IOException {
    refuseContents(directory, overwrite);
    boolean made = !Files.exists(directory);
    Files.createDirectories(directory);
    Path page = directory.resolve(PAGE);
    Path beside = directory.resolve("." + PAGE + ".part");
    try {
      try (Writer out = Files.newBufferedWriter(beside)) {
        content.write(out);
      }
      Files.move(beside, page, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      made = false;
    } catch (NoSuchFileException e) {
      boolean ours = beside.toString().equals(e.getFile());
      throw ours ? new IOException(page + ": its folder does not exist", e) : e;
    } catch (IOException e) {
      // A full disk is said without a name.
      boolean nameless = String.valueOf(e.getMessage()).startsWith("No space left");
      throw nameless ? new IOException(page + ": " + e.getMessage(), e) : e;
    } finally {
      Files.deleteIfExists(beside);
      if (made) {
        Files.deleteIfExists(directory);
      }
    }
  }

  private static void refuseContents(Path directory, boolean overwrite) throws IOException {
    if (Files.exists(directory) && !Files.isDirectory(directory)) {
      throw new IOException(directory + ": is a file, but a folder is needed for the report");
    }
    if (!overwrite && Files.exists(directory)) {
      try (Stream<Path> contents = Files.list(directory)) {
        if (contents.anyMatch(file -> !file.getFileName().toString().startsWith("."))) {
          throw new IOException(
              directory + ": is not empty; --overwrite replaces the report in it");
        }
      }
    }
  }
}
