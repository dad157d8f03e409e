package org.perdura.grid.io;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.perdura.grid.GridSize;
import org.perdura.grid.IntField;

/**
 * numpy's .npz as tempoGAN's data has it: an array {@code arr_0} of shape {@code (z, y, x, c)}.
 *
 * <p>Such a file does not tell level sets from other numbers, flags from whole numbers, nor
 * staggered vectors from others: it is read as Real, Int or MAC.
 */
public final class NpzFormat implements GridFormat {

  private static final String ARRAY = "arr_0.npy";
  private static final String NPY = ".npy";

  /** The earliest a zip file can tell: files are the same at all times. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private final Element floats;

  /** Writes float32. */
  public NpzFormat() {
    this(false);
  }

  /**
   * Reads float32, float64 and int32.
   *
   * @param doubles whether numbers that are not whole are written as float64
   */
  public NpzFormat(boolean doubles) {
    floats = doubles ? Element.FLOAT64 : Element.FLOAT32;
  }

  @Override
  public String ending() {
    return ".npz";
  }

  /** Does something with the array's bytes, at their beginning. */
  private interface Use<T> {
    T of(ZipEntry entry, CheckedInputStream in) throws IOException;
  }

  @Override
  public GridInfo inspect(Path file) throws IOException {
    return use(
        file,
        (entry, in) -> {
          NpyHeader header = header(file, entry, in);
          return new GridInfo(
              "npz " + header.element().label(), header.type(file), header.size(file), "", 0);
        });
  }

  @Override
  public GridData read(Path file) throws IOException {
    return use(
        file,
        (entry, in) -> {
          NpyHeader header = header(file, entry, in);
          GridType type = header.type(file);
          var field =
              Values.read(file, in, type, header.size(file), header.element(), header.order());
          // The zip library leaves this to its users.
          if (in.read() != -1 || in.getChecksum().getValue() != entry.getCrc()) {
            throw new GridFileException(file, "is damaged: its check sum must be right");
          }
          return new GridData(type, field, "", 0);
        });
  }

  private static <T> T use(Path file, Use<T> use) throws IOException {
    Deflated.requireFile(file);
    long length = Files.size(file); // says so if there is no such file
    try (var zip = new ZipFile(file.toFile())) {
      ZipEntry entry = array(file, zip);
      if (entry.getSize() < 0 || entry.getCompressedSize() > length) {
        throw new GridFileException(file, "is damaged: its array must lie within the file");
      }
      try (InputStream raw = zip.getInputStream(entry);
          var in = new CheckedInputStream(raw, new CRC32())) {
        return use.of(entry, in);
      }
    } catch (ZipException e) {
      throw new GridFileException(
          file, "is no whole zip file, as .npz must be (%s)", e.getMessage());
    } catch (EOFException e) {
      throw new GridFileException(file, "is truncated: its array must have an end");
    }
  }

  /** {@code arr_0}, or the only array there is. */
  private static ZipEntry array(Path file, ZipFile zip) throws IOException {
    ZipEntry first = zip.getEntry(ARRAY);
    if (first != null) {
      return first;
    }
    List<? extends ZipEntry> arrays =
        zip.stream().filter(entry -> entry.getName().endsWith(NPY)).toList();
    if (arrays.size() != 1) {
      String names = arrays.stream().map(ZipEntry::getName).collect(Collectors.joining(", "));
      throw new GridFileException(
          file, "holds the arrays [%s]: must hold arr_0, or one alone", names);
    }
    return arrays.get(0);
  }

  private static NpyHeader header(Path file, ZipEntry entry, InputStream in) throws IOException {
    NpyHeader header = NpyHeader.read(file, in);
    GridSize size = header.size(file);
    long wanted = Values.length(header.type(file), size, header.element());
    long length = entry.getSize() - header.length();
    if (length != wanted) {
      throw new GridFileException(
          file,
          "the values of %s of %s take %d bytes: must be %d",
          size,
          header.element().label(),
          length,
          wanted);
    }
    Deflated.requirePossible(file, entry.getCompressedSize(), wanted, size);
    return header;
  }

  @Override
  public void write(Path file, GridData grid) throws IOException {
    Element element = grid.field() instanceof IntField ? Element.INT32 : floats;
    WholeFile.write(
        file,
        raw -> {
          try (var out = new ZipOutputStream(raw)) {
            out.setLevel(Deflater.BEST_SPEED);
            var entry = new ZipEntry(ARRAY);
            entry.setTimeLocal(NO_TIME);
            out.putNextEntry(entry);
            out.write(NpyHeader.bytes(grid.field().size(), grid.type().components(), element));
            Values.write(file, out, grid.field(), element);
            out.closeEntry();
          }
        });
  }
}
