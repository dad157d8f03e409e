package org.perdura.cli.render;

import java.util.List;
import org.perdura.grid.picture.Background;
import org.perdura.grid.picture.SmokePicture;
import org.perdura.media.Frame;

/**
 * Pictures of one size in columns and rows, with labels above and to their left, and gaps between
 * and around them; a single one without labels has none.
 */
public final class Panels {

  private static final int GAP = 4;
  private static final int PADDING = 6;

  private final List<Label> columns;
  private final List<String> rows;
  private final int width;
  private final int height;
  private final Greys greys;
  private final int gap;
  private final int header;
  private final int margin;

  /**
   * What stands above a column.
   *
   * @param name what it is
   * @param note more about it, in smaller letters
   */
  public record Label(String name, String note) {

    /** Nothing stands there; if that is so for all columns, there is no room for it either. */
    public static final Label NONE = new Label("", "");
  }

  private record Greys(int around, int name, int note) {

    static Greys before(Background background) {
      return background == Background.DARK ? new Greys(40, 240, 170) : new Greys(214, 16, 80);
    }
  }

  /**
   * @param columns from the left
   * @param rows what stands beside them, from the top; empty texts take no room
   * @param width of one picture, in pixels
   * @param height of one picture, in pixels
   */
  public Panels(
      List<Label> columns, List<String> rows, int width, int height, Background background) {
    this.columns = columns;
    this.rows = rows;
    this.width = width;
    this.height = height;
    greys = Greys.before(background);
    boolean labelled = columns.stream().anyMatch(label -> !label.equals(Label.NONE));
    int widest = rows.stream().mapToInt(Glyphs.SMALL::width).max().orElse(0);
    // A picture on its own is as large as was asked for.
    gap = columns.size() > 1 || rows.size() > 1 || labelled || widest > 0 ? GAP : 0;
    header = labelled ? Glyphs.LARGE.height() + Glyphs.SMALL.height() + 2 * PADDING : gap;
    margin = widest > 0 ? widest + 2 * PADDING : gap;
    if ((double) Frame.CHANNELS * width() * height() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "a picture of %dx%d: is too large; show less, or smaller".formatted(width(), height()));
    }
  }

  /** Of one picture, in pixels. */
  public int pictureWidth() {
    return width;
  }

  /** Of one picture, in pixels. */
  public int pictureHeight() {
    return height;
  }

  /** Of everything, in pixels: even, as films must be. */
  public int width() {
    return even((long) margin + (long) columns.size() * (width + gap));
  }

  /** Of everything, in pixels: even, as films must be. */
  public int height() {
    return even((long) header + (long) rows.size() * (height + gap));
  }

  private static int even(long length) {
    return Math.toIntExact(length + length % 2);
  }

  /** How many pictures go below each other. */
  public int rows() {
    return rows.size();
  }

  /** All but the pictures. */
  public Canvas blank() {
    var canvas = new Canvas(width(), height());
    canvas.fill(new Canvas.Region(0, 0, width(), height()), greys.around);
    for (int i = 0; i < columns.size(); i++) {
      Label label = columns.get(i);
      // A long name is written smaller before it is cut.
      Glyphs large = Glyphs.LARGE.width(label.name) <= width ? Glyphs.LARGE : Glyphs.SMALL;
      int baseline = PADDING + Glyphs.LARGE.height();
      draw(canvas, large, label.name, left(i), baseline - large.height(), greys.name);
      draw(canvas, Glyphs.SMALL, label.note, left(i), baseline, greys.note);
    }
    for (int i = 0; i < rows.size(); i++) {
      int y = top(i) + (height - Glyphs.SMALL.height()) / 2;
      Glyphs.SMALL.draw(canvas, rows.get(i), PADDING, y, greys.note);
    }
    return canvas;
  }

  private void draw(Canvas canvas, Glyphs glyphs, String text, int x, int y, int grey) {
    glyphs.draw(canvas, glyphs.fitted(text, width), x, y, grey);
  }

  /** Puts a picture into its place. */
  public void draw(Canvas canvas, SmokePicture picture, int row, int column) {
    if (picture.width() != width || picture.height() != height) {
      throw new IllegalArgumentException(
          "a picture of %dx%d: must be %dx%d"
              .formatted(picture.width(), picture.height(), width, height));
    }
    var frame = Frame.still(width, height, picture.rgb());
    canvas.draw(frame, left(column), top(row));
  }

  private int left(int column) {
    return margin + column * (width + gap);
  }

  private int top(int row) {
    return header + row * (height + gap);
  }
}
