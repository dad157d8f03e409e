package org.perdura.cli.demo;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.perdura.media.Frame;

/**
 * What stands above the columns. Pictures, not text: many machines without a screen have no fonts.
 * They are white DejaVu Sans of 24 pixels on black, 260x40, text at (14, 10) as FFmpeg's drawtext
 * counts it.
 */
final class Labels {

  private final List<Frame> labels;

  /**
   * @param names of the pictures, from the left column to the right
   */
  Labels(List<String> names) {
    labels = names.stream().map(Labels::load).toList();
  }

  /** The label of a column. */
  Frame of(int column) {
    return labels.get(column);
  }

  int height() {
    return labels.get(0).height();
  }

  private static Frame load(String name) {
    try (InputStream in = Labels.class.getResourceAsStream(name)) {
      BufferedImage image = ImageIO.read(in);
      var rgb = new byte[image.getWidth() * image.getHeight() * Frame.CHANNELS];
      int at = 0;
      for (int y = 0; y < image.getHeight(); y++) {
        for (int x = 0; x < image.getWidth(); x++) {
          int pixel = image.getRGB(x, y);
          rgb[at++] = (byte) (pixel >> 16);
          rgb[at++] = (byte) (pixel >> 8);
          rgb[at++] = (byte) pixel;
        }
      }
      return Frame.still(image.getWidth(), image.getHeight(), rgb);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
