package org.perdura.metrics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.perdura.media.Frame;
import org.perdura.media.Pictures;

/** The films that make_film_fixtures.py draws, drawn in the same way, and their figures. */
final class MadeUpFilm {

  static final int WIDTH = 100;
  static final int HEIGHT = 84;
  private static final long WORD = 0xFFFFFFFFL;
  private static final Properties FIGURES = new Properties();

  static {
    try (var in = MadeUpFilm.class.getResourceAsStream("films.properties")) {
      FIGURES.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private MadeUpFilm() {}

  static double figure(String name) {
    return Double.parseDouble(FIGURES.getProperty(name));
  }

  /** A texture that moves by 11/8, 5/8 pixels a frame. */
  static Frame truth(int t) {
    return frame(11 * t, 5 * t, 0);
  }

  /** The same with noise, every other frame displaced. */
  static Frame result(int t) {
    return frame(11 * t + (t % 2 == 1 ? 6 : 0), 5 * t, 12);
  }

  /**
   * A texture.
   *
   * @param shiftX in eighths of a pixel
   */
  static Frame frame(int shiftX, int shiftY, int noise) {
    var pixels = new byte[WIDTH * HEIGHT * Frame.CHANNELS];
    for (int y = 0, i = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        for (int c = 0; c < Frame.CHANNELS; c++, i++) {
          long v = texture(8L * x + shiftX + 8000, 8L * y + shiftY + 8000, c);
          v += mixed(x, y, 7L + c + shiftX) % (2L * noise + 1) - noise;
          pixels[i] = (byte) Math.min(Math.max(v, 0), 255);
        }
      }
    }
    return Frame.still(WIDTH, HEIGHT, pixels);
  }

  private static long texture(long x, long y, long c) {
    long cx = x >> 6;
    long cy = y >> 6;
    long fx = x & 63;
    long fy = y & 63;
    long top = mixed(cx, cy, c) * (64 - fx) + mixed(cx + 1, cy, c) * fx;
    long bottom = mixed(cx, cy + 1, c) * (64 - fx) + mixed(cx + 1, cy + 1, c) * fx;
    return (top * (64 - fy) + bottom * fy) >> 12;
  }

  private static long mixed(long x, long y, long c) {
    long v = (x * 374761393L + y * 668265263L + c * 2246822519L) & WORD;
    v = ((v ^ (v >> 13)) * 1274126177L) & WORD;
    return (v ^ (v >> 16)) & 0xFF;
  }

  /** Writes frames as a folder of pictures. */
  static Path write(Path folder, List<Frame> frames) throws IOException {
    Files.createDirectories(folder);
    for (int i = 0; i < frames.size(); i++) {
      Pictures.write(frames.get(i), folder.resolve("%04d.png".formatted(i)));
    }
    return folder;
  }
}
