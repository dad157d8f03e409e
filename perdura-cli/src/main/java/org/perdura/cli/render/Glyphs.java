package org.perdura.cli.render;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/**
 * Letters of one size, as a picture of them all: many machines without a screen have no fonts. They
 * are DejaVu Sans; src/test/python/make_glyphs.py drew them and tells how they lie.
 */
final class Glyphs {

  static final Glyphs LARGE = new Glyphs("glyphs-20.png");
  static final Glyphs SMALL = new Glyphs("glyphs-14.png");

  private static final int COLUMNS = 16;
  private static final int ROWS = 14;
  private static final char FIRST = ' ';
  private static final char LAST = 255;

  /** How far from the left side of its cell a letter begins. */
  private static final int BEARING = 3;

  private static final String CUT = "...";

  private final Raster sheet;
  private final int cellWidth;
  private final int cellHeight;

  private Glyphs(String name) {
    try (InputStream in = Glyphs.class.getResourceAsStream(name)) {
      BufferedImage image = ImageIO.read(in);
      sheet = image.getRaster();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cellWidth = sheet.getWidth() / COLUMNS;
    cellHeight = sheet.getHeight() / ROWS;
  }

  /** Of a line, in pixels. */
  int height() {
    return cellHeight - 1;
  }

  /** Of a text, in pixels. */
  int width(String text) {
    return text.chars().map(code -> advance(index(code))).sum();
  }

  /** The text, or if it is too wide, as much of its beginning as fits. */
  String fitted(String text, int width) {
    if (width(text) <= width) {
      return text;
    }
    int end = text.length();
    while (end > 0 && width(text.substring(0, end).strip() + CUT) > width) {
      end--;
    }
    return end == 0 ? "" : text.substring(0, end).strip() + CUT;
  }

  /** Writes a line. */
  void draw(Canvas canvas, String text, int left, int top, int grey) {
    int x = left;
    for (int i = 0; i < text.length(); i++) {
      int index = index(text.charAt(i));
      draw(canvas, index, x, top, grey);
      x += advance(index);
    }
  }

  private void draw(Canvas canvas, int index, int left, int top, int grey) {
    int inX = index % COLUMNS * cellWidth;
    int inY = index / COLUMNS * cellHeight;
    for (int y = 0; y < height(); y++) {
      for (int x = 0; x < cellWidth; x++) {
        int coverage = sheet.getSample(inX + x, inY + y, 0);
        if (coverage > 0) {
          canvas.blend(left - BEARING + x, top + y, grey, coverage);
        }
      }
    }
  }

  /** Letters that are not there are question marks. */
  private static int index(int code) {
    return (code >= FIRST && code <= LAST ? code : '?') - FIRST;
  }

  private int advance(int index) {
    int inX = index % COLUMNS * cellWidth;
    int bottom = index / COLUMNS * cellHeight + height();
    int width = 0;
    while (width < cellWidth && sheet.getSample(inX + width, bottom, 0) > 0) {
      width++;
    }
    return width;
  }
}
