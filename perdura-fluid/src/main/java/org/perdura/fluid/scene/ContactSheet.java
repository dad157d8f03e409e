package org.perdura.fluid.scene;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.perdura.grid.GridSize;
import org.perdura.grid.ScalarField;

/** Some frames of a simulation in one picture, row by row; smoke is bright, up is up. */
public final class ContactSheet {

  /** Frames at most. */
  public static final int FRAMES = 16;

  private static final int COLUMNS = 4;
  private static final int LONGEST_SIDE = 256; // of a frame, in pixels
  private static final int GAP = 4;
  private static final Color BETWEEN = new Color(64, 64, 64);

  /** How much light one longest side full of smoke of density 1 swallows, as an exponent. */
  private static final double THICKNESS = 16;

  private ContactSheet() {}

  /** Which of a number of frames are shown: evenly from the first to the last. */
  public static List<Integer> frames(int count) {
    int shown = Math.min(count, FRAMES);
    var frames = new ArrayList<Integer>();
    for (int i = 0; i < shown; i++) {
      frames.add(shown == 1 ? 0 : (int) Math.round(i * (count - 1.0) / (shown - 1)));
    }
    return frames;
  }

  /**
   * One frame: a flat density as it is, 0 black and 1 white; of a solid one, the part of the light
   * along z that the smoke does not let through.
   */
  public static BufferedImage picture(ScalarField density) {
    GridSize size = density.size();
    var picture = new BufferedImage(size.x(), size.y(), BufferedImage.TYPE_BYTE_GRAY);
    double thickness = THICKNESS / size.longest();
    for (int j = 0; j < size.y(); j++) {
      for (int i = 0; i < size.x(); i++) {
        double sum = 0;
        for (int k = 0; k < size.z(); k++) {
          sum += Math.max(0, density.at(i, j, k));
        }
        double shade = size.isFlat() ? sum : 1 - Math.exp(-thickness * sum);
        int gray = (int) Math.round(255 * Math.min(1, shade));
        picture.getRaster().setSample(i, size.y() - 1 - j, 0, gray);
      }
    }
    return picture;
  }

  /** All pictures on one sheet; they are of one size. */
  public static BufferedImage of(List<BufferedImage> pictures) {
    int width = pictures.get(0).getWidth();
    int height = pictures.get(0).getHeight();
    double scale = (double) LONGEST_SIDE / Math.max(width, height);
    if (scale > 1) {
      scale = Math.floor(scale); // whole pixels
    }
    int w = Math.max(1, (int) Math.round(width * scale));
    int h = Math.max(1, (int) Math.round(height * scale));
    int columns = Math.min(COLUMNS, pictures.size());
    int rows = (pictures.size() + columns - 1) / columns;
    var sheet =
        new BufferedImage(
            columns * (w + GAP) + GAP, rows * (h + GAP) + GAP, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D graphics = sheet.createGraphics();
    graphics.setColor(BETWEEN);
    graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION,
        scale < 1
            ? RenderingHints.VALUE_INTERPOLATION_BILINEAR
            : RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
    for (int n = 0; n < pictures.size(); n++) {
      int x = GAP + n % columns * (w + GAP);
      int y = GAP + n / columns * (h + GAP);
      graphics.drawImage(pictures.get(n), x, y, w, h, null);
    }
    graphics.dispose();
    return sheet;
  }
}
