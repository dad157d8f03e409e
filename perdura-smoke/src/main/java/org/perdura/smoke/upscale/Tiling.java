package org.perdura.smoke.upscale;

import java.util.ArrayList;
import java.util.List;
import org.perdura.grid.GridSize;

/**
 * Cuts a box into tiles. Each is computed with a halo, which ends at the domain's border; of all
 * cuts whose tiles are small enough, the one is taken that computes the fewest cells.
 */
final class Tiling {

  /** Low-res cells along each side that a tile need not be smaller than, without its halo. */
  private static final int LEAST = 8;

  private Tiling() {}

  /**
   * A side of the box and the ways to cut it.
   *
   * @param from first cell of the box
   * @param length cells of the box
   * @param domain cells of the whole domain
   * @param halo cells
   */
  private record Side(int from, int length, int domain, int halo) {

    /** More cuts are not needed to make tiles small. */
    int mostTiles() {
      return (length + LEAST - 1) / LEAST;
    }

    /** Where a tile begins; the one before ends there. */
    int begin(int tile, int tiles) {
      return from + (int) ((long) length * tile / tiles);
    }

    int withHalo(int tile, int tiles) {
      int begin = Math.max(0, begin(tile, tiles) - halo);
      int end = Math.min(domain, begin(tile + 1, tiles) + halo);
      return end - begin;
    }

    /** What all tiles come to along this side, with halos. */
    long sum(int tiles) {
      long sum = 0;
      for (int tile = 0; tile < tiles; tile++) {
        sum += withHalo(tile, tiles);
      }
      return sum;
    }

    long longest(int tiles) {
      long longest = 0;
      for (int tile = 0; tile < tiles; tile++) {
        longest = Math.max(longest, withHalo(tile, tiles));
      }
      return longest;
    }
  }

  /** How often each side is cut, and what that comes to. */
  private record Cut(int x, int y, int z, long computed) {

    boolean isBetterThan(Cut other) {
      return other == null
          || computed < other.computed
          || (computed == other.computed && x * y * z < other.x * other.y * other.z);
    }
  }

  /** Cells, with its halo, of a tile that every domain can be cut into. */
  static long leastCells(GridSize domain, int halo) {
    int most = LEAST + 2 * halo;
    return (long) Math.min(domain.x(), most)
        * Math.min(domain.y(), most)
        * Math.min(domain.z(), most);
  }

  /**
   * The tiles of a box, without their halos, x fastest.
   *
   * @param domain that the box is in
   * @param halo low-res cells on each side, where the domain has so many
   * @param mostCells of a tile with its halo; not less than {@link #leastCells}
   */
  static List<Box> of(Box box, GridSize domain, int halo, long mostCells) {
    var x = new Side(box.x0(), box.x1() - box.x0(), domain.x(), halo);
    var y = new Side(box.y0(), box.y1() - box.y0(), domain.y(), halo);
    var z = new Side(box.z0(), box.z1() - box.z0(), domain.z(), halo);
    Cut best = best(x, y, z, mostCells);
    var tiles = new ArrayList<Box>();
    for (int k = 0; k < best.z; k++) {
      for (int j = 0; j < best.y; j++) {
        for (int i = 0; i < best.x; i++) {
          tiles.add(
              new Box(
                  x.begin(i, best.x),
                  y.begin(j, best.y),
                  z.begin(k, best.z),
                  x.begin(i + 1, best.x),
                  y.begin(j + 1, best.y),
                  z.begin(k + 1, best.z)));
        }
      }
    }
    return tiles;
  }

  private static Cut best(Side x, Side y, Side z, long mostCells) {
    Cut best = null;
    for (int nx = 1; nx <= x.mostTiles(); nx++) {
      for (int ny = 1; ny <= y.mostTiles(); ny++) {
        long area = x.longest(nx) * y.longest(ny);
        int nz = 1;
        while (nz <= z.mostTiles() && area * z.longest(nz) > mostCells) {
          nz++;
        }
        if (nz <= z.mostTiles()) { // more would only add halos
          var cut = new Cut(nx, ny, nz, x.sum(nx) * y.sum(ny) * z.sum(nz));
          best = cut.isBetterThan(best) ? cut : best;
        }
      }
    }
    if (best == null) {
      throw new IllegalArgumentException(
          "tiles of %d cells: must be more than a halo of %d takes".formatted(mostCells, x.halo));
    }
    return best;
  }
}
