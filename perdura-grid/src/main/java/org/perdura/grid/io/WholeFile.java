package org.perdura.grid.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.perdura.grid.vdb.VdbException;

/** Files that appear whole or not at all. */
public final class WholeFile {

  /** What unfinished files end with; they are hidden, too. */
  private static final String UNFINISHED = ".part";

  private static final int BUFFER = 1 << 16;

  private WholeFile() {}

  /** What is in a file. */
  @FunctionalInterface
  public interface Content {

    /**
     * Writes all of it.
     *
     * @param out buffered; need not be closed
     */
    void write(OutputStream out) throws IOException;
  }

  /** What is in a file, written in any order. */
  @FunctionalInterface
  public interface ChannelContent {

    /**
     * Writes all of it.
     *
     * @param channel of an empty file; need not be closed
     */
    void write(FileChannel channel) throws IOException;
  }

  /**
   * A file's name; of what is left of a file that was not finished, of a kill, that file's name.
   */
  public static String finishedName(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.startsWith(".") && name.endsWith(UNFINISHED)
        ? name.substring(1, name.length() - UNFINISHED.length())
        : name;
  }

  /** Writes or replaces a file; what goes wrong is said with its name. */
  public static void write(Path file, byte[] content) throws IOException {
    write(file, out -> out.write(content));
  }

  /** Writes or replaces a file; what goes wrong is said with its name. */
  public static void write(Path file, Content content) throws IOException {
    whole(
        file,
        unfinished -> {
          try (var channel = open(unfinished)) {
            var out = new Unclosed(Channels.newOutputStream(channel));
            content.write(out);
            out.flush();
            keep(channel);
          }
        });
  }

  /** Writes or replaces a file in any order; what goes wrong is said with its name. */
  public static void writeChannel(Path file, ChannelContent content) throws IOException {
    whole(
        file,
        unfinished -> {
          try (var channel = open(unfinished)) {
            content.write(channel);
            keep(channel);
          }
        });
  }

  /** Formats may close what they write to, but the channel is needed afterwards. */
  private static final class Unclosed extends BufferedOutputStream {

    private Unclosed(OutputStream out) {
      super(out, BUFFER);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }

  private static FileChannel open(Path unfinished) throws IOException {
    return FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  /** The rename may reach the disk before the data would, and leave an empty file after a crash. */
  private static void keep(FileChannel channel) throws IOException {
    channel.force(false);
  }

  /** Writes a file under another name. */
  @FunctionalInterface
  private interface Writing {
    void write(Path unfinished) throws IOException;
  }

  private static void whole(Path file, Writing writing) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (!Files.isDirectory(folder)) {
      throw new IOException(file + ": its folder does not exist");
    }
    if (Files.isDirectory(file)) {
      throw new IOException(file + ": is a folder, but a file is to be written");
    }
    Path unfinished = file.resolveSibling("." + file.getFileName() + UNFINISHED);
    try {
      Files.deleteIfExists(unfinished); // of a kill; a link there would lead elsewhere
      writing.write(unfinished);
      Files.move(
          unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (NoSuchFileException e) {
      throw new IOException(file + ": its folder does not exist", e);
    } catch (FileSystemException e) {
      String reason = e.getReason() == null ? "cannot be written" : e.getReason();
      throw new FileSystemException(file.toString(), null, reason);
    } catch (GridFileException | VdbException e) {
      throw e; // says its file itself
    } catch (IOException e) {
      // A full disk is said without a name.
      throw new IOException(file + ": " + e.getMessage(), e);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }
}
