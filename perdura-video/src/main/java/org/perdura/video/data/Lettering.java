package org.perdura.video.data;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.GraphicsEnvironment;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Words as outlines of the fonts that this machine has.
 *
 * <p>{@link Graphics2D#drawString} would keep pictures of all letters of each size in native
 * memory, for as long as the Java heap has room; sizes drawn at random never come again, and a
 * training would grow by them. Outlines are taken at one size and scaled.
 */
final class Lettering {

  private static final Logger LOG = LoggerFactory.getLogger(Lettering.class);

  private static final String LETTERS =
      "eeeeeettttaaaooonniisshhrrddllccumwfgypbvkxjqzETAOINSHRDLCUMWFGYPBVKXJQZ0123456789.,:;-!?";

  /** Size of the font, in points, at which outlines are taken before they are scaled. */
  private static final int POINTS = 64;

  private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);

  /** Looked up once, when first needed: asking the system takes long. */
  private static final class Families {
    /** Empty on machines without fonts, where Java throws various errors. */
    static final String[] ALL = all();

    private static String[] all() {
      try {
        var environment = GraphicsEnvironment.getLocalGraphicsEnvironment();
        return Arrays.stream(environment.getAvailableFontFamilyNames())
            .filter(family -> new Font(family, Font.PLAIN, 12).canDisplayUpTo(LETTERS) < 0)
            .sorted()
            .toArray(String[]::new);
      } catch (LinkageError | RuntimeException | InternalError e) {
        LOG.warn("no fonts for drawings of print: {}", e.toString());
        return new String[0];
      }
    }
  }

  private final Font font;
  private final double scale;

  private Lettering(Font font, double size) {
    this.font = font;
    this.scale = size / POINTS;
  }

  /** Whether there is a font at all. */
  static boolean available() {
    return Families.ALL.length > 0;
  }

  /**
   * A font and style at random.
   *
   * @param size in pixels
   */
  static Lettering pick(SplittableRandom rnd, double size) {
    int style = rnd.nextInt(4);
    String family = Families.ALL[rnd.nextInt(Families.ALL.length)];
    return new Lettering(new Font(family, style, POINTS), size);
  }

  /** One to nine letters, about as often as English has them. */
  static String word(SplittableRandom rnd) {
    var word = new StringBuilder();
    int length = rnd.nextInt(1, 10);
    for (int i = 0; i < length; i++) {
      word.append(LETTERS.charAt(rnd.nextInt(LETTERS.length())));
    }
    return word.toString();
  }

  /** Writes in the colour that is set; {@code x} and {@code y} are the left end of the baseline. */
  void draw(Graphics2D graphics, String text, double x, double y) {
    Shape outline = font.createGlyphVector(CONTEXT, text).getOutline();
    graphics.fill(new AffineTransform(scale, 0, 0, scale, x, y).createTransformedShape(outline));
  }
}
