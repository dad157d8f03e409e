package org.perdura.media;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/** The folder of a film's parts, held by one process at a time. */
final class PartFolder implements AutoCloseable {

  private static final String LOCK = "lock";

  private final Path path;
  private final boolean madeParent;
  private final FileChannel lock;

  private PartFolder(Path path, boolean madeParent, FileChannel lock) {
    this.path = path;
    this.madeParent = madeParent;
    this.lock = lock;
  }

  /**
   * Makes it if it is not there, and keeps every other process out.
   *
   * @param target for messages
   * @param withParent whether the folder it lies in is made, too
   */
  static PartFolder open(Path path, Path target, boolean withParent) throws IOException {
    Path parent = path.toAbsolutePath().getParent();
    boolean makeParent = withParent && !Files.exists(parent);
    PendingOutput.create(
        target,
        () -> {
          if (makeParent) {
            Files.createDirectories(parent);
          }
          if (!Files.isDirectory(path)) {
            Files.createDirectory(path);
          }
        });
    return new PartFolder(path, makeParent, lock(path));
  }

  private static FileChannel lock(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      // This very process; the same answer.
    } catch (IOException e) {
      return channel; // some network drives have no locks
    }
    channel.close();
    throw new IOException(folder + ": is being written to by another process");
  }

  Path path() {
    return path;
  }

  Path resolve(String name) {
    return path.resolve(name);
  }

  /** Deletes what is in it; links are deleted, not followed. */
  void empty() throws IOException {
    Files.walkFileTree(
        path,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (!file.equals(path.resolve(LOCK))) {
              Files.delete(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            if (!folder.equals(path)) {
              Files.delete(folder);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** Deletes it, and the folder that it lies in if that was made for it and holds nothing. */
  void remove() throws IOException {
    if (Files.isDirectory(path)) {
      empty();
      lock.close();
      Files.deleteIfExists(path.resolve(LOCK));
      Files.deleteIfExists(path);
    }
    if (madeParent) {
      try {
        Files.deleteIfExists(path.toAbsolutePath().getParent());
      } catch (DirectoryNotEmptyException e) {
        // The film's pictures are in it.
      }
    }
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
