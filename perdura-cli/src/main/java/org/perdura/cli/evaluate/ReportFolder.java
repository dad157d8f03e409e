package org.perdura.cli.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Where a report is to go. */
public final class ReportFolder {

  private ReportFolder() {}

  /**
   * Refuses early what could not be written later.
   *
   * @throws IOException one line
   */
  public static void requireWritable(Path folder, boolean overwrite) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    if (!Files.isDirectory(folder)) {
      throw new IOException(folder + ": is a file, but a folder is needed for the report");
    }
    try (Stream<Path> contents = Files.list(folder)) {
      boolean filled = contents.anyMatch(file -> !file.getFileName().toString().startsWith("."));
      if (!overwrite && filled) {
        throw new IOException(folder + ": is not empty; --overwrite replaces the report in it");
      }
    }
  }
}
