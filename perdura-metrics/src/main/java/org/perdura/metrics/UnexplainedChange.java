package org.perdura.metrics;

import org.perdura.media.BlurDownscale;
import org.perdura.media.Frame;

/**
 * T-diff (Chu et al. 2020): what is left of a film's change once its frame before is moved along
 * the flow of the low-res film, mean over pixels and channels.
 */
final class UnexplainedChange {

  private static final int SCALE = BlurDownscale.SCALE;

  private UnexplainedChange() {}

  /**
   * The mean absolute difference in an area.
   *
   * @param before 8-bit, high-res
   * @param now alike
   * @param lowFlow from the low-res frame of {@code now} back to that of {@code before}, {@code
   *     [lowHeight, lowWidth, 2]} in low-res pixels
   * @return in hundredths of the full range
   */
  static double of(
      Frame before, Frame now, float[] lowFlow, int lowWidth, int lowHeight, JudgedArea area) {
    double sum = 0;
    var flow = new double[2];
    for (int y = area.y(); y < area.y() + area.height(); y++) {
      for (int x = area.x(); x < area.x() + area.width(); x++) {
        // Low-res sample i sits at high-res pixel 4i.
        read(lowFlow, lowWidth, lowHeight, 2, (double) x / SCALE, (double) y / SCALE, flow);
        sum += difference(before, now, x, y, SCALE * flow[0], SCALE * flow[1]);
      }
    }
    double samples = (double) Frame.CHANNELS * area.width() * area.height();
    return 100 * sum / (255 * samples);
  }

  /** Bilinear, the border going on beyond itself. */
  private static void read(
      float[] values, int width, int height, int channels, double x, double y, double[] out) {
    double cx = Math.min(Math.max(x, 0), width - 1.0);
    double cy = Math.min(Math.max(y, 0), height - 1.0);
    int x0 = (int) cx;
    int y0 = (int) cy;
    int x1 = Math.min(x0 + 1, width - 1);
    int y1 = Math.min(y0 + 1, height - 1);
    double fx = cx - x0;
    double fy = cy - y0;
    for (int c = 0; c < channels; c++) {
      double top =
          (1 - fx) * values[(y0 * width + x0) * channels + c]
              + fx * values[(y0 * width + x1) * channels + c];
      double bottom =
          (1 - fx) * values[(y1 * width + x0) * channels + c]
              + fx * values[(y1 * width + x1) * channels + c];
      out[c] = (1 - fy) * top + fy * bottom;
    }
  }

  private static double difference(
      Frame before, Frame now, int x, int y, double right, double down) {
    int width = before.width();
    double cx = Math.min(Math.max(x + right, 0), width - 1.0);
    double cy = Math.min(Math.max(y + down, 0), before.height() - 1.0);
    int x0 = (int) cx;
    int y0 = (int) cy;
    int x1 = Math.min(x0 + 1, width - 1);
    int y1 = Math.min(y0 + 1, before.height() - 1);
    double fx = cx - x0;
    double fy = cy - y0;
    byte[] from = before.pixels();
    double sum = 0;
    for (int c = 0; c < Frame.CHANNELS; c++) {
      double top = (1 - fx) * at(from, y0 * width + x0, c) + fx * at(from, y0 * width + x1, c);
      double bottom = (1 - fx) * at(from, y1 * width + x0, c) + fx * at(from, y1 * width + x1, c);
      double moved = (1 - fy) * top + fy * bottom;
      sum += Math.abs(at(now.pixels(), y * width + x, c) - moved);
    }
    return sum;
  }

  private static int at(byte[] pixels, int pixel, int channel) {
    return pixels[pixel * Frame.CHANNELS + channel] & 0xff;
  }
}
