package org.perdura.media;

import static org.bytedeco.ffmpeg.global.avutil.*;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.bytedeco.ffmpeg.avutil.AVComponentDescriptor;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.ShortPointer;

/**
 * The alpha samples of FFmpeg's frames. Those are always of full range, which its scaler minds for
 * colours only: here they are brought from one depth to another to the nearest.
 */
final class AlphaPlane {

  private static final VarHandle DEEP =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.nativeOrder());

  private static final VarHandle LITTLE_ENDIAN =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle BIG_ENDIAN =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

  private AlphaPlane() {}

  /** Whether frames of this format have alpha; in palettes hardly any uses it. */
  static boolean isIn(int pixelFormat) {
    long flags = av_pix_fmt_desc_get(pixelFormat).flags();
    return (flags & AV_PIX_FMT_FLAG_ALPHA) != 0 && (flags & AV_PIX_FMT_FLAG_FLOAT) == 0;
  }

  /**
   * The samples inside {@code crop}.
   *
   * @param crop pixels to leave away at the top, bottom, left and right
   * @param bits 8 or 16 a sample
   * @return as {@link Frame#alpha}; null if all is opaque or the format has none
   */
  static byte[] read(AVFrame frame, int[] crop, int bits) {
    if (!isIn(frame.format())) {
      return null;
    }
    AVPixFmtDescriptor pixels = av_pix_fmt_desc_get(frame.format());
    boolean palette = (pixels.flags() & AV_PIX_FMT_FLAG_PAL) != 0;
    int component = pixels.nb_components() - 1;
    int[] ofPalette = palette ? ofPalette(frame) : null;
    int most = (1 << pixels.comp(component).depth()) - 1;
    int width = frame.width() - crop[2] - crop[3];
    int height = frame.height() - crop[0] - crop[1];
    var row = new short[width];
    int[] row16 = new int[width];
    var samples = new byte[width * height * bits / 8];
    boolean opaque = true;
    try (var line = new ShortPointer(width)) {
      for (int y = 0; y < height; y++) {
        av_read_image_line2(
            line,
            frame.data(),
            frame.linesize(),
            pixels,
            crop[2],
            y + crop[0],
            component,
            width,
            0,
            Short.BYTES);
        line.get(row);
        for (int x = 0; x < width; x++) {
          int value = Short.toUnsignedInt(row[x]);
          row16[x] = palette ? ofPalette[value] : value;
          opaque &= row16[x] == most;
        }
        put(samples, y * width, row16, most, bits);
      }
    }
    return opaque ? null : samples;
  }

  /** Alpha of each colour, which lies in the highest byte. */
  private static int[] ofPalette(AVFrame frame) {
    var alpha = new int[256];
    var colors = new IntPointer(frame.data(1));
    for (int i = 0; i < alpha.length; i++) {
      alpha[i] = colors.get(i) >>> 24;
    }
    return alpha;
  }

  /** Fills the alpha of {@code target}, repeating the last column and row if it is larger. */
  static void write(Frame frame, AVFrame target) {
    AVPixFmtDescriptor pixels = av_pix_fmt_desc_get(target.format());
    AVComponentDescriptor component = pixels.comp(pixels.nb_components() - 1);
    int most = (1 << component.depth()) - 1;
    boolean bigEndian = (pixels.flags() & AV_PIX_FMT_FLAG_BE) != 0;
    VarHandle shorts = bigEndian ? BIG_ENDIAN : LITTLE_ENDIAN;
    int[] row = new int[target.width()];
    Arrays.fill(row, most);
    // FFmpeg's own function only adds bits to what is there.
    var bytes = new byte[target.width() * component.step()];
    BytePointer data = target.data(component.plane());
    for (int y = 0; y < target.height(); y++) {
      if (frame.alpha() != null) {
        get(frame, Math.min(y, frame.height() - 1), most, row);
      }
      data.position((long) y * target.linesize(component.plane())).get(bytes);
      for (int x = 0; x < row.length; x++) {
        int at = x * component.step() + component.offset();
        if (component.depth() > Byte.SIZE) {
          shorts.set(bytes, at, (short) row[x]);
        } else {
          bytes[at] = (byte) row[x];
        }
      }
      data.put(bytes);
    }
  }

  private static void put(byte[] target, int start, int[] row, int most, int bits) {
    int largest = (1 << bits) - 1;
    for (int x = 0; x < row.length; x++) {
      long value = scaled(row[x], most, largest);
      if (bits == 8) {
        target[start + x] = (byte) value;
      } else {
        DEEP.set(target, 2 * (start + x), (short) value);
      }
    }
  }

  private static void get(Frame frame, int y, int most, int[] row) {
    int largest = (1 << frame.bits()) - 1;
    for (int x = 0; x < row.length; x++) {
      int at = y * frame.width() + Math.min(x, frame.width() - 1);
      int value =
          frame.bits() == 8
              ? Byte.toUnsignedInt(frame.alpha()[at])
              : Short.toUnsignedInt((short) DEEP.get(frame.alpha(), 2 * at));
      row[x] = (int) scaled(value, largest, most);
    }
  }

  private static long scaled(long value, long from, long to) {
    return (value * to + from / 2) / from;
  }
}
