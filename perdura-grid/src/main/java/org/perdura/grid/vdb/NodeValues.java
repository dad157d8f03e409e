package org.perdura.grid.vdb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.perdura.grid.vdb.Blosc.BloscException;

/**
 * Reads the values of nodes (openvdb/io/Compression.h, readCompressedValues): a byte that says how
 * inactive ones are made again, and the others, packed.
 */
final class NodeValues {

  /** How inactive values are told, where they are not stored. */
  static final int BACKGROUND = 0;

  static final int MINUS_BACKGROUND = 1;
  static final int ONE_VALUE = 2;
  static final int MASK_OF_BACKGROUNDS = 3;
  static final int MASK_AND_ONE = 4;
  static final int MASK_AND_TWO = 5;
  static final int ALL_STORED = 6;

  private final VdbInput in;
  private final VdbCompression compression;
  private final boolean half;
  private final int components;
  private final float[] background;
  private final Blosc blosc = new Blosc();
  private byte[] bytes = new byte[0];
  private byte[] packed = new byte[0];
  private float[] stored = new float[0];

  NodeValues(VdbInput in, VdbCompression compression, boolean half, float[] background) {
    this.in = in;
    this.compression = compression;
    this.half = half;
    this.components = background.length;
    this.background = background;
  }

  /**
   * Reads a node's values.
   *
   * @param active which of them are
   * @param to {@code [count, component]}
   */
  void read(int count, long[] active, float[] to) throws IOException {
    int telling = in.readByte();
    if (telling < BACKGROUND || telling > ALL_STORED) {
      throw new VdbException(
          in.file(),
          "has values told in way %d before byte %d: must be 0 to 6",
          telling,
          in.position());
    }
    float[] first = telling == BACKGROUND ? background : negative(background);
    float[] second = background;
    if (telling == ONE_VALUE || telling == MASK_AND_ONE || telling == MASK_AND_TWO) {
      first = value();
      if (telling == MASK_AND_TWO) {
        second = value();
      }
    }
    long[] choice = null;
    if (telling == MASK_OF_BACKGROUNDS || telling == MASK_AND_ONE || telling == MASK_AND_TWO) {
      choice = new long[active.length];
      in.read(choice);
    }
    int activeCount = NodeMask.count(active);
    if (!compression.activeMask() || telling == ALL_STORED || activeCount == count) {
      numbers(count * components, to);
      return;
    }
    if (stored.length < activeCount * components) {
      stored = new float[count * components];
    }
    numbers(activeCount * components, stored);
    int next = 0;
    for (int place = 0; place < count; place++) {
      float[] from;
      int at;
      if (NodeMask.isOn(active, place)) {
        from = stored;
        at = next;
        next += components;
      } else {
        from = choice != null && NodeMask.isOn(choice, place) ? second : first;
        at = 0;
      }
      for (int c = 0; c < components; c++) {
        to[place * components + c] = from[at + c];
      }
    }
  }

  private static float[] negative(float[] value) {
    var negative = new float[value.length];
    for (int c = 0; c < value.length; c++) {
      negative[c] = -value[c];
    }
    return negative;
  }

  private float[] value() throws IOException {
    var value = new float[components];
    for (int c = 0; c < components; c++) {
      value[c] = in.readFloat();
    }
    return value;
  }

  /** Packed numbers. Of half floats none are not even packed, of floats they are. */
  private void numbers(int count, float[] to) throws IOException {
    if (count == 0 && half) {
      return;
    }
    int wanted = count * (half ? Short.BYTES : Float.BYTES);
    if (bytes.length < wanted) {
      bytes = new byte[wanted];
    }
    switch (compression.codec()) {
      case NONE -> in.read(bytes, wanted);
      case ZIP, BLOSC -> unpack(wanted);
    }
    var numbers = ByteBuffer.wrap(bytes, 0, wanted).order(ByteOrder.LITTLE_ENDIAN);
    if (half) {
      for (int i = 0; i < count; i++) {
        to[i] = Half.toFloat(numbers.getShort(2 * i) & 0xffff);
      }
    } else {
      numbers.asFloatBuffer().get(to, 0, count);
    }
  }

  private void unpack(int wanted) throws IOException {
    long length = in.readLong();
    if (length <= 0) { // negative: so many bytes as they are
      if (-length != wanted) {
        throw new VdbException(
            in.file(),
            "has a chunk of %d bytes before byte %d: must be %d",
            -length,
            in.position(),
            wanted);
      }
      in.read(bytes, wanted);
      return;
    }
    in.require(length, "a packed chunk");
    // Neither deflate nor LZ4 makes anything longer by more than that.
    long most = wanted + wanted / 8 + 1024L;
    if (length > most) {
      throw new VdbException(
          in.file(),
          "has %d bytes packed into %d before byte %d: must be %d at most",
          wanted,
          length,
          in.position(),
          most);
    }
    if (packed.length < length) {
      packed = new byte[(int) most];
    }
    in.read(packed, (int) length);
    if (compression.codec() == VdbCompression.Codec.ZIP) {
      inflate((int) length, wanted);
      return;
    }
    try {
      blosc.decompress(packed, (int) length, bytes, wanted);
    } catch (BloscException e) {
      throw new VdbException(in.file(), "has %s before byte %d", e.getMessage(), in.position());
    }
  }

  private void inflate(int length, int wanted) throws IOException {
    var inflater = new Inflater();
    try {
      inflater.setInput(packed, 0, length);
      int got = inflater.inflate(bytes, 0, wanted);
      boolean more = got == wanted && !inflater.finished() && inflater.inflate(new byte[1]) > 0;
      if (got != wanted || more) {
        throw new VdbException(
            in.file(),
            "has a zip chunk before byte %d that does not hold %d bytes",
            in.position(),
            wanted);
      }
    } catch (DataFormatException e) {
      throw new VdbException(in.file(), "has a broken zip chunk before byte %d", in.position());
    } finally {
      inflater.end();
    }
  }
}
