package org.perdura.grid.io;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;

/** mantaflow's and Blender's .uni: a header and the values, in gzip. */
public final class UniFormat implements GridFormat {

  /** What files say of their maker if nothing else is known. */
  private static final String NOTE = "Perdura";

  private static final int BUFFER = 1 << 16;

  private final UniVersion version;

  /** Writes MNT3. */
  public UniFormat() {
    this(UniVersion.MNT3);
  }

  /**
   * Reads both versions.
   *
   * @param version that is written
   */
  public UniFormat(UniVersion version) {
    this.version = version;
  }

  @Override
  public String ending() {
    return ".uni";
  }

  @Override
  public GridInfo inspect(Path file) throws IOException {
    try (InputStream in = open(file)) {
      UniHeader header = header(file, in);
      return new GridInfo(
          "uni " + header.version(), header.type(), header.size(), header.note(), header.time());
    } catch (EOFException | ZipException e) {
      throw damaged(file, e);
    }
  }

  @Override
  public GridData read(Path file) throws IOException {
    try (InputStream in = open(file)) {
      UniHeader header = header(file, in);
      requireLength(file, header);
      var field =
          Values.read(
              file, in, header.type(), header.size(), header.element(), ByteOrder.LITTLE_ENDIAN);
      if (in.read() != -1) { // reads the check sum, too
        throw tooLong(file, header);
      }
      return new GridData(header.type(), field, header.note(), header.time());
    } catch (EOFException | ZipException e) {
      throw damaged(file, e);
    }
  }

  private static InputStream open(Path file) throws IOException {
    Deflated.requireFile(file);
    InputStream raw = Files.newInputStream(file);
    try {
      return new GZIPInputStream(raw, BUFFER);
    } catch (EOFException | ZipException e) {
      raw.close();
      throw new GridFileException(file, "is not in gzip: must be, as every .uni file is");
    }
  }

  private static UniHeader header(Path file, InputStream in) throws IOException {
    UniHeader header = UniHeader.read(file, in);
    Deflated.requirePossible(file, Files.size(file), header.fileLength(), header.size());
    return header;
  }

  /**
   * Whether header and values are what the file holds, before memory is taken. A gzip file ends
   * with its length; where that differs, the file is damaged, or of several parts: it is counted.
   */
  private static void requireLength(Path file, UniHeader header) throws IOException {
    long wanted = header.fileLength();
    if (lengthAtEnd(file) == (wanted & 0xffff_ffffL)) {
      return;
    }
    long length = 0;
    try (InputStream in = open(file)) {
      var buffer = new byte[BUFFER];
      for (int n = in.read(buffer); n >= 0 && length <= wanted; n = in.read(buffer)) {
        length += n;
      }
    } catch (EOFException e) {
      length = Math.min(length, wanted - 1);
    }
    if (length > wanted) {
      throw tooLong(file, header);
    }
    if (length < wanted) {
      throw new GridFileException(
          file,
          "is truncated: the values of a %s grid of %s end after %d bytes, must be %d",
          header.type().label(),
          header.size(),
          Math.max(0, length - header.version().headerBytes()),
          header.contentLength());
    }
  }

  private static long lengthAtEnd(Path file) throws IOException {
    try (var channel = FileChannel.open(file)) {
      var end = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      channel.read(end, channel.size() - Integer.BYTES);
      return Integer.toUnsignedLong(end.getInt(0));
    }
  }

  private static IOException tooLong(Path file, UniHeader header) {
    return new GridFileException(
        file,
        "goes on after the values of a %s grid of %s, must end after %d bytes",
        header.type().label(),
        header.size(),
        header.contentLength());
  }

  private static IOException damaged(Path file, IOException cause) {
    return cause instanceof EOFException
        ? new GridFileException(file, "is truncated: its gzip stream must have an end")
        : new GridFileException(file, "is damaged (%s): must be whole gzip", cause.getMessage());
  }

  @Override
  public void write(Path file, GridData grid) throws IOException {
    String note = grid.note().isEmpty() ? NOTE : grid.note();
    var header = new UniHeader(version, grid.type(), grid.field().size(), note, grid.time());
    WholeFile.write(
        file,
        raw -> {
          try (var out = new Fast(raw)) {
            out.write(header.bytes());
            Values.write(file, out, grid.field(), header.element());
          }
        });
  }

  /** Compresses at mantaflow's own level. */
  private static final class Fast extends GZIPOutputStream {

    Fast(OutputStream out) throws IOException {
      super(out, BUFFER);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
