package org.perdura.fluid.scene;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.perdura.grid.GridSize;

/** Which cells of a domain are solid. */
final class Obstacles {

  private static final long MOST_PIXELS = 1 << 26;

  private Obstacles() {}

  /**
   * All obstacles of a scene.
   *
   * @return for each cell, {@code [z, y, x]}; null if there is none
   */
  static boolean[] solid(List<ObstacleSpec> specs, GridSize size) throws IOException {
    if (specs.isEmpty()) {
      return null;
    }
    var solid = new boolean[size.cells()];
    for (ObstacleSpec spec : specs) {
      if (spec.shape().isPresent()) {
        add(spec.shape().get().in(size), size, solid);
      } else {
        add(spec.mask().orElseThrow(), size, solid);
      }
    }
    return solid;
  }

  private static void add(PlacedShape shape, GridSize size, boolean[] solid) {
    for (int k = shape.from(2, 0); k < shape.to(2, 0); k++) {
      for (int j = shape.from(1, 0); j < shape.to(1, 0); j++) {
        for (int i = shape.from(0, 0); i < shape.to(0, 0); i++) {
          if (shape.distance(i + 0.5, j + 0.5, k + 0.5) <= 0) {
            solid[size.index(i, j, k)] = true;
          }
        }
      }
    }
  }

  private static void add(Path mask, GridSize size, boolean[] solid) throws IOException {
    if (!Files.isRegularFile(mask)) {
      throw new NoSuchFileException(mask.toString());
    }
    BufferedImage picture = picture(mask);
    for (int j = 0; j < size.y(); j++) {
      // The picture's first row is the domain's top.
      int row = (int) ((size.y() - j - 0.5) * picture.getHeight() / size.y());
      for (int i = 0; i < size.x(); i++) {
        int column = (int) ((i + 0.5) * picture.getWidth() / size.x());
        if (brightness(picture, column, row) > 0.5) {
          for (int k = 0; k < size.z(); k++) {
            solid[size.index(i, j, k)] = true;
          }
        }
      }
    }
  }

  /** A picture takes memory by what it says of its sides, and Java's readers trip over some. */
  private static BufferedImage picture(Path mask) throws IOException {
    try (ImageInputStream in = ImageIO.createImageInputStream(mask.toFile())) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new IOException(mask + ": no picture, must be PNG, GIF, BMP or JPEG");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in);
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        if ((long) width * height > MOST_PIXELS) {
          throw new IOException(
              "%s: %dx%d pixels, must be %d in all at most"
                  .formatted(mask, width, height, MOST_PIXELS));
        }
        return reader.read(0);
      } catch (IIOException | RuntimeException e) {
        throw new IOException(mask + ": a damaged picture, must be whole", e);
      } finally {
        reader.dispose();
      }
    }
  }

  /**
   * From 0 to 1, as the file has it: Java takes grey pictures for linear and would brighten them.
   */
  private static double brightness(BufferedImage picture, int x, int y) {
    if (picture.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY) {
      double most = (1L << picture.getColorModel().getComponentSize(0)) - 1;
      return picture.getRaster().getSample(x, y, 0) / most;
    }
    int rgb = picture.getRGB(x, y);
    return ((rgb >> 16 & 0xff) + (rgb >> 8 & 0xff) + (rgb & 0xff)) / (3 * 255.0);
  }
}
