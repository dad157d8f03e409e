package org.perdura.cli.demo;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Small files that appear whole or not at all. */
final class WholeFile {

  /** What unfinished files end with; they are hidden, too. */
  static final String UNFINISHED = ".part";

  private WholeFile() {}

  /** Writes or replaces a file; what goes wrong is said with its name. */
  static void write(Path file, byte[] content) throws IOException {
    Path unfinished = file.resolveSibling("." + file.getFileName() + UNFINISHED);
    try {
      Files.write(unfinished, content);
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      throw new FileSystemException(file.toString(), null, e.getReason());
    } catch (IOException e) {
      // A full disk is said without a name.
      throw new IOException(file + ": " + e.getMessage(), e);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }
}
