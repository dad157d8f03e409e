package org.perdura.video.data;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.SplittableRandom;

/**
 * Pictures of what photos seldom show and viewers look at: print, calendars, facades, brickwork,
 * lines and grids.
 */
final class Drawings implements StillSource {

  private static final int SIZE = 800;
  private static final float MIN_SCALE = 1.5f;
  private static final float MAX_SCALE = 2.6f;

  @Override
  public Still pick(SplittableRandom rnd) {
    var image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      graphics.setRenderingHint(
          RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
      new Drawing(rnd, graphics).draw();
    } finally {
      graphics.dispose();
    }
    byte[] bgr = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    return Still.of("drawing", new Raster(SIZE, SIZE, toRgb(bgr, rnd)), MIN_SCALE, MAX_SCALE);
  }

  @Override
  public int largestSide() {
    return Placement.largestSide(SIZE, SIZE, MIN_SCALE);
  }

  /** Swaps the channels and adds a little grain, for no camera sees a flat colour. */
  private static byte[] toRgb(byte[] bgr, SplittableRandom rnd) {
    var rgb = new byte[bgr.length];
    int grain = rnd.nextInt(6);
    for (int i = 0; i < bgr.length; i += 3) {
      int noise = grain == 0 ? 0 : rnd.nextInt(-grain, grain + 1);
      for (int c = 0; c < 3; c++) {
        rgb[i + c] = (byte) Math.max(0, Math.min(255, (bgr[i + 2 - c] & 0xff) + noise));
      }
    }
    return rgb;
  }

  /** One picture in the making. */
  private static final class Drawing {
    private final SplittableRandom rnd;
    private final Graphics2D graphics;
    private final Color paper;
    private final Color ink;

    Drawing(SplittableRandom rnd, Graphics2D graphics) {
      this.rnd = rnd;
      this.graphics = graphics;
      boolean darkOnLight = rnd.nextDouble() < 0.65;
      Color light = color(0.65, 1);
      Color dark = color(0, 0.4);
      paper = darkOnLight ? light : dark;
      ink = darkOnLight ? dark : light;
    }

    void draw() {
      graphics.setPaint(new GradientPaint(0, 0, paper, SIZE, SIZE, shade(paper, 0.75, 1)));
      graphics.fillRect(0, 0, SIZE, SIZE);
      double kind = rnd.nextDouble(Lettering.available() ? 0 : 0.5, 1);
      if (kind < 0.3) {
        print();
      } else if (kind < 0.5) {
        calendar();
      } else if (kind < 0.7) {
        facade();
      } else if (kind < 0.85) {
        bricks();
      } else {
        lines();
      }
    }

    private Color color(double low, double high) {
      double grey = rnd.nextDouble(low, high);
      double tint = rnd.nextDouble() < 0.4 ? 0.25 : 0.06;
      return new Color(
          channel(grey + tint * rnd.nextDouble(-1, 1)),
          channel(grey + tint * rnd.nextDouble(-1, 1)),
          channel(grey + tint * rnd.nextDouble(-1, 1)));
    }

    private Color shade(Color color, double low, double high) {
      double factor = rnd.nextDouble(low, high);
      return new Color(
          channel(color.getRed() / 255.0 * factor),
          channel(color.getGreen() / 255.0 * factor),
          channel(color.getBlue() / 255.0 * factor));
    }

    private static float channel(double value) {
      return (float) Math.max(0, Math.min(1, value));
    }

    /** Lines of words, from small print to headlines. */
    private void print() {
      double y = 0;
      double size = Motion.logUniform(rnd, 9, 60);
      Lettering lettering = Lettering.pick(rnd, size);
      graphics.setColor(ink);
      while (y < SIZE + size) {
        if (rnd.nextDouble() < 0.12) {
          size = Motion.logUniform(rnd, 9, 90);
          lettering = Lettering.pick(rnd, size);
          graphics.setColor(rnd.nextDouble() < 0.3 ? shade(ink, 0.5, 1) : ink);
        }
        y += size * 1.2;
        double x = rnd.nextDouble(-60, 20);
        var line = new StringBuilder();
        while (line.length() * size * 0.5 < SIZE - x) {
          line.append(Lettering.word(rnd)).append(' ');
        }
        lettering.draw(graphics, line.toString(), x, y);
      }
    }

    /** Numbers in a grid. */
    private void calendar() {
      double cell = Motion.logUniform(rnd, 26, 130);
      double aspect = rnd.nextDouble(0.6, 1);
      double size = cell * rnd.nextDouble(0.3, 0.62);
      boolean ruled = rnd.nextBoolean();
      graphics.setStroke(new BasicStroke((float) rnd.nextDouble(1, 4)));
      var accent = color(0.2, 0.8);
      Lettering large = Lettering.pick(rnd, size);
      Lettering small = Lettering.pick(rnd, Math.max(8, size * 0.35));
      boolean notes = rnd.nextBoolean();
      int number = 1;
      for (double y = 0; y < SIZE; y += cell * aspect) {
        int column = 0;
        for (double x = 0; x < SIZE; x += cell) {
          graphics.setColor(column++ % 7 == 6 ? accent : ink);
          if (ruled) {
            graphics.draw(new Rectangle2D.Double(x, y, cell, cell * aspect));
          }
          double left = x + cell * 0.12;
          large.draw(graphics, Integer.toString(number), left, y + cell * aspect * 0.68);
          if (notes) {
            small.draw(graphics, Lettering.word(rnd), left, y + cell * aspect * 0.92);
          }
          number = number % 31 + 1;
        }
      }
    }

    /** A view of a plane: maps the unit square to a random quadrilateral around the picture. */
    private Perspective view() {
      double reach = 0.6 * SIZE;
      return new Perspective(
          -rnd.nextDouble(0.05, 1) * reach,
          -rnd.nextDouble(0.05, 1) * reach,
          SIZE + rnd.nextDouble(0.05, 1) * reach,
          -rnd.nextDouble(0.05, 1) * reach,
          SIZE + rnd.nextDouble(0.05, 1) * reach,
          SIZE + rnd.nextDouble(0.05, 1) * reach,
          -rnd.nextDouble(0.05, 1) * reach,
          SIZE + rnd.nextDouble(0.05, 1) * reach);
    }

    private void facade() {
      var view = view();
      int columns = rnd.nextInt(6, 40);
      int rows = (int) Math.max(4, columns * rnd.nextDouble(0.4, 1.3));
      double marginX = rnd.nextDouble(0.08, 0.35);
      double marginY = rnd.nextDouble(0.08, 0.35);
      boolean crossed = rnd.nextBoolean();
      boolean ledges = rnd.nextBoolean();
      double bar = 0.06;
      for (int row = 0; row < rows; row++) {
        if (ledges) {
          graphics.setColor(shade(paper, 0.5, 0.9));
          fill(view, 0, (row - 0.06) / rows, 1, (row + 0.06) / rows);
        }
        for (int column = 0; column < columns; column++) {
          double left = (column + marginX) / columns;
          double right = (column + 1 - marginX) / columns;
          double top = (row + marginY) / rows;
          double bottom = (row + 1 - marginY) / rows;
          graphics.setColor(shade(ink, 0.6, 1));
          fill(view, left, top, right, bottom);
          if (crossed) {
            graphics.setColor(paper);
            double x = (left + right) / 2;
            double y = top + (bottom - top) * 0.4;
            fill(view, x - bar / columns / 2, top, x + bar / columns / 2, bottom);
            fill(view, left, y - bar / rows / 2, right, y + bar / rows / 2);
          }
        }
      }
    }

    private void bricks() {
      var view = view();
      int rows = rnd.nextInt(14, 60);
      int columns = Math.max(4, (int) (rows * rnd.nextDouble(0.3, 0.6)));
      double joint = rnd.nextDouble(0.05, 0.2);
      for (int row = 0; row < rows; row++) {
        double shift = row % 2 * 0.5;
        for (int column = -1; column <= columns; column++) {
          graphics.setColor(shade(ink, 0.65, 1));
          fill(
              view,
              (column + shift + joint / 2) / columns,
              (row + joint) / rows,
              (column + shift + 1 - joint / 2) / columns,
              (row + 1.0) / rows);
        }
      }
    }

    private void fill(Perspective view, double left, double top, double right, double bottom) {
      var path = new Path2D.Double();
      moveOrLine(path, view.map(left, top), true);
      moveOrLine(path, view.map(right, top), false);
      moveOrLine(path, view.map(right, bottom), false);
      moveOrLine(path, view.map(left, bottom), false);
      path.closePath();
      graphics.fill(path);
    }

    private static void moveOrLine(Path2D path, Point2D point, boolean move) {
      if (move) {
        path.moveTo(point.getX(), point.getY());
      } else {
        path.lineTo(point.getX(), point.getY());
      }
    }

    /** A checkerboard, a fan, rings, or lines at random. */
    private void lines() {
      graphics.setColor(ink);
      graphics.setStroke(new BasicStroke((float) Motion.logUniform(rnd, 1.2, 9)));
      double centreX = rnd.nextDouble(0, SIZE);
      double centreY = rnd.nextDouble(0, SIZE);
      switch (rnd.nextInt(4)) {
        case 0 -> {
          var view = view();
          int count = rnd.nextInt(8, 60);
          for (int i = 0; i < count * count; i += 2) {
            int row = i / count;
            int column = (i % count + (count % 2 == 0 ? row % 2 : 0)) % count;
            fill(
                view,
                (double) column / count,
                (double) row / count,
                (column + 1.0) / count,
                (row + 1.0) / count);
          }
        }
        case 1 -> {
          int count = rnd.nextInt(16, 90);
          for (int i = 0; i < count; i++) {
            double angle = 2 * Math.PI * i / count;
            graphics.draw(
                new Line2D.Double(
                    centreX,
                    centreY,
                    centreX + 2 * SIZE * Math.cos(angle),
                    centreY + 2 * SIZE * Math.sin(angle)));
          }
        }
        case 2 -> {
          double step = Motion.logUniform(rnd, 5, 40);
          for (double radius = step; radius < 1.5 * SIZE; radius += step) {
            graphics.draw(
                new Ellipse2D.Double(centreX - radius, centreY - radius, 2 * radius, 2 * radius));
          }
        }
        default -> {
          int count = rnd.nextInt(30, 160);
          for (int i = 0; i < count; i++) {
            graphics.setStroke(new BasicStroke((float) Motion.logUniform(rnd, 1.2, 12)));
            graphics.setColor(rnd.nextBoolean() ? ink : color(0, 1));
            graphics.draw(
                new Line2D.Double(
                    rnd.nextDouble(-100, SIZE + 100),
                    rnd.nextDouble(-100, SIZE + 100),
                    rnd.nextDouble(-100, SIZE + 100),
                    rnd.nextDouble(-100, SIZE + 100)));
          }
        }
      }
    }
  }

  /** The projective map of the unit square to a quadrilateral (Heckbert 1989, section 2.2.3). */
  private static final class Perspective {
    private final double a;
    private final double b;
    private final double c;
    private final double d;
    private final double e;
    private final double f;
    private final double g;
    private final double h;

    /** Corners in the order (0,0), (1,0), (1,1), (0,1). */
    Perspective(
        double x0, double y0, double x1, double y1, double x2, double y2, double x3, double y3) {
      double dx1 = x1 - x2;
      double dy1 = y1 - y2;
      double dx2 = x3 - x2;
      double dy2 = y3 - y2;
      double sumX = x0 - x1 + x2 - x3;
      double sumY = y0 - y1 + y2 - y3;
      double determinant = dx1 * dy2 - dx2 * dy1;
      g = (sumX * dy2 - dx2 * sumY) / determinant;
      h = (dx1 * sumY - sumX * dy1) / determinant;
      a = x1 - x0 + g * x1;
      b = x3 - x0 + h * x3;
      c = x0;
      d = y1 - y0 + g * y1;
      e = y3 - y0 + h * y3;
      f = y0;
    }

    Point2D map(double u, double v) {
      double w = g * u + h * v + 1;
      return new Point2D.Double((a * u + b * v + c) / w, (d * u + e * v + f) / w);
    }
  }
}
