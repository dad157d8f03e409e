package org.perdura.media;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;

/** The folder of a film's parts, held by one process at a time. */
final class PartFolder implements AutoCloseable {

  static final String PROGRESS = "progress.properties";
  static final String JOINED = "joined";
  static final String PICTURES = "pictures";
  static final String OLD = "old";

  private static final String LOCK = "lock";

  /** Files of ours; nothing else is ever deleted. */
  private static final Pattern OWN =
      Pattern.compile(
          "lock|progress\\.properties(\\.new)?|joined|\\d{6,}\\.packets|state-\\d{9,}"
              + "|\\.state-\\d{9,}\\.partial");

  private final Path path;
  private final Pattern pictures;
  private final boolean madeParent;
  private final FileChannel lock;

  private PartFolder(Path path, Pattern pictures, boolean madeParent, FileChannel lock) {
    this.path = path;
    this.pictures = pictures;
    this.madeParent = madeParent;
    this.lock = lock;
  }

  /**
   * Makes it if it is not there, and keeps every other process out.
   *
   * @param target for messages
   * @param pictures names of those in it, for which also the folder it lies in is made; null if its
   *     parts are those of a film
   * @throws IOException if something else lies there, too
   */
  static PartFolder open(Path path, Path target, Pattern pictures) throws IOException {
    Path parent = path.toAbsolutePath().getParent();
    boolean makeParent = pictures != null && !Files.exists(parent);
    requireOwn(path, pictures);
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
    return new PartFolder(path, pictures, makeParent, lock(path));
  }

  private static void requireOwn(Path path, Pattern pictures) throws IOException {
    if (Files.isSymbolicLink(path)) {
      throw new IOException(path + ": is a link, must be a folder of parts or nothing");
    }
    if (!Files.exists(path)) {
      return;
    }
    if (!Files.isDirectory(path)) {
      throw new IOException(path + ": is a file, must be a folder of parts or nothing");
    }
    for (Path entry : PendingOutput.contents(path, name -> true)) {
      boolean own =
          isFolder(entry) ? isOwnFolder(entry, pictures) : OWN.matcher(name(entry)).matches();
      if (!own) {
        throw new IOException(
            "%s: holds %s, which is no part of a film; move it away".formatted(path, name(entry)));
      }
    }
  }

  private static boolean isFolder(Path entry) {
    return Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS);
  }

  private static boolean isOwnFolder(Path entry, Pattern pictures) throws IOException {
    return pictures != null
        && (name(entry).equals(PICTURES) || name(entry).equals(OLD))
        && PendingOutput.contents(entry, name -> !pictures.matcher(name).matches()).isEmpty();
  }

  private static String name(Path entry) {
    return entry.getFileName().toString();
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

  /** Deletes what is in it, but for the lock. */
  void empty() throws IOException {
    for (Path entry : PendingOutput.contents(path, name -> !name.equals(LOCK))) {
      if (!name(entry).equals(PROGRESS)) {
        delete(entry);
      }
    }
    // Last: as long as anything is left, it says what that is.
    Files.deleteIfExists(path.resolve(PROGRESS));
  }

  private void delete(Path entry) throws IOException {
    if (!isFolder(entry)) {
      if (OWN.matcher(name(entry)).matches()) {
        Files.delete(entry);
      }
      return;
    }
    for (Path file : PendingOutput.contents(entry, name -> pictures.matcher(name).matches())) {
      Files.delete(file);
    }
    Files.delete(entry);
  }

  /** Deletes it, and the folder that it lies in if that was made for it and holds nothing. */
  void remove() throws IOException {
    if (Files.isDirectory(path)) {
      empty();
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
