package org.perdura.video.data;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Pictures of which is known what every pixel should be. */
final class TestPictures {

  /** Mean grey level and amplitude of {@link #waves}. */
  static final double MEAN = 128;

  static final double AMPLITUDE = 50;

  private TestPictures() {}

  /**
   * A smooth pattern without symmetry, at any place: in red a wave along a slanted line, in green
   * one along another, in blue a ramp.
   */
  static double waves(double x, double y, int channel, double length) {
    double k = 2 * Math.PI / length;
    return switch (channel) {
      case 0 -> MEAN + AMPLITUDE * Math.sin(k * (0.8 * x + 0.6 * y) + 0.3);
      case 1 -> MEAN + AMPLITUDE * Math.sin(k * (0.28 * x - 0.96 * y) + 1.1);
      default -> MEAN + 0.3 * x - 0.2 * y;
    };
  }

  /** {@link #waves} at the places (left + step * x, top + step * y). */
  static byte[] waves(int width, int height, double left, double top, double step, double length) {
    var rgb = new byte[height * width * 3];
    for (int y = 0, at = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int c = 0; c < 3; c++, at++) {
          double value = waves(left + step * x, top + step * y, c, length);
          rgb[at] = (byte) Math.max(0, Math.min(255, Math.round(value)));
        }
      }
    }
    return rgb;
  }

  static void write(Path file, int width, int height, byte[] rgb) throws IOException {
    var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < width * height; i++) {
      int color =
          (rgb[3 * i] & 0xff) << 16 | (rgb[3 * i + 1] & 0xff) << 8 | (rgb[3 * i + 2] & 0xff);
      image.setRGB(i % width, i / width, color);
    }
    Files.createDirectories(file.getParent());
    ImageIO.write(image, "png", file.toFile());
  }

  /** Largest absolute difference, in grey levels. */
  static int difference(byte[] a, byte[] b) {
    int largest = Math.abs(a.length - b.length);
    for (int i = 0; i < Math.min(a.length, b.length); i++) {
      largest = Math.max(largest, Math.abs((a[i] & 0xff) - (b[i] & 0xff)));
    }
    return largest;
  }
}
