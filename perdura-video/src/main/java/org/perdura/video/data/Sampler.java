package org.perdura.video.data;

import java.util.Arrays;

/**
 * Renders a moved picture: two by two bilinear samples to a pixel, averaged, so that sub-pixel
 * steps neither blur nor flicker.
 *
 * <p>Where a pixel looks in the picture is given at nodes, the corners of cells of {@link #CELL}
 * pixels, and interpolated within the cells.
 */
final class Sampler {

  /** Side of a cell, in high-res pixels. */
  static final int CELL = 4;

  private static final int ONE = 1 << 16;

  private Sampler() {}

  /** How many nodes there are along a side of {@code side} pixels; side must be divisible by 4. */
  static int nodesAlong(int side) {
    return side / CELL + 1;
  }

  /**
   * Renders a square picture; beyond its borders the source is mirrored.
   *
   * @param nodes {@code [n, n, 2]}: x and y, in high-res pixels from the centre of the clip
   * @param place where that lies in the source
   * @param out receives {@code [side, side, 3]}
   */
  static void render(Raster source, float[] nodes, int side, Placement place, byte[] out) {
    int cells = side / CELL;
    var sums = new int[CELL * 3];
    for (int row = 0; row < cells; row++) {
      for (int column = 0; column < cells; column++) {
        int at = (row * (cells + 1) + column) * 2;
        int below = at + (cells + 1) * 2;
        int x00 = fixed(nodes[at], place.scale(), place.x());
        int y00 = fixed(nodes[at + 1], place.scale(), place.y());
        int x01 = fixed(nodes[at + 2], place.scale(), place.x());
        int y01 = fixed(nodes[at + 3], place.scale(), place.y());
        int dx0 = fixed(nodes[below], place.scale(), place.x()) - x00;
        int dy0 = fixed(nodes[below + 1], place.scale(), place.y()) - y00;
        int dx1 = fixed(nodes[below + 2], place.scale(), place.x()) - x01;
        int dy1 = fixed(nodes[below + 3], place.scale(), place.y()) - y01;
        for (int y = 0; y < CELL; y++) {
          Arrays.fill(sums, 1 << 17);
          for (int half = 0; half < 2; half++) {
            // Sub-pixel rows lie at odd sixteenths of the cell.
            int sixteenth = 4 * y + 2 * half + 1;
            int left = x00 + ((dx0 * sixteenth) >> 4);
            int top = y00 + ((dy0 * sixteenth) >> 4);
            int stepX = (x01 + ((dx1 * sixteenth) >> 4) - left) >> 3;
            int stepY = (y01 + ((dy1 * sixteenth) >> 4) - top) >> 3;
            addRow(source, left + (stepX >> 1), top + (stepY >> 1), stepX, stepY, sums);
          }
          int to = ((row * CELL + y) * side + column * CELL) * 3;
          for (int i = 0; i < sums.length; i++) {
            out[to + i] = (byte) (sums[i] >> 18);
          }
        }
      }
    }
  }

  private static int fixed(float node, float scale, float origin) {
    return Math.round((node * scale + origin) * ONE);
  }

  /** Adds 2 * CELL samples, two to a pixel, in 1/65536 of a grey level. */
  private static void addRow(Raster source, int x, int y, int stepX, int stepY, int[] sums) {
    byte[] rgb = source.rgb();
    int width = source.width();
    int height = source.height();
    for (int sample = 0; sample < 2 * CELL; sample++, x += stepX, y += stepY) {
      int column = x >> 16;
      int row = y >> 16;
      int fx = (x >> 8) & 0xff;
      int fy = (y >> 8) & 0xff;
      int p00;
      int p01;
      int p10;
      int p11;
      if (column >= 0 && row >= 0 && column < width - 1 && row < height - 1) {
        p00 = (row * width + column) * 3;
        p01 = p00 + 3;
        p10 = p00 + width * 3;
        p11 = p10 + 3;
      } else {
        int column0 = mirror(column, width);
        int column1 = mirror(column + 1, width);
        int row0 = mirror(row, height) * width;
        int row1 = mirror(row + 1, height) * width;
        p00 = (row0 + column0) * 3;
        p01 = (row0 + column1) * 3;
        p10 = (row1 + column0) * 3;
        p11 = (row1 + column1) * 3;
      }
      int w11 = fx * fy;
      int w01 = (fx << 8) - w11;
      int w10 = (fy << 8) - w11;
      int w00 = ONE - w11 - w01 - w10;
      int to = (sample >> 1) * 3;
      for (int c = 0; c < 3; c++) {
        sums[to + c] +=
            w00 * (rgb[p00 + c] & 0xff)
                + w01 * (rgb[p01 + c] & 0xff)
                + w10 * (rgb[p10 + c] & 0xff)
                + w11 * (rgb[p11 + c] & 0xff);
      }
    }
  }

  /** ... 2 1 | 0 1 2 ... n-1 | n-2 ... */
  static int mirror(int i, int size) {
    if (size == 1) {
      return 0;
    }
    int period = 2 * (size - 1);
    int phase = Math.floorMod(i, period);
    return phase < size ? phase : period - phase;
  }
}
