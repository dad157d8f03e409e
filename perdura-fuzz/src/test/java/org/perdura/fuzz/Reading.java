package org.perdura.fuzz;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;

/**
 * What holds of every reader and any bytes: they are read, or it is said in one line why not, and
 * neither takes memory or time out of proportion to the file.
 */
public final class Reading {

  /** A reader may take so much whatever the file is: buffers, and what is loaded once. */
  private static final long FREE_BYTES = 64L << 20;

  /** Deflate packs at most 1032 times; a few copies of what it gives are no fault. */
  private static final long BYTES_PER_BYTE = 8 * 1032;

  /** With the names of folders, which may be long. */
  private static final int MOST_MESSAGE = 2000;

  private static final long MOST_NANOS = 10_000_000_000L;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final Path FOLDER = folder();

  /** Reads. */
  @FunctionalInterface
  public interface Reader {
    void read() throws Exception;
  }

  private Reading() {}

  /**
   * Holds a reader to that.
   *
   * @param bytes of the file
   * @param refusals what it may throw
   * @throws AssertionError if it throws something else, says more than a line, or takes too much
   */
  public static void check(long bytes, Set<Class<? extends Exception>> refusals, Reader reader) {
    long most = FREE_BYTES + BYTES_PER_BYTE * bytes;
    Cost cost = costOf(refusals, reader);
    if (cost.memory > most || cost.nanos > MOST_NANOS) {
      cost = costOf(refusals, reader); // the first time took the loading of classes, too
    }
    if (cost.memory > most) {
      throw new AssertionError("%d bytes of memory for a file of %d".formatted(cost.memory, bytes));
    }
    if (cost.nanos > MOST_NANOS) {
      throw new AssertionError("%.1f s for a file of %d bytes".formatted(cost.nanos * 1e-9, bytes));
    }
  }

  /**
   * What reading took.
   *
   * @param memory bytes that were allocated on Java's heap, whether they were kept or not
   * @param nanos of the processor
   */
  private record Cost(long memory, long nanos) {}

  private static Cost costOf(Set<Class<? extends Exception>> refusals, Reader reader) {
    long thread = Thread.currentThread().getId();
    long allocated = THREADS.getThreadAllocatedBytes(thread);
    long time = THREADS.getCurrentThreadCpuTime();
    try {
      reader.read();
    } catch (Exception e) {
      requireOneLine(e, refusals);
    }
    return new Cost(
        THREADS.getThreadAllocatedBytes(thread) - allocated,
        THREADS.getCurrentThreadCpuTime() - time);
  }

  /** The same of a reader that throws IOExceptions alone. */
  public static void check(long bytes, Reader reader) {
    check(bytes, Set.of(IOException.class), reader);
  }

  private static void requireOneLine(Exception e, Set<Class<? extends Exception>> refusals) {
    if (refusals.stream().noneMatch(type -> type.isInstance(e))) {
      throw new AssertionError("must not end so: " + e, e);
    }
    String message = e.getMessage();
    if (message == null || message.isBlank() || message.chars().anyMatch(Character::isISOControl)) {
      throw new AssertionError("must be said in one line: " + message, e);
    }
    if (message.length() > MOST_MESSAGE) {
      throw new AssertionError("must be said in a line that one can read: " + message, e);
    }
  }

  /** A file of this process's own, which each call writes anew. */
  public static Path file(String ending, byte[] content) {
    try {
      Path file = FOLDER.resolve("fuzzed" + ending);
      Files.write(file, content);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A new folder of this process's own. */
  static Path newFolder() throws IOException {
    return Files.createTempDirectory(FOLDER, "folder");
  }

  private static Path folder() {
    try {
      Path folder = Files.createTempDirectory("perdura-fuzz");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder)));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void remove(Path folder) {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      // It lies where the system keeps what may be lost.
    }
  }
}
