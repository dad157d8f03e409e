package org.perdura.metrics;

import org.perdura.media.Frame;

/**
 * The luma of a picture as papers on video super-resolution count it: BT.601, studio range.
 *
 * @param values {@code [h, w]}, 16 to 235
 */
record Luma(int width, int height, double[] values) {

  private static final double BLACK = 16;
  private static final double RED = 65.481 / 255;
  private static final double GREEN = 128.553 / 255;
  private static final double BLUE = 24.966 / 255;

  /** Of an 8-bit frame. */
  static Luma of(Frame frame) {
    if (frame.bits() != 8) {
      throw new IllegalArgumentException(frame.bits() + " bits a sample: luma is counted on 8");
    }
    byte[] rgb = frame.pixels();
    var values = new double[frame.width() * frame.height()];
    for (int i = 0, from = 0; i < values.length; i++, from += Frame.CHANNELS) {
      values[i] =
          BLACK
              + RED * (rgb[from] & 0xff)
              + GREEN * (rgb[from + 1] & 0xff)
              + BLUE * (rgb[from + 2] & 0xff);
    }
    return new Luma(frame.width(), frame.height(), values);
  }

  void requireSizeOf(Luma other) {
    if (width != other.width || height != other.height) {
      throw new IllegalArgumentException(
          "%dx%d pixels: must be %dx%d as the truth"
              .formatted(width, height, other.width, other.height));
    }
  }
}
