package org.perdura.fluid.pressure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.perdura.grid.Slabs;

/**
 * Connected fluid that touches no empty cell: closed boxes, and bubbles enclosed by obstacles. In
 * each the pressure is known but for a constant, and only a right side of mean 0 has a solution.
 */
final class Pockets {

  private final List<int[]> pockets;

  private Pockets(List<int[]> pockets) {
    this.pockets = pockets;
  }

  static Pockets of(Level level) {
    var pockets = new ArrayList<int[]>();
    var seen = new boolean[level.cells()];
    var queue = new int[level.rows() * level.nx];
    level.forEachFluid(
        start -> {
          if (!seen[start]) {
            int count = flood(level, start, seen, queue);
            if (count > 0) {
              var cells = Arrays.copyOf(queue, count);
              Arrays.sort(cells);
              pockets.add(cells);
            }
          }
        });
    return new Pockets(pockets);
  }

  /**
   * How many cells hang together, which the queue then begins with; 0 if any has an empty
   * neighbour.
   */
  private static int flood(Level level, int start, boolean[] seen, int[] queue) {
    boolean open = false;
    int count = 0;
    queue[count++] = start;
    seen[start] = true;
    int[] steps = level.steps();
    for (int at = 0; at < count; at++) {
      for (int step : steps) {
        for (int side = -1; side <= 1; side += 2) {
          int next = queue[at] + side * step;
          byte kind = level.kinds[next];
          open |= kind == Level.EMPTY;
          if (kind == Level.FLUID && !seen[next]) {
            seen[next] = true;
            queue[count++] = next;
          }
        }
      }
    }
    return open ? 0 : count;
  }

  boolean none() {
    return pockets.isEmpty();
  }

  /** Takes the mean over each pocket off, which no pressure could. */
  void removeMeans(Slabs slabs, float[] values) {
    for (int[] cells : pockets) {
      double sum =
          slabs.sum(
              cells.length,
              (from, to) -> {
                double part = 0;
                for (int i = from; i < to; i++) {
                  part += values[cells[i]];
                }
                return part;
              });
      float mean = (float) (sum / cells.length);
      slabs.run(
          cells.length,
          (from, to) -> {
            for (int i = from; i < to; i++) {
              values[cells[i]] -= mean;
            }
          });
    }
  }
}
