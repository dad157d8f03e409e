package org.perdura.cli.demo;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.perdura.media.Frame;

/**
 * What stands above the columns. Pictures, not text: many machines without a screen have no fonts.
 */
final class Labels {

  private final List<Frame> labels =
      Arrays.stream(new String[] {"label-bicubic.png", "label-perdura.png", "label-truth.png"})
          .map(Labels::load)
          .toList();

  /**
   * The label of a column.
   *
   * @param column 0 smooth upsampling, 1 Perdura, 2 truth
   */
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
