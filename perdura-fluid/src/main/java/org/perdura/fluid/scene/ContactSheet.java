package org.perdura.fluid.scene;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import org.perdura.grid.ScalarField;
import org.perdura.grid.Slabs;
import org.perdura.grid.picture.Background;
import org.perdura.grid.picture.FlatView;
import org.perdura.grid.picture.LightView;
import org.perdura.grid.picture.Moments;
import org.perdura.grid.picture.SmokePicture;
import org.perdura.grid.picture.SmokeView;
import org.perdura.grid.picture.ViewAxis;

/** Some frames of a simulation in one picture, row by row; smoke is bright, up is up. */
public final class ContactSheet {

  /** Frames at most. */
  public static final int FRAMES = 16;

  private static final int COLUMNS = 4;
  private static final int LONGEST_SIDE = 256; // of a frame, in pixels
  private static final int GAP = 4;
  private static final Color BETWEEN = new Color(64, 64, 64);

  private ContactSheet() {}

  /** Which of a number of frames are shown: evenly from the first to the last. */
  public static List<Integer> frames(int count) {
    return Moments.spread(count, FRAMES);
  }

  /**
   * One frame: a flat density as it is, 0 black and 1 white; of a solid one, the part of the light
   * along z that the smoke does not let through.
   */
  public static BufferedImage picture(ScalarField density, Slabs slabs) {
    SmokeView view =
        density.size().isFlat()
            ? new FlatView(Background.DARK)
            : new LightView(ViewAxis.Z, LightView.USUAL_ABSORPTION, Background.DARK);
    SmokePicture drawn = view.draw(density, slabs);
    var picture = new BufferedImage(drawn.width(), drawn.height(), BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < drawn.height(); y++) {
      for (int x = 0; x < drawn.width(); x++) {
        picture.getRaster().setSample(x, y, 0, drawn.grey(x, y));
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
