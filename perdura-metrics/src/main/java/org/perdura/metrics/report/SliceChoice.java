package org.perdura.metrics.report;

import org.perdura.media.Frame;

/**
 * Finds the piece of a row where an x-t slice tells most: where the truth has both texture, whose
 * flicker would show, and motion, which a result has to follow.
 */
final class SliceChoice {

  /** Pixels over which texture and motion are summed; pieces begin at their borders. */
  private static final int STEP = 8;

  private double[][] texture;
  private double[][] motion;
  private Frame before;
  private int frames;

  /** Takes the next frame of the truth into account. */
  void add(Frame frame) {
    if (before == null) {
      int columns = (frame.width() + STEP - 1) / STEP;
      texture = new double[frame.height()][columns];
      motion = new double[frame.height()][columns];
    }
    byte[] now = frame.pixels();
    byte[] then = before == null ? now : before.pixels();
    for (int y = 0; y < frame.height(); y++) {
      // Green is most of luma, and enough to find a place by.
      int at = y * frame.width() * Frame.CHANNELS + 1;
      for (int x = 0; x < frame.width() - 1; x++, at += Frame.CHANNELS) {
        int value = now[at] & 0xff;
        texture[y][x / STEP] += Math.abs((now[at + Frame.CHANNELS] & 0xff) - value);
        motion[y][x / STEP] += Math.abs((then[at] & 0xff) - value);
      }
    }
    before = frame;
    frames++;
  }

  /**
   * The best piece.
   *
   * @param within the part of the frame that counts
   * @param width of the piece in pixels; less if there is less
   */
  SliceLine choose(Region within, int width) {
    int w = Math.min(width, within.width());
    int columns = Math.max(1, w / STEP);
    int firstColumn = (within.x() + STEP - 1) / STEP;
    int lastColumn = Math.max(firstColumn, (within.x() + within.width() - w) / STEP);
    double most = -1;
    var best = new SliceLine(within.y(), within.x(), w);
    for (int y = within.y(); y < within.y() + within.height(); y++) {
      for (int column = firstColumn; column <= lastColumn; column++) {
        double pixelsSeen = (double) frames * columns * STEP;
        double detail = sum(texture[y], column, columns) / pixelsSeen;
        double change = sum(motion[y], column, columns) / pixelsSeen;
        // One step of motion for all, so that texture decides where nothing moves.
        double score = detail * (1 + change);
        if (score > most) {
          most = score;
          int x = Math.min(column * STEP, within.x() + within.width() - w);
          best = new SliceLine(y, x, w);
        }
      }
    }
    return best;
  }

  private static double sum(double[] values, int from, int count) {
    double sum = 0;
    for (int i = from; i < Math.min(values.length, from + count); i++) {
      sum += values[i];
    }
    return sum;
  }
}
