package org.perdura.video.upscale;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.perdura.media.Frame;

/** Alpha as a grey picture, and back. */
final class AlphaTensors {

  private static final VarHandle DEEP =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.nativeOrder());

  /** Upsampling between samples i and i + 1 looks at those from i - 1 to i + 2. */
  private static final int BEFORE = 1;

  private static final int AFTER = 2;

  private AlphaTensors() {}

  /** The colours and, behind them, alpha as if it were grey: {@code [2, h, w, 3]} samples. */
  static byte[] withGray(Frame frame) {
    byte[] pixels = frame.pixels();
    byte[] alpha = frame.alpha();
    var both = new byte[2 * pixels.length];
    System.arraycopy(pixels, 0, both, 0, pixels.length);
    int size = frame.bits() / Byte.SIZE;
    for (int i = 0; i < alpha.length; i++) {
      int sample = i / size;
      int at = pixels.length + Frame.CHANNELS * size * sample + i % size;
      for (int c = 0; c < Frame.CHANNELS; c++) {
        both[at + c * size] = alpha[i];
      }
    }
    return both;
  }

  /**
   * Makes alpha exactly what it was where it is the same all around: a network that is off by one
   * there would leave holes in what is solid and a veil over what is empty.
   *
   * @param high {@code [factor h, factor w]} samples; changed
   * @param low {@code [h, w]}
   */
  static void keepFlat(byte[] high, Frame low, int factor) {
    int w = low.width();
    int h = low.height();
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        if (isFlat(low, x, y)) {
          int value = sample(low.alpha(), low.bits(), y * w + x);
          fill(high, low.bits(), factor * (y * factor * w + x), factor, factor * w, value);
        }
      }
    }
  }

  private static boolean isFlat(Frame low, int x, int y) {
    int here = sample(low.alpha(), low.bits(), y * low.width() + x);
    for (int v = Math.max(0, y - BEFORE); v <= Math.min(low.height() - 1, y + AFTER); v++) {
      for (int u = Math.max(0, x - BEFORE); u <= Math.min(low.width() - 1, x + AFTER); u++) {
        if (sample(low.alpha(), low.bits(), v * low.width() + u) != here) {
          return false;
        }
      }
    }
    return true;
  }

  private static int sample(byte[] samples, int bits, int index) {
    return bits == 8
        ? Byte.toUnsignedInt(samples[index])
        : Short.toUnsignedInt((short) DEEP.get(samples, 2 * index));
  }

  /** A square of a picture. */
  private static void fill(byte[] samples, int bits, int start, int side, int stride, int value) {
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        int index = start + y * stride + x;
        if (bits == 8) {
          samples[index] = (byte) value;
        } else {
          DEEP.set(samples, 2 * index, (short) value);
        }
      }
    }
  }
}
