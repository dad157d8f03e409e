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
import org.bytedeco.javacpp.BytePointer;

/**
 * Reads and writes .safetensors files (format: huggingface.co/docs/safetensors), as Python's
 * package of that name does. Besides the tensors, such a file holds named strings.
 *
 * <p>Nothing in a file is trusted: sizes, offsets and types are checked before anything is
 * allocated, and what is wrong is said in one line that begins with the file's name.
 */
public final class SafeTensors {

  /** Tensors pass through a buffer of this size, so that no second copy of them is needed. */
  private static final int BUFFER_BYTES = 1 << 20;

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
      try (var channel =
          FileChannel.open(
              beside,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        OutputStream out = Channels.newOutputStream(channel);
        out.write(header.toBytes());
        byte[] buffer = new byte[BUFFER_BYTES];
        for (String name : header.dataOrder()) {
          writeData(tensors.get(name), out, buffer);
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

  private static void writeData(Tensor tensor, OutputStream out, byte[] buffer) throws IOException {
    try (var noGradient = GradientMode.off();
        var scope = new Scope()) {
      Tensor plain = tensor.toDevice(Device.CPU).contiguous();
      long bytes = plain.count() * plain.dtype().bytes();
      var data = new BytePointer(plain.pointer().data_ptr());
      for (long done = 0; done < bytes; done += buffer.length) {
        int part = (int) Math.min(buffer.length, bytes - done);
        data.position(done).get(buffer, 0, part);
        out.write(buffer, 0, part);
      }
    }
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
    byte[] buffer = new byte[BUFFER_BYTES];
    for (String tensor : header.dataOrder()) {
      tensors.put(tensor, readData(in, header.entries().get(tensor), buffer, name));
    }
    if (in.read() >= 0) {
      throw new IOException(name + ": damaged: bytes follow the last tensor");
    }
    return new SafeTensorsFile(tensors, header.metadata());
  }

  private static Tensor readData(
      InputStream in, SafeTensorsHeader.Entry entry, byte[] buffer, String name)
      throws IOException {
    Tensor tensor = Tensor.uninitialized(entry.type(), entry.shape());
    long bytes = entry.end() - entry.begin();
    try (var data = new BytePointer(tensor.pointer().data_ptr())) {
      for (long done = 0; done < bytes; ) {
        int part = in.readNBytes(buffer, 0, (int) Math.min(buffer.length, bytes - done));
        if (part == 0) {
          throw new IOException(
              "%s: truncated: it ends at byte %d of the tensors' data"
                  .formatted(name, entry.begin() + done));
        }
        data.position(done).put(buffer, 0, part);
        done += part;
      }
    }
    return tensor;
  }
}
