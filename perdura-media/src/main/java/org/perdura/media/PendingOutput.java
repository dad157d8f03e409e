package org.perdura.media;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A file, or a folder of files, written under a hidden name in the folder where it will be, and
 * given its own name when it is whole.
 */
final class PendingOutput implements AutoCloseable {

  private final Path target;
  private final boolean overwrite;
  private final Path pending;
  private boolean committed;

  private PendingOutput(Path target, boolean overwrite, Path pending) {
    this.target = target;
    this.overwrite = overwrite;
    this.pending = pending;
  }

  /** A file that will replace {@code target} or must not exist yet. */
  static PendingOutput file(Path target, boolean overwrite) throws IOException {
    if (Files.isDirectory(target)) {
      throw new IOException(target + ": is a folder, not a film");
    }
    refuseExisting(target, overwrite);
    Path pending = hiddenBeside(target);
    create(target, () -> Files.createFile(pending));
    return new PendingOutput(target, overwrite, pending);
  }

  /** A folder, new or not, that files will be added to. */
  static PendingOutput folder(Path target, boolean overwrite) throws IOException {
    if (Files.exists(target) && !Files.isDirectory(target)) {
      throw new IOException(target + ": is a file, not a folder");
    }
    Path pending =
        Files.isDirectory(target) ? hiddenBeside(target.resolve("frames")) : hiddenBeside(target);
    create(target, () -> Files.createDirectory(pending));
    return new PendingOutput(target, overwrite, pending);
  }

  static void refuseExisting(Path target, boolean overwrite) throws IOException {
    if (!overwrite && Files.exists(target)) {
      throw new IOException(target + ": exists already, and overwriting was not asked for");
    }
  }

  private static Path hiddenBeside(Path target) {
    String name = target.getFileName().toString();
    int dot = name.lastIndexOf('.');
    String stem = dot > 0 ? name.substring(0, dot) : name;
    String extension = dot > 0 ? name.substring(dot) : "";
    String random = Integer.toHexString(ThreadLocalRandom.current().nextInt());
    return target.resolveSibling("." + stem + "." + random + ".part" + extension);
  }

  private interface Creation {
    void run() throws IOException;
  }

  private static void create(Path target, Creation creation) throws IOException {
    try {
      creation.run();
    } catch (NoSuchFileException e) {
      throw new IOException(target + ": there is no folder " + parent(target), e);
    } catch (AccessDeniedException e) {
      throw new IOException(
          target + ": no permission to write into the folder " + parent(target), e);
    } catch (FileSystemException e) {
      throw explained(target, e);
    }
  }

  /** The same error with the cause that matters most said plainly. */
  static IOException explained(Path target, IOException error) {
    String message = String.valueOf(error.getMessage());
    if (message.contains("No space left") || message.contains("not enough space")) {
      return new IOException(target + ": no room left on the disk", error);
    }
    if (error instanceof FileSystemException system && system.getReason() != null) {
      return new IOException(target + ": " + system.getReason(), error);
    }
    return error;
  }

  private static Path parent(Path target) {
    return target.toAbsolutePath().getParent();
  }

  /** What to write to until {@link #commit}. */
  Path path() {
    return pending;
  }

  /** Puts the output in its place. */
  void commit() throws IOException {
    try {
      if (Files.isDirectory(pending) && Files.isDirectory(target)) {
        moveContents();
        Files.delete(pending);
      } else {
        refuseExisting(target, overwrite);
        Files.move(pending, target, StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (FileSystemException e) {
      throw explained(target, e);
    }
    committed = true;
  }

  private void moveContents() throws IOException {
    List<Path> files = contents();
    for (Path file : files) {
      refuseExisting(target.resolve(file.getFileName()), overwrite);
    }
    for (Path file : files) {
      Files.move(file, target.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private List<Path> contents() throws IOException {
    var files = new ArrayList<Path>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(pending)) {
      stream.forEach(files::add);
    }
    return files;
  }

  /** Removes what was written, unless it is in its place. */
  @Override
  public void close() {
    if (committed) {
      return;
    }
    try {
      if (Files.isDirectory(pending)) {
        for (Path file : contents()) {
          Files.deleteIfExists(file);
        }
      }
      Files.deleteIfExists(pending);
    } catch (IOException e) {
      // Only a hidden file stays behind, and an error worth more is probably on its way.
      org.slf4j.LoggerFactory.getLogger(PendingOutput.class)
          .debug("{}: could not be removed", pending, e);
    }
  }
}
