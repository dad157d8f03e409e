package org.perdura.media;

import java.util.Arrays;

/**
 * The "BD" degradation by which low-res pictures are made from high-res ones: a Gaussian of sigma
 * 1.5, then every 4th pixel, starting at 0. Low-res sample i therefore sits at high-res pixel 4i,
 * not at the centre of a 4x4 block.
 *
 * <p>Equals, bit for bit, {@code cv2.GaussianBlur(high, (13, 13), 1.5)[::4, ::4]} on 8-bit
 * pictures: OpenCV rounds the kernel to 1/256 with error diffusion, which leaves nothing of the two
 * outermost taps on either side.
 */
public final class BlurDownscale {

  /** High-res pixels per low-res pixel. */
  public static final int SCALE = 4;

  /** How many high-res pixels around a sample have a say in it. */
  public static final int HALO = 4;

  /** In 1/256. */
  private static final int[] KERNEL = {2, 9, 28, 55, 68, 55, 28, 9, 2};

  private BlurDownscale() {}

  /**
   * Low-res version of a whole picture, its borders mirrored without repeating the border pixel.
   *
   * @param high 8-bit, {@code [h, w, 3]}
   * @return {@code [ceil(h/4), ceil(w/4), 3]} with the time of {@code high}
   */
  public static Frame frame(Frame high) {
    if (high.bits() != 8) {
      throw new IllegalArgumentException(
          high.bits() + " bits a sample: the degradation is defined for 8");
    }
    int width = ceilDiv(high.width());
    int height = ceilDiv(high.height());
    var low = new byte[height * width * Frame.CHANNELS];
    blur(high.pixels(), 0, high.width(), high.height(), 0, low, 0, width, height);
    return new Frame(width, height, 8, low, high.pts(), high.duration());
  }

  /**
   * Low-res version of the inside of a region, as if it were cut from the low-res version of a
   * larger picture.
   *
   * @param region {@code [h, w, 3]} with h = 4 * lowHeight + 2 * {@link #HALO} and w alike,
   *     beginning at {@code regionOffset}; the sample at low-res (0, 0) sits at its pixel (HALO,
   *     HALO)
   * @param low receives {@code [lowHeight, lowWidth, 3]} from {@code lowOffset} on
   */
  public static void crop(
      byte[] region, int regionOffset, int lowWidth, int lowHeight, byte[] low, int lowOffset) {
    int width = SCALE * lowWidth + 2 * HALO;
    int height = SCALE * lowHeight + 2 * HALO;
    blur(region, regionOffset, width, height, HALO, low, lowOffset, lowWidth, lowHeight);
  }

  private static int ceilDiv(int highPixels) {
    return (highPixels + SCALE - 1) / SCALE;
  }

  /** Low-res (0, 0) is centred at high-res (origin, origin). */
  private static void blur(
      byte[] high,
      int highOffset,
      int highWidth,
      int highHeight,
      int origin,
      byte[] low,
      int lowOffset,
      int lowWidth,
      int lowHeight) {
    int row = lowWidth * Frame.CHANNELS;
    int taps = KERNEL.length;
    int[] columns = mirroredOffsets(lowWidth, highWidth, origin, Frame.CHANNELS);
    // Neighbouring low-res rows share high-res rows: a ring of blurred rows, tagged by high-res
    // row.
    var blurred = new int[taps][row];
    var tags = new int[taps];
    Arrays.fill(tags, -1);
    var sources = new int[taps][];
    for (int y = 0; y < lowHeight; y++) {
      for (int k = 0; k < taps; k++) {
        int from = mirror(origin + SCALE * y + k - HALO, highHeight);
        int slot = from % taps;
        if (tags[slot] != from) {
          blurRow(high, highOffset + from * highWidth * Frame.CHANNELS, columns, blurred[slot]);
          tags[slot] = from;
        }
        sources[k] = blurred[slot];
      }
      int to = lowOffset + y * row;
      for (int x = 0; x < row; x++) {
        int sum = 1 << 15;
        for (int k = 0; k < taps; k++) {
          sum += KERNEL[k] * sources[k][x];
        }
        low[to + x] = (byte) (sum >> 16);
      }
    }
  }

  /** Horizontal pass at every 4th pixel only; values in 1/256. */
  private static void blurRow(byte[] high, int rowOffset, int[] columns, int[] out) {
    int taps = KERNEL.length;
    for (int x = 0, to = 0; x < columns.length; x += taps, to += Frame.CHANNELS) {
      int red = 0;
      int green = 0;
      int blue = 0;
      for (int k = 0; k < taps; k++) {
        int weight = KERNEL[k];
        int from = rowOffset + columns[x + k];
        red += weight * (high[from] & 0xff);
        green += weight * (high[from + 1] & 0xff);
        blue += weight * (high[from + 2] & 0xff);
      }
      out[to] = red;
      out[to + 1] = green;
      out[to + 2] = blue;
    }
  }

  private static int[] mirroredOffsets(int lowSize, int highSize, int origin, int stride) {
    int taps = KERNEL.length;
    var offsets = new int[lowSize * taps];
    for (int i = 0; i < lowSize; i++) {
      for (int k = 0; k < taps; k++) {
        offsets[i * taps + k] = mirror(origin + SCALE * i + k - HALO, highSize) * stride;
      }
    }
    return offsets;
  }

  /** OpenCV's BORDER_REFLECT_101: ... 2 1 | 0 1 2 ... n-1 | n-2 ... */
  private static int mirror(int i, int size) {
    if (size == 1) {
      return 0;
    }
    while (i < 0 || i >= size) {
      i = i < 0 ? -i : 2 * (size - 1) - i;
    }
    return i;
  }
}
