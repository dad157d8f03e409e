package org.perdura.grid.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.perdura.grid.GridSize;

/**
 * What stands before the values of a .uni file.
 *
 * @param note in the file at most {@link UniVersion#noteBytes} - 1 bytes, ended by a 0
 */
record UniHeader(UniVersion version, GridType type, GridSize size, String note, long time) {

  private static final int MAGIC_BYTES = 4;
  private static final String FOUR_DIMENSIONAL = "M4T";

  /** mantaflow's numbers: what the grid is, what an element is, and its length. */
  private record Code(GridType type, int grid, int element, int bytes) {}

  private static final Code[] CODES = {
    new Code(GridType.REAL, 1, 1, 4),
    new Code(GridType.LEVELSET, 17, 1, 4),
    new Code(GridType.INT, 2, 0, 4),
    new Code(GridType.FLAGS, 34, 0, 4),
    new Code(GridType.VEC3, 4, 2, 12),
    new Code(GridType.MAC, 12, 2, 12)
  };

  Element element() {
    return type.isWhole() ? Element.INT32 : Element.FLOAT32;
  }

  /** Bytes of the values. */
  long contentLength() {
    return Values.length(type, size, element());
  }

  /** Bytes of header and values, decompressed. */
  long fileLength() {
    return version.headerBytes() + contentLength();
  }

  /**
   * Reads and checks a header.
   *
   * @param in decompressed, at its beginning
   */
  static UniHeader read(Path file, InputStream in) throws IOException {
    byte[] magic = in.readNBytes(MAGIC_BYTES);
    UniVersion version = version(file, magic);
    int rest = version.headerBytes() - MAGIC_BYTES;
    byte[] bytes = in.readNBytes(rest);
    if (bytes.length < rest) {
      throw new GridFileException(
          file,
          "is truncated: the header ends after %d bytes, must be %d",
          MAGIC_BYTES + bytes.length,
          version.headerBytes());
    }
    var header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int x = header.getInt();
    int y = header.getInt();
    int z = header.getInt();
    Code code = code(file, header.getInt(), header.getInt(), header.getInt());
    var note = new byte[version.noteBytes()];
    header.get(note);
    int layersOfTime = version == UniVersion.MNT3 ? header.getInt() : 0;
    if (layersOfTime != 0 && layersOfTime != 1) {
      throw new GridFileException(file, "%d steps in time: must be 0 (a 3D grid)", layersOfTime);
    }
    return new UniHeader(version, code.type, size(file, x, y, z), text(note), header.getLong());
  }

  private static UniVersion version(Path file, byte[] magic) throws IOException {
    for (UniVersion version : UniVersion.values()) {
      if (Arrays.equals(magic, version.magic())) {
        return version;
      }
    }
    String text = printable(new String(magic, StandardCharsets.ISO_8859_1));
    if (text.startsWith(FOUR_DIMENSIONAL)) {
      throw new GridFileException(file, "is a 4D grid (%s): must be 2D or 3D (MNT2, MNT3)", text);
    }
    throw new GridFileException(file, "begins with '%s': must be MNT3 or MNT2", text);
  }

  private static Code code(Path file, int grid, int element, int bytes) throws IOException {
    for (Code code : CODES) {
      if (code.grid == grid) {
        if (code.element != element || code.bytes != bytes) {
          throw new GridFileException(
              file,
              "a %s grid with elements of type %d and %d bytes: must be %d and %d",
              code.type.label(),
              element,
              bytes,
              code.element,
              code.bytes);
        }
        return code;
      }
    }
    throw new GridFileException(
        file,
        "grid type %d: must be 1 (Real), 17 (Levelset), 2 (Int), 34 (Flags), 4 (Vec3) or 12 (MAC)",
        grid);
  }

  private static GridSize size(Path file, int x, int y, int z) throws IOException {
    try {
      return new GridSize(x, y, z);
    } catch (IllegalArgumentException e) {
      throw new GridFileException(file, "%s", e.getMessage());
    }
  }

  /** What comes after the 0 is uninitialised memory. */
  private static String text(byte[] note) {
    int end = 0;
    while (end < note.length && note[end] != 0) {
      end++;
    }
    return new String(note, 0, end, StandardCharsets.ISO_8859_1);
  }

  private static String printable(String text) {
    return text.replaceAll("[^ -~]", "?");
  }

  /** The header as the file begins with it. */
  byte[] bytes() {
    Code code = Arrays.stream(CODES).filter(c -> c.type == type).findFirst().orElseThrow();
    var header = ByteBuffer.allocate(version.headerBytes()).order(ByteOrder.LITTLE_ENDIAN);
    header.put(version.magic());
    header.putInt(size.x()).putInt(size.y()).putInt(size.z());
    header.putInt(code.grid).putInt(code.element).putInt(code.bytes);
    byte[] text = note.getBytes(StandardCharsets.ISO_8859_1);
    header.put(
        Arrays.copyOf(
            Arrays.copyOf(text, Math.min(text.length, version.noteBytes() - 1)),
            version.noteBytes()));
    if (version == UniVersion.MNT3) {
      header.putInt(0);
    }
    return header.putLong(time).array();
  }
}
