package org.perdura.fluid.solver;

import org.perdura.grid.GridSize;

/**
 * The inner cells of a grid cut into spans that lie in memory without a break: some rows of a
 * layer, or a part of a long row. The grid's outermost cells are left out, but for the ends of rows
 * in between, which whoever works on spans must put right.
 */
final class Spans {

  /** Long enough for vector loops to pay, short enough for the work arrays to stay near. */
  private static final int LONGEST = 512;

  private final int[] first;
  private final int[] length;
  private final int capacity;

  Spans(GridSize size) {
    int inner = size.x() - 2;
    int rowsAtOnce = Math.max(1, LONGEST / size.x());
    int parts = (inner + LONGEST - 1) / LONGEST;
    int layers = size.isFlat() ? 1 : size.z() - 2;
    int groups = (size.y() - 2 + rowsAtOnce - 1) / rowsAtOnce;
    first = new int[layers * groups * parts];
    length = new int[first.length];
    int at = 0;
    for (int layer = 0; layer < layers; layer++) {
      int k = size.isFlat() ? 0 : layer + 1;
      for (int group = 0; group < groups; group++) {
        int row = 1 + group * rowsAtOnce;
        int rows = Math.min(rowsAtOnce, size.y() - 1 - row);
        for (int part = 0; part < parts; part++, at++) {
          int from = (int) ((long) inner * part / parts);
          int to = (int) ((long) inner * (part + 1) / parts);
          first[at] = size.index(1 + from, row, k);
          length[at] = (rows - 1) * size.x() + to - from;
        }
      }
    }
    int longest = 0;
    for (int n : length) {
      longest = Math.max(longest, n);
    }
    capacity = longest;
  }

  int count() {
    return first.length;
  }

  /** Of the longest, cells. */
  int capacity() {
    return capacity;
  }

  int first(int span) {
    return first[span];
  }

  int length(int span) {
    return length[span];
  }
}
