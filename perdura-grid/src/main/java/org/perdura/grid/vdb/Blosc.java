package org.perdura.grid.vdb;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;

/**
 * Chunks of Blosc, format version 2: a header of 16 bytes, the blocks' places, and blocks whose
 * bytes are shuffled (all first bytes of the numbers, all second ones ...) and packed, most in as
 * many streams as a number has bytes. Written is what OpenVDB writes: one block, LZ4.
 */
final class Blosc {

  static final int HEADER = 16;

  private static final byte VERSION = 2;
  private static final byte CODEC_VERSION = 1;
  private static final int SHUFFLED = 1;
  private static final int STORED = 2;
  private static final int BITS_SHUFFLED = 4;
  private static final int ONE_STREAM = 16;
  private static final int CODEC_SHIFT = 5;
  private static final int LZ4 = 1;
  private static final int ZLIB = 3;
  private static final String[] CODECS = {"BloscLZ", "LZ4", "Snappy", "zlib", "Zstandard"};

  /** Of a number; OpenVDB takes 4 for half floats, too. */
  private static final byte TYPE_BYTES = Float.BYTES;

  private static final int MOST_STREAMS = 16;
  private static final int LEAST_STREAM = 128;

  private static final LZ4SafeDecompressor DECOMPRESSOR =
      LZ4Factory.safeInstance().safeDecompressor();
  private static final LZ4Compressor COMPRESSOR = LZ4Factory.safeInstance().fastCompressor();

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] shuffled = new byte[0];

  /** A chunk that cannot be right; the message says why. */
  static final class BloscException extends Exception {

    private static final long serialVersionUID = 1;

    BloscException(String why) {
      super(why);
    }
  }

  /**
   * Unpacks a chunk.
   *
   * @param chunk its first {@code length} bytes
   * @param to its first {@code count} bytes are filled
   * @throws BloscException if it is not exactly so many bytes, or is broken
   */
  void decompress(byte[] chunk, int length, byte[] to, int count) throws BloscException {
    if (length < HEADER) {
      throw new BloscException("a Blosc chunk of %d bytes: must be 16 or more".formatted(length));
    }
    int version = chunk[0]; // then the codec's, of which LZ4 and zlib have had one only
    int flags = chunk[2] & 0xff;
    int typeBytes = chunk[3] & 0xff;
    int bytes = (int) INT.get(chunk, 4);
    int blockBytes = (int) INT.get(chunk, 8);
    int packed = (int) INT.get(chunk, 12);
    if (version != VERSION || bytes != count || packed != length) {
      throw new BloscException(
          "a Blosc chunk of version %d that claims %d bytes in %d: must be version 2, %d in %d"
              .formatted(version, bytes, packed, count, length));
    }
    if (count == 0) {
      return;
    }
    if ((flags & STORED) != 0) {
      if (length - HEADER != count) {
        throw new BloscException("a stored Blosc chunk whose sizes differ");
      }
      System.arraycopy(chunk, HEADER, to, 0, count);
      return;
    }
    if (blockBytes < 1 || typeBytes < 1 || (flags & BITS_SHUFFLED) != 0) {
      throw new BloscException(
          "a Blosc chunk of %d-byte blocks and %d-byte numbers%s: cannot be read"
              .formatted(
                  blockBytes, typeBytes, (flags & BITS_SHUFFLED) != 0 ? ", bit-shuffled" : ""));
    }
    blocks(chunk, length, to, count, new Layout(flags, typeBytes, blockBytes));
  }

  private record Layout(int flags, int typeBytes, int blockBytes) {

    int codec() {
      return flags >> CODEC_SHIFT;
    }

    /** How many streams a whole block is cut into. */
    int streams() {
      boolean split =
          (flags & ONE_STREAM) == 0
              && typeBytes <= MOST_STREAMS
              && blockBytes / typeBytes >= LEAST_STREAM;
      return split ? typeBytes : 1;
    }
  }

  private void blocks(byte[] chunk, int length, byte[] to, int count, Layout layout)
      throws BloscException {
    boolean shuffle = (layout.flags & SHUFFLED) != 0 && layout.typeBytes > 1;
    if (shuffle && shuffled.length < Math.min(layout.blockBytes, count)) {
      shuffled = new byte[Math.min(layout.blockBytes, count)];
    }
    int place = HEADER;
    for (int begin = 0; begin < count; begin += layout.blockBytes) {
      int size = Math.min(layout.blockBytes, count - begin);
      int at = intAt(chunk, length, place);
      place += Integer.BYTES;
      if (shuffle) {
        block(chunk, length, at, shuffled, 0, size, layout);
        unshuffle(shuffled, to, begin, size, layout.typeBytes);
      } else {
        block(chunk, length, at, to, begin, size, layout);
      }
    }
  }

  private static void block(
      byte[] chunk, int length, int at, byte[] to, int toAt, int size, Layout layout)
      throws BloscException {
    int streams =
        size == layout.blockBytes ? layout.streams() : 1; // a shorter last block is not cut
    if (size % streams != 0) {
      throw new BloscException(
          "a Blosc block of %d bytes in %d streams: must be as long".formatted(size, streams));
    }
    int each = size / streams;
    int from = at;
    for (int stream = 0; stream < streams; stream++) {
      int packed = intAt(chunk, length, from);
      from += Integer.BYTES;
      if (packed < 0 || packed > length - from) {
        throw new BloscException("a Blosc stream that claims %d bytes".formatted(packed));
      }
      int target = toAt + stream * each;
      if (packed == each) {
        System.arraycopy(chunk, from, to, target, each);
      } else if (unpack(layout.codec(), chunk, from, packed, to, target, each) != each) {
        throw new BloscException("a Blosc stream that does not hold %d bytes".formatted(each));
      }
      from += packed;
    }
  }

  private static int intAt(byte[] chunk, int length, int at) throws BloscException {
    if (at < HEADER || at > length - Integer.BYTES) {
      throw new BloscException("a Blosc chunk with a block at byte %d".formatted(at));
    }
    return (int) INT.get(chunk, at);
  }

  private static int unpack(
      int codec, byte[] from, int fromAt, int length, byte[] to, int toAt, int count)
      throws BloscException {
    if (codec == LZ4) {
      try {
        return DECOMPRESSOR.decompress(from, fromAt, length, to, toAt, count);
      } catch (LZ4Exception e) {
        return -1;
      }
    }
    if (codec == ZLIB) {
      var inflater = new Inflater();
      try {
        inflater.setInput(from, fromAt, length);
        return inflater.inflate(to, toAt, count);
      } catch (DataFormatException e) {
        return -1;
      } finally {
        inflater.end();
      }
    }
    String name = codec < CODECS.length ? CODECS[codec] : "codec " + codec;
    throw new BloscException("Blosc with %s: must be LZ4 or zlib".formatted(name));
  }

  /**
   * Packs bytes.
   *
   * @param to at least {@code count + HEADER} bytes
   * @return the chunk's length; if nothing is gained by packing they are stored
   */
  int compress(byte[] from, int count, byte[] to) {
    int length = packed(from, count, to);
    boolean stored = length < 0;
    if (stored) {
      length = HEADER + count;
      System.arraycopy(from, 0, to, HEADER, count);
    }
    to[0] = VERSION;
    to[1] = CODEC_VERSION;
    to[2] = (byte) (SHUFFLED | (stored ? STORED : 0) | (LZ4 << CODEC_SHIFT));
    to[3] = TYPE_BYTES;
    INT.set(to, 4, count);
    INT.set(to, 8, blockBytes(count));
    INT.set(to, 12, length);
    return length;
  }

  /** All but the header; -1 if it would not become shorter. */
  private int packed(byte[] from, int count, byte[] out) {
    if (shuffled.length < count) {
      shuffled = new byte[count];
    }
    shuffle(from, shuffled, count, TYPE_BYTES);
    int block = blockBytes(count);
    int blocks = (count + block - 1) / block;
    int at = HEADER + Integer.BYTES * blocks;
    for (int n = 0; n < blocks && at >= 0; n++) {
      if (at > HEADER + count) {
        return -1;
      }
      INT.set(out, HEADER + Integer.BYTES * n, at);
      int size = Math.min(block, count - n * block);
      int streams = n == 0 ? new Layout(0, TYPE_BYTES, block).streams() : 1;
      for (int stream = 0; stream < streams && at >= 0; stream++) {
        int each = size / streams;
        at = pack(shuffled, n * block + stream * each, each, out, at, HEADER + count);
      }
    }
    return at;
  }

  /** Whole numbers only; up to three bytes that are left over are a block of their own. */
  private static int blockBytes(int count) {
    return count > TYPE_BYTES ? count / TYPE_BYTES * TYPE_BYTES : Math.max(1, count);
  }

  /**
   * Writes a stream, packed or, if that gains nothing, as it is; -1 if it ends after {@code most}.
   */
  private static int pack(byte[] from, int fromAt, int count, byte[] out, int at, int most) {
    int target = at + Integer.BYTES;
    int room = most - target;
    if (room < 0) {
      return -1;
    }
    int length = count;
    try {
      length = COMPRESSOR.compress(from, fromAt, count, out, target, Math.min(room, count - 1));
    } catch (LZ4Exception e) {
      if (count > room) {
        return -1;
      }
      System.arraycopy(from, fromAt, out, target, count);
    }
    INT.set(out, at, length);
    return target + length;
  }

  private static void shuffle(byte[] from, byte[] to, int count, int typeBytes) {
    int numbers = count / typeBytes;
    for (int b = 0; b < typeBytes; b++) {
      int at = b * numbers;
      for (int n = 0; n < numbers; n++) {
        to[at + n] = from[n * typeBytes + b];
      }
    }
    System.arraycopy(from, numbers * typeBytes, to, numbers * typeBytes, count % typeBytes);
  }

  private static void unshuffle(byte[] from, byte[] to, int toAt, int count, int typeBytes) {
    int numbers = count / typeBytes;
    for (int b = 0; b < typeBytes; b++) {
      int at = b * numbers;
      for (int n = 0; n < numbers; n++) {
        to[toAt + n * typeBytes + b] = from[at + n];
      }
    }
    System.arraycopy(from, numbers * typeBytes, to, toAt + numbers * typeBytes, count % typeBytes);
  }
}
