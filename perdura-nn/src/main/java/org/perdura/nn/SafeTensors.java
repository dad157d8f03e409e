package org.perdura.nn;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Reads and writes .safetensors files (format: huggingface.co/docs/safetensors), as Python's
 * package of that name does. Besides the tensors, such a file holds named strings.
 *
 * <p>Nothing in a file is trusted: sizes, offsets and types are checked before anything is
 * allocated, and what is wrong is said in one line that begins with the file's name.
 */
public final class SafeTensors {

  private SafeTensors() {}

  /**
   * Writes a file; it appears whole or not at all, and replaces one of that name.
   *
   * @param tensors of any layout in memory and on any device; saved with the last dimension fastest
   * @param metadata strings about them; may be empty
   * @throws IOException if it cannot be written, e.g. for lack of room; nothing is left then
   */
  public static void write(Path file, Map<String, Tensor> tensors, Map<String, String> metadata)
      throws IOException {
    var header = SafeTensorsHeader.layOut(tensors, metadata);
    Path beside = file.resolveSibling("." + file.getFileName() + ".partial");
    try {
      Files.deleteIfExists(beside); // of a kill; a link there would lead elsewhere
      try (var channel =
          FileChannel.open(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        OutputStream out = Channels.newOutputStream(channel);
        out.write(header.toBytes());
        var data = new RawData();
        for (String name : header.dataOrder()) {
          data.write(tensors.get(name), out);
        }
        // The rename may reach the disk before the data would, and leave an empty file.
        channel.force(true);
      }
      Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new IOException(file + ": cannot be written: " + reason(e), e);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  private static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "no such folder";
    }
    return e instanceof AccessDeniedException ? "access denied" : e.getMessage();
  }

  /**
   * Reads a file. The tensors belong to the innermost {@link Scope}.
   *
   * @throws IOException if it cannot be read, is damaged, or no .safetensors file
   */
  public static SafeTensorsFile read(Path file) throws IOException {
    try (var in = open(file)) {
      return read(in, file.toString(), OptionalLong.of(Files.size(file)));
    }
  }

  /**
   * Reads a resource, to its end.
   *
   * @param name begins the messages of errors
   */
  public static SafeTensorsFile read(InputStream in, String name) throws IOException {
    return read(in, name, OptionalLong.empty());
  }

  /** Reads the strings alone, without the tensors. */
  public static Map<String, String> readMetadata(Path file) throws IOException {
    try (var in = open(file)) {
      return SafeTensorsHeader.read(in, file.toString(), OptionalLong.of(Files.size(file)))
          .metadata();
    }
  }

  /** Reads the strings alone from the head of a resource. */
  public static Map<String, String> readMetadata(InputStream in, String name) throws IOException {
    return SafeTensorsHeader.read(in, name, OptionalLong.empty()).metadata();
  }

  private static InputStream open(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString(), null, "no such file");
    }
    if (Files.isDirectory(file)) {
      throw new IOException(file + ": is a folder, must be a .safetensors file");
    }
    return Files.newInputStream(file);
  }

  private static SafeTensorsFile read(InputStream in, String name, OptionalLong size)
      throws IOException {
    var header = SafeTensorsHeader.read(in, name, size);
    var tensors = new LinkedHashMap<String, Tensor>();
    header.entries().keySet().forEach(tensor -> tensors.put(tensor, null));
    var data = new RawData();
    for (String tensor : header.dataOrder()) {
      var entry = header.entries().get(tensor);
      Tensor read = Tensor.uninitialized(entry.type(), entry.shape());
      long bytes = data.read(in, read);
      if (entry.begin() + bytes < entry.end()) {
        throw new TensorFileException(
            name,
            "truncated: it ends at byte %d of the tensors' data".formatted(entry.begin() + bytes));
      }
      tensors.put(tensor, read);
    }
    if (in.read() >= 0) {
      throw new TensorFileException(name, "damaged: bytes follow the last tensor");
    }
    return new SafeTensorsFile(tensors, header.metadata());
  }
}
