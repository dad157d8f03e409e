package org.perdura.fluid.data;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Small files that appear whole or not at all. */
final class WholeFile {

  private static final String UNFINISHED = ".part";
  private static final int BUFFER = 1 << 16;

  private WholeFile() {}

  interface Content {
    void write(DataOutputStream out) throws IOException;
  }

  /** Writes or replaces a file; what goes wrong is said with its name. */
  static void write(Path file, Content content) throws IOException {
    Path unfinished = file.resolveSibling("." + file.getFileName() + UNFINISHED);
    try {
      try (var out =
          new DataOutputStream(
              new BufferedOutputStream(Files.newOutputStream(unfinished), BUFFER))) {
        content.write(out);
      }
      Files.move(
          unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (FileSystemException e) {
      throw new FileSystemException(file.toString(), null, e.getReason());
    } catch (IOException e) {
      throw new IOException(file + ": " + e.getMessage(), e); // a full disk is said without a name
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }
}
