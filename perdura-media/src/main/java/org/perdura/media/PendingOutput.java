package org.perdura.media;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A file, or a folder of files, written under a hidden name in the folder where it will be, and
 * given its own name when it is whole.
 */
final class PendingOutput implements AutoCloseable {

  private final Path target;
  private final boolean overwrite;
  private final Path pending;
  private final Pattern replaced;
  private boolean committed;

  private PendingOutput(Path target, boolean overwrite, Path pending, Pattern replaced) {
    this.target = target;
    this.overwrite = overwrite;
    this.pending = pending;
    this.replaced = replaced;
  }

  /** A file that will replace {@code target} or must not exist yet. */
  static PendingOutput file(Path target, boolean overwrite) throws IOException {
    if (Files.isDirectory(target)) {
      throw new IOException(target + ": is a folder, not a film");
    }
    refuseExisting(target, overwrite);
    Path pending = hiddenBeside(target);
    create(target, () -> Files.createFile(pending));
    return new PendingOutput(target, overwrite, pending, null);
  }

  /**
   * A folder that must hold nothing yet, or whose files of certain names will be replaced.
   *
   * @param replaced names of the files that make way, all of them, if overwriting is allowed
   */
  static PendingOutput folder(Path target, boolean overwrite, Pattern replaced) throws IOException {
    if (Files.exists(target) && !Files.isDirectory(target)) {
      throw new IOException(target + ": is a file, not a folder");
    }
    boolean there = Files.isDirectory(target);
    if (there && !overwrite) {
      refuseFilled(target);
    }
    Path pending = there ? hiddenBeside(target.resolve("frames")) : hiddenBeside(target);
    create(target, () -> Files.createDirectory(pending));
    return new PendingOutput(target, overwrite, pending, replaced);
  }

  /** Hidden files, such as those that file managers leave, are nothing. */
  private static void refuseFilled(Path folder) throws IOException {
    if (!contents(folder, name -> !name.startsWith(".")).isEmpty()) {
      throw new IOException(folder + ": is not empty; --overwrite replaces the pictures in it");
    }
  }

  static void refuseExisting(Path target, boolean overwrite) throws IOException {
    if (!overwrite && Files.exists(target)) {
      throw new IOException(target + ": exists already; --overwrite replaces it");
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

  /** Makes a file or a folder. */
  interface Creation {
    void run() throws IOException;
  }

  /** Says plainly why something cannot be made. */
  static void create(Path target, Creation creation) throws IOException {
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

  /**
   * Has a file on the disk: a rename may reach it before the data would, and leave an empty file.
   */
  static void force(Path file) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** Has a folder's renames on the disk, where the system can do that. */
  static void forceFolder(Path folder) {
    try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Windows cannot, and does not need to.
    }
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
        removeQuietly(pending);
      } else {
        refuseExisting(target, overwrite);
        if (Files.isRegularFile(pending)) {
          force(pending);
        }
        Files.move(pending, target, StandardCopyOption.ATOMIC_MOVE);
        forceFolder(parent(target));
      }
    } catch (FileSystemException e) {
      throw explained(target, e);
    }
    committed = true;
  }

  /** All or none: if one file cannot be moved, those before it go back. */
  private void moveContents() throws IOException {
    if (!overwrite) {
      refuseFilled(target);
    }
    Path old = Files.createDirectory(hiddenBeside(target.resolve("old")));
    var moves = new ArrayList<Path[]>();
    try {
      for (Path file : contents(target, name -> replaced.matcher(name).matches())) {
        requireNoFolder(file);
        move(file, old.resolve(file.getFileName()), moves);
      }
      for (Path file : contents(pending, name -> true)) {
        move(file, target.resolve(file.getFileName()), moves);
      }
    } catch (IOException | RuntimeException e) {
      for (int i = moves.size() - 1; i >= 0; i--) {
        Files.move(moves.get(i)[1], moves.get(i)[0], StandardCopyOption.ATOMIC_MOVE);
      }
      Files.deleteIfExists(old);
      throw e;
    }
    committed = true;
    removeQuietly(old);
  }

  /** Refuses to move a folder away. */
  static void requireNoFolder(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException(file + ": is a folder, must be a picture or nothing");
    }
  }

  private static void move(Path from, Path to, List<Path[]> moves) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    moves.add(new Path[] {from, to});
  }

  /** What lies in a folder, of certain names. */
  static List<Path> contents(Path folder, Predicate<String> wanted) throws IOException {
    var files = new ArrayList<Path>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      for (Path file : stream) {
        if (wanted.test(file.getFileName().toString())) {
          files.add(file);
        }
      }
    }
    return files;
  }

  private static void deleteFolder(Path folder) throws IOException {
    for (Path file : contents(folder, name -> true)) {
      Files.deleteIfExists(file);
    }
    Files.delete(folder);
  }

  /** Removes what was written, unless it is in its place. */
  @Override
  public void close() {
    if (!committed) {
      removeQuietly(pending);
    }
  }

  private static void removeQuietly(Path file) {
    try {
      if (Files.isDirectory(file)) {
        deleteFolder(file);
      } else {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // Only a hidden file stays behind, and an error worth more is probably on its way.
      org.slf4j.LoggerFactory.getLogger(PendingOutput.class)
          .debug("{}: could not be removed", file, e);
    }
  }
}
