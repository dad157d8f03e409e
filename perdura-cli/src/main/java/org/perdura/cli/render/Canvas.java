package org.perdura.cli.demo;

import org.perdura.media.Frame;

/** A black 8-bit picture that parts of others are put on. */
final class Canvas {

  private final int width;
  private final int height;
  private final byte[] pixels;

  /**
   * A part of a frame, in pixels.
   *
   * @param x its left column
   * @param y its top row
   */
  record Region(int x, int y, int width, int height) {}

  Canvas(int width, int height) {
    this.width = width;
    this.height = height;
    pixels = new byte[width * height * Frame.CHANNELS];
  }

  void draw(Frame frame, int left, int top) {
    draw(frame, new Region(0, 0, frame.width(), frame.height()), 1, left, top);
  }

  /** Puts a part of a frame, each pixel as a square of {@code zoom}, at (left, top). */
  void draw(Frame frame, Region part, int zoom, int left, int top) {
    int columns = Math.min(part.width() * zoom, width - left);
    int rows = Math.min(part.height() * zoom, height - top);
    for (int y = 0; y < rows; y++) {
      int from = ((part.y() + y / zoom) * frame.width() + part.x()) * Frame.CHANNELS;
      int to = ((top + y) * width + left) * Frame.CHANNELS;
      if (zoom == 1) {
        System.arraycopy(frame.pixels(), from, pixels, to, columns * Frame.CHANNELS);
        continue;
      }
      for (int x = 0; x < columns; x++) {
        for (int c = 0; c < Frame.CHANNELS; c++) {
          pixels[to + x * Frame.CHANNELS + c] =
              frame.pixels()[from + x / zoom * Frame.CHANNELS + c];
        }
      }
    }
  }

  Frame frame(long pts, long duration) {
    return new Frame(width, height, 8, pixels, pts, duration);
  }
}
