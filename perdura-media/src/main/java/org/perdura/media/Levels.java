package org.perdura.media;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Mends black and white of what FFmpeg's scaler makes R'G'B' of: of Y'CbCr in 16 bits, white comes
 * out a little too dark, as bits were only shifted up; of grey, limited range is taken for full.
 */
final class Levels {

  private static final Levels RIGHT = new Levels(0, null);

  private final int bits;

  /** What each value becomes; null if all are right. */
  private final char[] table;

  private Levels(int bits, char[] table) {
    this.bits = bits;
    this.table = table;
  }

  /**
   * @param bits of the samples that are to be mended, 8 or 16
   * @param depth of the source
   * @param full whether the source has full range
   */
  static Levels of(int bits, int depth, boolean full, boolean rgb, boolean gray) {
    int up = 1 << (bits - Byte.SIZE);
    double black = 0;
    double white = (1 << bits) - 1;
    if (gray && !full) {
      black = 16 * up;
      white = 235 * up;
    } else if (bits == 16 && !rgb) {
      // 8 bits of white, if the range was stretched on the way; else as many as the source has.
      int whole = full ? depth : Byte.SIZE;
      white = ((1 << whole) - 1) << (bits - whole);
    }
    return black == 0 && white == (1 << bits) - 1
        ? RIGHT
        : new Levels(bits, table(bits, black, white));
  }

  private static char[] table(int bits, double black, double white) {
    int most = (1 << bits) - 1;
    var table = new char[most + 1];
    for (int i = 0; i <= most; i++) {
      double value = (i - black) * most / (white - black);
      table[i] = (char) Math.max(0, Math.min(most, Math.round(value)));
    }
    return table;
  }

  void apply(byte[] samples) {
    if (table == null) {
      return;
    }
    if (bits == Byte.SIZE) {
      for (int i = 0; i < samples.length; i++) {
        samples[i] = (byte) table[Byte.toUnsignedInt(samples[i])];
      }
      return;
    }
    var deep = ByteBuffer.wrap(samples).order(ByteOrder.nativeOrder()).asCharBuffer();
    for (int i = 0; i < deep.limit(); i++) {
      deep.put(i, table[deep.get(i)]);
    }
  }
}
