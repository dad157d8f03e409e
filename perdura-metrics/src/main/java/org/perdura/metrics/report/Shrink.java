package org.perdura.metrics.report;

import org.perdura.media.Frame;

/** Makes pictures smaller by the mean over the area that each new pixel covers. */
final class Shrink {

  private Shrink() {}

  /** Fits a frame into a width in pixels, keeping its shape; a narrower one stays as it is. */
  static Frame toWidth(Frame frame, int width) {
    if (frame.width() <= width) {
      return frame;
    }
    int height = Math.max(1, Math.round((float) frame.height() * width / frame.width()));
    float[] samples = new float[frame.pixels().length];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = frame.pixels()[i] & 0xff;
    }
    float[] small = area(samples, frame.width(), frame.height(), Frame.CHANNELS, width, height);
    var pixels = new byte[small.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) Math.round(small[i]);
    }
    return Frame.still(width, height, pixels);
  }

  /**
   * The mean over areas.
   *
   * @param samples {@code [h, w, c]}
   * @return {@code [newHeight, newWidth, c]}, neither side larger than before
   */
  static float[] area(
      float[] samples, int width, int height, int channels, int newWidth, int newHeight) {
    float[] narrow = new float[height * newWidth * channels];
    for (int y = 0; y < height; y++) {
      int row = y * width * channels;
      int newRow = y * newWidth * channels;
      along(samples, row, width, channels, narrow, newRow, newWidth, channels, channels);
    }
    float[] small = new float[newHeight * newWidth * channels];
    int stride = newWidth * channels;
    for (int column = 0; column < stride; column++) {
      along(narrow, column, height, stride, small, column, newHeight, stride, 1);
    }
    return small;
  }

  /** Shortens lines of {@code length} samples; {@code lanes} neighbouring lines at once. */
  private static void along(
      float[] from,
      int fromAt,
      int length,
      int fromStep,
      float[] to,
      int toAt,
      int newLength,
      int toStep,
      int lanes) {
    double step = (double) length / newLength;
    for (int i = 0; i < newLength; i++) {
      double begin = i * step;
      double end = Math.min(length, begin + step);
      for (int lane = 0; lane < lanes; lane++) {
        double sum = 0;
        for (int j = (int) begin; j < end; j++) {
          double share = Math.min(end, j + 1) - Math.max(begin, j);
          sum += share * from[fromAt + j * fromStep + lane];
        }
        to[toAt + i * toStep + lane] = (float) (sum / (end - begin));
      }
    }
  }
}
