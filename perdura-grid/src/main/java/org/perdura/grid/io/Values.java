package org.perdura.grid.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.perdura.grid.Field;
import org.perdura.grid.GridSize;
import org.perdura.grid.IntField;
import org.perdura.grid.ScalarField;
import org.perdura.grid.VectorField;
import org.perdura.grid.VectorField.Placement;

/**
 * The values of a grid as all formats store them: x fastest, then y, z; the components of a cell
 * side by side. They go through a small buffer.
 */
final class Values {

  /** Whole cells of every type: a multiple of 3 times 8 bytes. */
  private static final int BUFFER_BYTES = 24 * 4096;

  private final Path file;
  private final GridSize size;
  private final int components;
  private final Element element;
  private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER_BYTES);
  private final float[] numbers;

  private Values(Path file, GridSize size, int components, Element element, ByteOrder order) {
    this.file = file;
    this.size = size;
    this.components = components;
    this.element = element;
    this.numbers = new float[BUFFER_BYTES / element.bytes()];
    bytes.order(order);
  }

  /** How many bytes the values of a grid take. */
  static long length(GridType type, GridSize size, Element element) {
    return (long) size.cells() * type.components() * element.bytes();
  }

  /**
   * Reads all values, which takes the memory of the field.
   *
   * @throws IOException if the stream ends before, or a value is no finite number
   */
  static Field read(
      Path file, InputStream in, GridType type, GridSize size, Element element, ByteOrder order)
      throws IOException {
    var values = new Values(file, size, type.components(), element, order);
    if (type.isWhole()) {
      var field = new IntField(size);
      values.readWhole(in, field.values());
      return field;
    }
    if (type.components() == 1) {
      var field = new ScalarField(size);
      values.read(in, new float[][] {field.values()});
      return field;
    }
    var field = new VectorField(size, type == GridType.MAC ? Placement.FACES : Placement.CENTRES);
    values.read(in, new float[][] {field.x(), field.y(), field.z()});
    return field;
  }

  /**
   * Writes all values, little-endian.
   *
   * @throws IOException if a value is no finite number: nobody could read the file
   */
  static void write(Path file, OutputStream out, Field field, Element element) throws IOException {
    int components = field instanceof VectorField ? 3 : 1;
    var values = new Values(file, field.size(), components, element, ByteOrder.LITTLE_ENDIAN);
    if (field instanceof IntField whole) {
      values.writeWhole(out, whole.values());
    } else if (field instanceof ScalarField scalar) {
      values.write(out, new float[][] {scalar.values()});
    } else if (field instanceof VectorField vectors) {
      values.write(out, new float[][] {vectors.x(), vectors.y(), vectors.z()});
    }
  }

  private void read(InputStream in, float[][] to) throws IOException {
    int chunk = numbers.length / components;
    for (long begin = 0; begin < size.cells(); begin += chunk) {
      int cell = (int) begin;
      int cells = Math.min(chunk, size.cells() - cell);
      fill(in, cell, cells);
      if (element == Element.FLOAT32) {
        bytes.asFloatBuffer().get(numbers, 0, cells * components);
      } else {
        narrow(cells * components);
      }
      requireFinite(cell, cells * components);
      for (int c = 0; c < components; c++) {
        take(numbers, c, components, to[c], cell, cells);
      }
    }
  }

  /** Too large doubles become infinite here, and are refused like these. */
  private void narrow(int count) {
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) bytes.getDouble(i * Double.BYTES);
    }
  }

  private static void take(float[] mixed, int first, int step, float[] to, int toAt, int count) {
    for (int i = 0; i < count; i++) {
      to[toAt + i] = mixed[first + i * step];
    }
  }

  private void readWhole(InputStream in, int[] to) throws IOException {
    int chunk = numbers.length;
    for (long begin = 0; begin < size.cells(); begin += chunk) {
      int cell = (int) begin;
      int cells = Math.min(chunk, size.cells() - cell);
      fill(in, cell, cells);
      bytes.asIntBuffer().get(to, cell, cells);
    }
  }

  private void fill(InputStream in, int cell, int cells) throws IOException {
    int wanted = cells * components * element.bytes();
    int got = in.readNBytes(bytes.array(), 0, wanted);
    bytes.clear();
    if (got < wanted) {
      long cellBytes = (long) components * element.bytes();
      throw new GridFileException(
          file,
          "is truncated: the values end after %d bytes, must be %d",
          cell * cellBytes + got,
          size.cells() * cellBytes);
    }
  }

  private void write(OutputStream out, float[][] from) throws IOException {
    int chunk = numbers.length / components;
    for (long begin = 0; begin < size.cells(); begin += chunk) {
      int cell = (int) begin;
      int cells = Math.min(chunk, size.cells() - cell);
      int count = cells * components;
      for (int c = 0; c < components; c++) {
        put(from[c], cell, numbers, c, components, cells);
      }
      requireFinite(cell, count);
      if (element == Element.FLOAT32) {
        bytes.asFloatBuffer().put(numbers, 0, count);
      } else {
        for (int i = 0; i < count; i++) {
          bytes.putDouble(i * Double.BYTES, numbers[i]);
        }
      }
      out.write(bytes.array(), 0, count * element.bytes());
    }
  }

  private static void put(float[] from, int fromAt, float[] mixed, int first, int step, int count) {
    for (int i = 0; i < count; i++) {
      mixed[first + i * step] = from[fromAt + i];
    }
  }

  private void writeWhole(OutputStream out, int[] from) throws IOException {
    int chunk = numbers.length;
    for (long begin = 0; begin < size.cells(); begin += chunk) {
      int cell = (int) begin;
      int cells = Math.min(chunk, size.cells() - cell);
      bytes.asIntBuffer().put(from, cell, cells);
      out.write(bytes.array(), 0, cells * element.bytes());
    }
  }

  private void requireFinite(int cell, int count) throws IOException {
    for (int n = 0; n < count; n++) {
      if (!Float.isFinite(numbers[n])) {
        int at = cell + n / components;
        int i = at % size.x();
        int j = at / size.x() % size.y();
        int k = at / size.layer();
        throw new GridFileException(
            file,
            "%s at cell (%d, %d, %d)%s: must be a finite number that fits a float32",
            numbers[n],
            i,
            j,
            k,
            components == 1 ? "" : ", component " + "xyz".charAt(n % components));
      }
    }
  }
}
