package org.perdura.grid.io;

import java.io.IOException;
import java.nio.file.Path;

/**
 * One kind of file. Nothing is believed of a file: what its header claims is held against its size
 * before memory is taken, and values that are no finite numbers are refused. What is wrong is one
 * line that begins with the file's name.
 */
public interface GridFormat {

  /** What names of such files end with: {@code .uni}. */
  String ending();

  /** Reads the header alone. */
  GridInfo inspect(Path file) throws IOException;

  GridData read(Path file) throws IOException;

  /**
   * Writes or replaces a file, which appears whole or not at all. The same grid gives the same
   * bytes.
   */
  void write(Path file, GridData grid) throws IOException;
}
