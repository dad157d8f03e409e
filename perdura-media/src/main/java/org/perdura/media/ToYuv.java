package org.perdura.media;

import static org.bytedeco.ffmpeg.global.avutil.*;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.util.Arrays;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;

/**
 * Makes planar Y'CbCr of R'G'B' by the formulas of ITU-R BT.601, BT.709 and BT.2020, rounded to the
 * nearest. FFmpeg's scaler takes 16-bit white for 256/255 of what it is, and lays the middle of
 * full-range chroma half a step too low.
 *
 * <p>Subsampled chroma sits on the first luma sample of a pair and between two rows.
 */
final class ToYuv {

  private final int acrossShift;
  private final int downShift;
  private final int sampleBytes;
  private final float kr;
  private final float kb;
  private final float black;
  private final float lumaSpan;
  private final float middle;
  private final float chromaSpan;
  private final int most;

  /**
   * @param pixelFormat planar Y'CbCr of 8 to 16 bits, with or without alpha, which is left as it is
   * @param matrix FFmpeg's number
   */
  ToYuv(int pixelFormat, int matrix, boolean full) {
    AVPixFmtDescriptor pixels = av_pix_fmt_desc_get(pixelFormat);
    acrossShift = pixels.log2_chroma_w();
    downShift = pixels.log2_chroma_h();
    int depth = pixels.comp(0).depth();
    sampleBytes = depth > Byte.SIZE ? Short.BYTES : 1;
    kr = redOf(matrix);
    kb = blueOf(matrix);
    int unit = 1 << (depth - Byte.SIZE);
    most = (1 << depth) - 1;
    black = full ? 0 : 16 * unit;
    lumaSpan = full ? most : 219 * unit;
    middle = 128 * unit;
    chromaSpan = full ? most : 224 * unit;
  }

  private static float redOf(int matrix) {
    return switch (matrix) {
      case AVCOL_SPC_BT709 -> 0.2126f;
      case AVCOL_SPC_FCC -> 0.30f;
      case AVCOL_SPC_SMPTE240M -> 0.212f;
      case AVCOL_SPC_BT2020_NCL, AVCOL_SPC_BT2020_CL -> 0.2627f;
      default -> 0.299f;
    };
  }

  private static float blueOf(int matrix) {
    return switch (matrix) {
      case AVCOL_SPC_BT709 -> 0.0722f;
      case AVCOL_SPC_FCC -> 0.11f;
      case AVCOL_SPC_SMPTE240M -> 0.087f;
      case AVCOL_SPC_BT2020_NCL, AVCOL_SPC_BT2020_CL -> 0.0593f;
      default -> 0.114f;
    };
  }

  /** Fills the target, repeating the frame's last column and row if it is larger. */
  void convert(Frame frame, AVFrame target) {
    int width = target.width();
    int height = target.height();
    var luma = new float[width];
    var blue = new float[width];
    var red = new float[width];
    var blueSum = new float[width];
    var redSum = new float[width];
    int rowsOfChroma = 1 << downShift;
    var line = new byte[width * sampleBytes];
    var source = new Source(frame);
    int gathered = 0;
    for (int y = 0; y < height; y++) {
      if (y < frame.height()) {
        source.read(y, luma, blue, red);
      }
      put(target, 0, y, luma, width, black, lumaSpan, line);
      add(blue, blueSum);
      add(red, redSum);
      gathered++;
      if (gathered == rowsOfChroma || y == height - 1) {
        int count = across(blueSum, gathered);
        across(redSum, gathered);
        put(target, 1, y >> downShift, blueSum, count, middle, chromaSpan, line);
        put(target, 2, y >> downShift, redSum, count, middle, chromaSpan, line);
        Arrays.fill(blueSum, 0);
        Arrays.fill(redSum, 0);
        gathered = 0;
      }
    }
  }

  private static void add(float[] row, float[] sum) {
    for (int x = 0; x < row.length; x++) {
      sum[x] += row[x];
    }
  }

  /** From sums of rows to samples of chroma, in place; returns how many. */
  private int across(float[] sums, int rows) {
    if (acrossShift == 0) {
      for (int x = 0; x < sums.length; x++) {
        sums[x] /= rows;
      }
      return sums.length;
    }
    int count = (sums.length + 1) / 2;
    float before = sums[0];
    for (int i = 0; i < count; i++) {
      float here = sums[2 * i];
      float after = sums[Math.min(2 * i + 1, sums.length - 1)];
      sums[i] = (before + 2 * here + after) / (4 * rows);
      before = after;
    }
    return count;
  }

  private void put(
      AVFrame target,
      int plane,
      int y,
      float[] values,
      int count,
      float base,
      float span,
      byte[] line) {
    for (int x = 0; x < count; x++) {
      int value = Math.max(0, Math.min(most, Math.round(base + span * values[x])));
      if (sampleBytes == 1) {
        line[x] = (byte) value;
      } else {
        line[2 * x] = (byte) value;
        line[2 * x + 1] = (byte) (value >> Byte.SIZE);
      }
    }
    target
        .data(plane)
        .position((long) y * target.linesize(plane))
        .put(line, 0, count * sampleBytes);
  }

  /** A frame's rows as luma in [0, 1] and chroma in [-1/2, 1/2]. */
  private final class Source {

    private final Frame frame;
    private final CharBuffer deep;
    private final float scale;

    Source(Frame frame) {
      this.frame = frame;
      boolean isDeep = frame.bits() > Byte.SIZE;
      deep =
          isDeep
              ? ByteBuffer.wrap(frame.pixels()).order(ByteOrder.nativeOrder()).asCharBuffer()
              : null;
      scale = 1f / ((1 << frame.bits()) - 1);
    }

    void read(int y, float[] luma, float[] blue, float[] red) {
      int at = y * frame.width() * Frame.CHANNELS;
      for (int x = 0; x < frame.width(); x++, at += Frame.CHANNELS) {
        float r = sample(at) * scale;
        float g = sample(at + 1) * scale;
        float b = sample(at + 2) * scale;
        float light = kr * r + kb * b + (1 - kr - kb) * g;
        luma[x] = light;
        blue[x] = (b - light) / (2 * (1 - kb));
        red[x] = (r - light) / (2 * (1 - kr));
      }
      int last = frame.width() - 1;
      Arrays.fill(luma, last + 1, luma.length, luma[last]);
      Arrays.fill(blue, last + 1, blue.length, blue[last]);
      Arrays.fill(red, last + 1, red.length, red[last]);
    }

    private int sample(int at) {
      return deep == null ? Byte.toUnsignedInt(frame.pixels()[at]) : deep.get(at);
    }
  }
}
