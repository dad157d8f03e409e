package org.perdura.cli.render;

import java.util.Arrays;
import org.perdura.media.Frame;

/** An 8-bit picture, black at first, that parts of others are put on. */
public final class Canvas {

  private final int width;
  private final int height;
  private final byte[] pixels;

  /**
   * A part of a frame, in pixels.
   *
   * @param x its left column
   * @param y its top row
   */
  public record Region(int x, int y, int width, int height) {}

  public Canvas(int width, int height) {
    this.width = width;
    this.height = height;
    pixels = new byte[width * height * Frame.CHANNELS];
  }

  public void draw(Frame frame, int left, int top) {
    draw(frame, new Region(0, 0, frame.width(), frame.height()), 1, left, top);
  }

  /** Puts a part of a frame, each pixel as a square of {@code zoom}, at (left, top). */
  public void draw(Frame frame, Region part, int zoom, int left, int top) {
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

  /** Fills a part with a grey, 0 to 255. */
  void fill(Region part, int grey) {
    for (int y = part.y(); y < part.y() + part.height(); y++) {
      int from = (y * width + part.x()) * Frame.CHANNELS;
      Arrays.fill(pixels, from, from + part.width() * Frame.CHANNELS, (byte) grey);
    }
  }

  /**
   * Puts a grey over a pixel.
   *
   * @param coverage of the pixel, 0 to 255
   */
  void blend(int x, int y, int grey, int coverage) {
    int at = (y * width + x) * Frame.CHANNELS;
    for (int c = at; c < at + Frame.CHANNELS; c++) {
      int under = pixels[c] & 0xff;
      pixels[c] = (byte) Math.round(under + (grey - under) * coverage / 255f);
    }
  }

  /** The picture, on which nothing may be drawn any more. */
  public Frame frame(long pts, long duration) {
    return new Frame(width, height, 8, pixels, pts, duration);
  }
}
