package org.perdura.video.data;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.SplittableRandom;

/** The outline of an object in front of the rest: a blob, a polygon or a few branches. */
final class Mask {

  private final int side;

  /** Side of the drawing: twice that of the clip, for the object may come from outside. */
  private final int size;

  private final byte[] cover;

  private Mask(int side, int size, byte[] cover) {
    this.side = side;
    this.size = size;
    this.cover = cover;
  }

  /**
   * @param side of the clip, in high-res pixels
   */
  static Mask random(SplittableRandom rnd, int side) {
    int size = 2 * side;
    var image = new BufferedImage(size, size, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      graphics.setRenderingHint(
          RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
      graphics.setColor(Color.WHITE);
      double kind = rnd.nextDouble();
      if (kind < 0.45) {
        graphics.fill(blob(rnd, side, 48));
      } else if (kind < 0.75) {
        graphics.fill(blob(rnd, side, rnd.nextInt(3, 9)));
      } else {
        branches(rnd, side, graphics);
      }
    } finally {
      graphics.dispose();
    }
    byte[] cover = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    // Mostly sharp; an object out of focus now and then.
    int softenings = rnd.nextDouble() < 0.8 ? rnd.nextInt(2) : rnd.nextInt(2, 9);
    for (int i = 0; i < softenings; i++) {
      cover = soften(cover, size);
    }
    return new Mask(side, size, cover);
  }

  /** A closed outline around a random centre; few corners make a polygon, many a blob. */
  private static Path2D blob(SplittableRandom rnd, int side, int corners) {
    double centreX = side * (1 + rnd.nextDouble(-0.4, 0.4));
    double centreY = side * (1 + rnd.nextDouble(-0.4, 0.4));
    double radius = side * rnd.nextDouble(0.12, 0.45);
    boolean smooth = corners > 10;
    var wobble = new double[6];
    for (int k = 0; k < wobble.length; k++) {
      wobble[k] = rnd.nextGaussian() * 0.25 / (1 + k / 2);
    }
    double turn = rnd.nextDouble(0, 2 * Math.PI);
    var path = new Path2D.Double();
    for (int i = 0; i < corners; i++) {
      double angle = turn + 2 * Math.PI * i / corners;
      double r = smooth ? 1 : rnd.nextDouble(0.5, 1.3);
      for (int k = 0; smooth && k < wobble.length; k += 2) {
        int waves = 2 + k / 2;
        r += wobble[k] * Math.cos(waves * angle) + wobble[k + 1] * Math.sin(waves * angle);
      }
      double x = centreX + radius * Math.max(0.2, r) * Math.cos(angle);
      double y = centreY + radius * Math.max(0.2, r) * Math.sin(angle);
      if (i == 0) {
        path.moveTo(x, y);
      } else {
        path.lineTo(x, y);
      }
    }
    path.closePath();
    return path;
  }

  private static void branches(SplittableRandom rnd, int side, Graphics2D graphics) {
    int count = rnd.nextInt(2, 8);
    for (int i = 0; i < count; i++) {
      graphics.setStroke(
          new BasicStroke(
              (float) Motion.logUniform(rnd, 1.5, 20),
              BasicStroke.CAP_ROUND,
              BasicStroke.JOIN_ROUND));
      var path = new Path2D.Double();
      path.moveTo(anywhere(rnd, side), anywhere(rnd, side));
      path.curveTo(
          anywhere(rnd, side),
          anywhere(rnd, side),
          anywhere(rnd, side),
          anywhere(rnd, side),
          anywhere(rnd, side),
          anywhere(rnd, side));
      graphics.draw(path);
    }
  }

  private static double anywhere(SplittableRandom rnd, int side) {
    return side * rnd.nextDouble(0.3, 1.7);
  }

  /** 1 2 1 along both axes. */
  private static byte[] soften(byte[] from, int size) {
    var out = new byte[from.length];
    for (int y = 1; y + 1 < size; y++) {
      for (int x = 1; x + 1 < size; x++) {
        int at = y * size + x;
        int above = row121(from, at - size);
        int here = row121(from, at);
        int below = row121(from, at + size);
        out[at] = (byte) ((above + 2 * here + below + 8) >> 4);
      }
    }
    return out;
  }

  private static int row121(byte[] from, int at) {
    return (from[at - 1] & 0xff) + 2 * (from[at] & 0xff) + (from[at + 1] & 0xff);
  }

  /**
   * Cover of each pixel, 0..255.
   *
   * @param nodes as for {@link Sampler#render}
   * @param out receives {@code [side, side]}
   * @return whether anything is covered
   */
  boolean render(float[] nodes, byte[] out) {
    int cells = side / Sampler.CELL;
    boolean any = false;
    for (int row = 0; row < cells; row++) {
      for (int column = 0; column < cells; column++) {
        int at = (row * (cells + 1) + column) * 2;
        int below = at + (cells + 1) * 2;
        for (int y = 0; y < Sampler.CELL; y++) {
          float fy = (y + 0.5f) / Sampler.CELL;
          float left = mix(nodes[at], nodes[below], fy);
          float right = mix(nodes[at + 2], nodes[below + 2], fy);
          float top = mix(nodes[at + 1], nodes[below + 1], fy);
          float bottom = mix(nodes[at + 3], nodes[below + 3], fy);
          int to = (row * Sampler.CELL + y) * side + column * Sampler.CELL;
          for (int x = 0; x < Sampler.CELL; x++) {
            float fx = (x + 0.5f) / Sampler.CELL;
            int value = sample(mix(left, right, fx) + side, mix(top, bottom, fx) + side);
            out[to + x] = (byte) value;
            any |= value != 0;
          }
        }
      }
    }
    return any;
  }

  private static float mix(float a, float b, float weight) {
    return a + weight * (b - a);
  }

  private int sample(float x, float y) {
    int column = (int) Math.floor(x);
    int row = (int) Math.floor(y);
    if (column < 0 || row < 0 || column >= size - 1 || row >= size - 1) {
      return 0;
    }
    int at = row * size + column;
    float fx = x - column;
    float above = mix(cover[at] & 0xff, cover[at + 1] & 0xff, fx);
    float below = mix(cover[at + size] & 0xff, cover[at + size + 1] & 0xff, fx);
    return (int) (mix(above, below, y - row) + 0.5f);
  }
}
