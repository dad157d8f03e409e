package org.perdura.grid.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.perdura.grid.GridSize;

/** What can be known of compressed files before they are read. */
final class Deflated {

  /** Deflate makes nothing smaller than this (zlib's technical details). */
  private static final long MOST_SHRINKING = 1032;

  private Deflated() {}

  static void requireFile(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new GridFileException(file, "is a folder, but a file is needed");
    }
  }

  /**
   * Refuses a header that claims more than the file could hold.
   *
   * @param stored bytes, compressed
   * @param wanted bytes, decompressed
   */
  static void requirePossible(Path file, long stored, long wanted, GridSize size)
      throws IOException {
    if (wanted / MOST_SHRINKING > stored) {
      throw new GridFileException(
          file,
          "the header says %s, which takes %d bytes, but the file has %d: must be at least %d",
          size,
          wanted,
          stored,
          wanted / MOST_SHRINKING);
    }
  }
}
