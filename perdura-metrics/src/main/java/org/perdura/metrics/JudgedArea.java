package org.perdura.metrics;

import org.perdura.media.Frame;

/**
 * The part of a frame that is judged, in pixels: as in TecoGAN's evaluation, each side is the
 * largest multiple of 32 that leaves 16 pixels or more, and lies in the middle. Frames of less than
 * 48 pixels are judged as a whole.
 */
public record JudgedArea(int x, int y, int width, int height) {

  private static final int MULTIPLE = 32;
  private static final int LEAST_BORDER = 16;

  public static JudgedArea of(int width, int height) {
    int w = side(width);
    int h = side(height);
    return new JudgedArea((width - w) / 2, (height - h) / 2, w, h);
  }

  private static int side(int pixels) {
    int inside = (pixels - LEAST_BORDER) / MULTIPLE * MULTIPLE;
    return inside > 0 ? inside : pixels;
  }

  /** The part of an 8-bit frame that lies here. */
  public Frame cut(Frame frame) {
    if (width == frame.width() && height == frame.height()) {
      return frame;
    }
    int row = width * Frame.CHANNELS;
    var pixels = new byte[height * row];
    for (int i = 0; i < height; i++) {
      int from = ((y + i) * frame.width() + x) * Frame.CHANNELS;
      System.arraycopy(frame.pixels(), from, pixels, i * row, row);
    }
    return new Frame(width, height, 8, pixels, frame.pts(), frame.duration());
  }
}
