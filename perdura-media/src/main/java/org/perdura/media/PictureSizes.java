package org.perdura.media;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * Compares the sizes of a sequence's pictures by their headers alone, so that a picture that does
 * not belong is named before hours of work rather than after.
 */
final class PictureSizes {

  private record Size(int width, int height) {}

  private PictureSizes() {}

  static void check(List<Path> files) throws IOException {
    Size expected = null;
    for (Path file : files) {
      Size size = read(file);
      if (size == null) {
        continue;
      }
      if (expected == null) {
        expected = size;
      } else if (!size.equals(expected)) {
        throw mixed(file, size.width, size.height, expected.width, expected.height);
      }
    }
  }

  static IOException mixed(Path file, int width, int height, int firstWidth, int firstHeight) {
    return new IOException(
        "%s: %dx%d, but the sequence began with %dx%d"
            .formatted(file, width, height, firstWidth, firstHeight));
  }

  /** Null where the header says nothing understood here; decoding will find out. */
  private static Size read(Path file) {
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        return null;
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        return new Size(reader.getWidth(0), reader.getHeight(0));
      } finally {
        reader.dispose();
      }
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }
}
