package org.perdura.metrics.report;

import java.util.ArrayList;
import java.util.List;
import org.perdura.media.Frame;

/** Finds where results differ most from the truth: squared error, block by block. */
final class LargestDifference {

  /** Pixels to a block's side; regions begin at blocks. */
  static final int BLOCK = 8;

  private LargestDifference() {}

  /**
   * Regions with the largest summed error, worst first, that do not overlap.
   *
   * @param within where to look; regions stay inside
   * @param width of a region in pixels; less if {@code within} is narrower
   * @param count at most; fewer if there is no room for more. The first is always there: the middle
   *     if there is no difference at all
   */
  static List<Region> find(
      Frame truth, List<Frame> results, Region within, int width, int height, int count) {
    int w = Math.min(width, within.width());
    int h = Math.min(height, within.height());
    double[][] errors = blockErrors(truth, results, within);
    var found = new ArrayList<Region>();
    while (found.size() < count) {
      Region best = best(errors, within, w, h, found);
      if (best == null) {
        break;
      }
      found.add(best);
    }
    if (found.isEmpty()) {
      found.add(
          new Region(
              within.x() + (within.width() - w) / 2, within.y() + (within.height() - h) / 2, w, h));
    }
    return found;
  }

  private static double[][] blockErrors(Frame truth, List<Frame> results, Region within) {
    int rows = (within.height() + BLOCK - 1) / BLOCK;
    int columns = (within.width() + BLOCK - 1) / BLOCK;
    double[][] errors = new double[rows][columns];
    byte[] expected = truth.pixels();
    for (Frame result : results) {
      byte[] actual = result.pixels();
      for (int y = 0; y < within.height(); y++) {
        int at = ((within.y() + y) * truth.width() + within.x()) * Frame.CHANNELS;
        for (int i = 0; i < within.width() * Frame.CHANNELS; i++) {
          int difference = (actual[at + i] & 0xff) - (expected[at + i] & 0xff);
          errors[y / BLOCK][i / Frame.CHANNELS / BLOCK] += difference * difference;
        }
      }
    }
    return errors;
  }

  /** The worst region apart from those taken; null if none holds an error. */
  private static Region best(
      double[][] errors, Region within, int width, int height, List<Region> taken) {
    double[][] sums = summed(errors);
    int rows = (height + BLOCK - 1) / BLOCK;
    int columns = (width + BLOCK - 1) / BLOCK;
    double most = 0;
    Region best = null;
    for (int y = 0; y + rows <= errors.length; y++) {
      for (int x = 0; x + columns <= errors[0].length; x++) {
        double sum =
            sums[y + rows][x + columns] - sums[y][x + columns] - sums[y + rows][x] + sums[y][x];
        if (sum > most) {
          // The last blocks may be cut off by the edge.
          var region =
              new Region(
                  within.x() + Math.min(x * BLOCK, within.width() - width),
                  within.y() + Math.min(y * BLOCK, within.height() - height),
                  width,
                  height);
          if (taken.stream().noneMatch(other -> overlap(region, other))) {
            most = sum;
            best = region;
          }
        }
      }
    }
    return best;
  }

  /** Summed-area table, one row and column larger. */
  private static double[][] summed(double[][] values) {
    double[][] sums = new double[values.length + 1][values[0].length + 1];
    for (int y = 0; y < values.length; y++) {
      for (int x = 0; x < values[0].length; x++) {
        sums[y + 1][x + 1] = values[y][x] + sums[y][x + 1] + sums[y + 1][x] - sums[y][x];
      }
    }
    return sums;
  }

  private static boolean overlap(Region a, Region b) {
    return a.x() < b.x() + b.width()
        && b.x() < a.x() + a.width()
        && a.y() < b.y() + b.height()
        && b.y() < a.y() + a.height();
  }
}
