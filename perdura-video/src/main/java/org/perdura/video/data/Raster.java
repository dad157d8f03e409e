package org.perdura.video.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.perdura.media.Frame;

/**
 * An 8-bit picture to take samples of.
 *
 * @param rgb {@code [h, w, 3]}
 */
record Raster(int width, int height, byte[] rgb) {

  /** Deep frames are rounded to 8 bits. */
  static Raster of(Frame frame) {
    if (frame.bits() == 8) {
      return new Raster(frame.width(), frame.height(), frame.pixels());
    }
    var deep = ByteBuffer.wrap(frame.pixels()).order(ByteOrder.nativeOrder()).asShortBuffer();
    var rgb = new byte[deep.remaining()];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (((deep.get(i) & 0xffff) * 255 + 32767) / 65535);
    }
    return new Raster(frame.width(), frame.height(), rgb);
  }

  /** This picture made smaller: each new pixel is the mean of the area it covers. */
  Raster shrink(int newWidth, int newHeight) {
    if (newWidth > width || newHeight > height) {
      throw new IllegalArgumentException(
          "%dx%d from %dx%d: can only shrink".formatted(newWidth, newHeight, width, height));
    }
    if (newWidth == width && newHeight == height) {
      return this;
    }
    var out = new byte[newHeight * newWidth * 3];
    var sums = new float[newWidth * 3];
    var row = new float[newWidth * 3];
    double step = (double) height / newHeight;
    int rowRead = -1;
    for (int y = 0; y < newHeight; y++) {
      double top = y * step;
      double bottom = Math.min((y + 1) * step, height);
      Arrays.fill(sums, 0);
      for (int from = (int) top; from < bottom; from++) {
        if (from != rowRead) {
          shrinkRow(from, newWidth, row);
          rowRead = from;
        }
        float weight = (float) ((Math.min(from + 1, bottom) - Math.max(from, top)) / step);
        for (int i = 0; i < sums.length; i++) {
          sums[i] += weight * row[i];
        }
      }
      int to = y * newWidth * 3;
      for (int i = 0; i < sums.length; i++) {
        out[to + i] = (byte) Math.min(255, (int) (sums[i] + 0.5f));
      }
    }
    return new Raster(newWidth, newHeight, out);
  }

  private void shrinkRow(int y, int newWidth, float[] out) {
    double step = (double) width / newWidth;
    int rowStart = y * width * 3;
    for (int x = 0; x < newWidth; x++) {
      double left = x * step;
      double right = Math.min((x + 1) * step, width);
      float red = 0;
      float green = 0;
      float blue = 0;
      for (int from = (int) left; from < right; from++) {
        float weight = (float) ((Math.min(from + 1, right) - Math.max(from, left)) / step);
        int at = rowStart + from * 3;
        red += weight * (rgb[at] & 0xff);
        green += weight * (rgb[at + 1] & 0xff);
        blue += weight * (rgb[at + 2] & 0xff);
      }
      out[3 * x] = red;
      out[3 * x + 1] = green;
      out[3 * x + 2] = blue;
    }
  }

  /**
   * How much fine detail there is: mean absolute difference of neighbouring pixels, in grey levels.
   * A single hard edge does not make a texture, so that each difference counts 40 at most.
   */
  static float texture(byte[] rgb, int width, int height) {
    long sum = 0;
    for (int y = 0; y + 1 < height; y++) {
      for (int x = 0; x + 1 < width; x++) {
        int at = (y * width + x) * 3;
        int here = grey4(rgb, at);
        int right = Math.abs(grey4(rgb, at + 3) - here);
        int below = Math.abs(grey4(rgb, at + 3 * width) - here);
        sum += Math.min(right, 160) + Math.min(below, 160);
      }
    }
    return sum / (4f * Math.max(1, (width - 1) * (height - 1)));
  }

  private static int grey4(byte[] rgb, int at) {
    return (rgb[at] & 0xff) + 2 * (rgb[at + 1] & 0xff) + (rgb[at + 2] & 0xff);
  }
}
