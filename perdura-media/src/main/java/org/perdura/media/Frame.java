package org.perdura.media;

/**
 * One picture: packed R'G'B' samples {@code [h, w, 3]}, full range, rows from the top, no padding.
 *
 * @param width in pixels
 * @param height in pixels
 * @param bits 8, or 16 (two bytes a sample, in the machine's byte order)
 * @param pixels {@code height * width * 3 * bits / 8} bytes; not copied, so not to be changed once
 *     handed on
 * @param alpha {@code [h, w]} samples of the same bits, 0 where nothing is seen of the pixel; null
 *     where all is opaque. Colours are not multiplied by it.
 * @param pts presentation time in units of the {@link VideoInfo#timeBase} of its source
 * @param duration in the same units; 0 where unknown
 */
public record Frame(
    int width, int height, int bits, byte[] pixels, byte[] alpha, long pts, long duration) {

  public static final int CHANNELS = 3;

  public Frame {
    if (bits != 8 && bits != 16) {
      throw new IllegalArgumentException(bits + " bits a sample: must be 8 or 16");
    }
    long plane = (long) width * height * bits / 8;
    if (pixels.length != plane * CHANNELS) {
      throw new IllegalArgumentException(
          "%d bytes for a %dx%d frame of %d bits: must be %d"
              .formatted(pixels.length, width, height, bits, plane * CHANNELS));
    }
    if (alpha != null && alpha.length != plane) {
      throw new IllegalArgumentException(
          "%d bytes of alpha for a %dx%d frame of %d bits: must be %d"
              .formatted(alpha.length, width, height, bits, plane));
    }
  }

  /** Opaque. */
  public Frame(int width, int height, int bits, byte[] pixels, long pts, long duration) {
    this(width, height, bits, pixels, null, pts, duration);
  }

  /** An 8-bit frame without a time, as stills and training data use. */
  public static Frame still(int width, int height, byte[] pixels) {
    return new Frame(width, height, 8, pixels, 0, 0);
  }

  /** The same picture at another time. */
  public Frame at(long pts, long duration) {
    return new Frame(width, height, bits, pixels, alpha, pts, duration);
  }
}
