package org.perdura.adversarial.train;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Small files of a run that appear whole or not at all. */
final class RunFile {

  /** What unfinished files end with, those of {@code SafeTensors} too; they are hidden. */
  private static final String UNFINISHED = ".partial";

  private RunFile() {}

  /** Writes or replaces a file; what goes wrong is said with its name. */
  static void write(Path file, byte[] content) throws IOException {
    Path beside = file.resolveSibling("." + file.getFileName() + UNFINISHED);
    try {
      Files.deleteIfExists(beside); // of a kill; a link there would lead elsewhere
      try (var channel =
          FileChannel.open(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        var bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        // The rename may reach the disk before the data would, and leave an empty file.
        channel.force(true);
      }
      Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw named(file, e);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  /** The same error as one line that says which file could not be written, and why. */
  static IOException named(Path file, IOException e) {
    String reason = e.getMessage();
    if (e instanceof NoSuchFileException) {
      reason = "no such folder";
    } else if (e instanceof FileSystemException system) {
      reason = system.getReason() == null ? "access denied" : system.getReason();
    }
    return new IOException(file + ": cannot be written: " + reason, e);
  }

  /** Deletes what a kill has left of files of a folder that were being written. */
  static void deleteUnfinished(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (var files = Files.newDirectoryStream(folder, ".*" + UNFINISHED)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
  }
}
