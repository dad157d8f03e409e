package org.perdura.smoke.upscale;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perdura.grid.GridSize;

class TilingTest {

  private static long withHalo(Box tile, GridSize domain, int halo) {
    return tile.grown(halo).within(Box.of(domain)).cells();
  }

  private static long computed(List<Box> tiles, GridSize domain, int halo) {
    return tiles.stream().mapToLong(tile -> withHalo(tile, domain, halo)).sum();
  }

  @ParameterizedTest
  @CsvSource({
    "64, 96, 64, 12, 100000",
    "64, 96, 64, 6, 14000",
    "300, 200, 1, 9, 2000",
    "7, 5, 3, 4, 105"
  })
  void everyCellIsInExactlyOneSmallEnoughTile(int x, int y, int z, int halo, long most) {
    var domain = new GridSize(x, y, z);
    var box = new Box(x / 5, y / 7, 0, x - x / 6, y, z);
    List<Box> tiles = Tiling.of(box, domain, halo, most);
    var count = new int[domain.cells()];
    for (Box tile : tiles) {
      assertThat(withHalo(tile, domain, halo)).isLessThanOrEqualTo(most);
      for (int k = tile.z0(); k < tile.z1(); k++) {
        for (int j = tile.y0(); j < tile.y1(); j++) {
          for (int i = tile.x0(); i < tile.x1(); i++) {
            count[domain.index(i, j, k)]++;
          }
        }
      }
    }
    for (int k = 0; k < z; k++) {
      for (int j = 0; j < y; j++) {
        for (int i = 0; i < x; i++) {
          boolean inside = !new Box(i, j, k, i + 1, j + 1, k + 1).within(box).isEmpty();
          assertThat(count[domain.index(i, j, k)]).isEqualTo(inside ? 1 : 0);
        }
      }
    }
  }

  @Test
  void whatFitsIsNotCut() {
    var domain = new GridSize(64, 64, 64);
    assertThat(Tiling.of(Box.of(domain), domain, 10, domain.cells()))
        .containsExactly(Box.of(domain));
  }

  /** A long domain is cut across; a cube that must be small becomes blocks. */
  @Test
  void fewCellsAreComputed() {
    var tower = new GridSize(32, 128, 32);
    List<Box> floors = Tiling.of(Box.of(tower), tower, 8, tower.cells() / 2);
    assertThat(floors).allMatch(tile -> tile.x1() == 32 && tile.z1() == 32 && tile.x0() == 0);
    var cube = new GridSize(96, 96, 96);
    List<Box> blocks = Tiling.of(Box.of(cube), cube, 8, 48 * 48 * 48);
    assertThat(blocks).hasSizeBetween(8, 27);
    // Slices would be 5 cells thick, each with 16 of halo.
    assertThat(computed(blocks, cube, 8)).isLessThan(3L * cube.cells());
  }

  @Test
  void moreMemoryNeverMeansMoreWork() {
    var domain = new GridSize(50, 70, 40);
    long last = Long.MAX_VALUE;
    for (long most = Tiling.leastCells(domain, 7); most < 200_000; most += 5000) {
      long work = computed(Tiling.of(Box.of(domain), domain, 7, most), domain, 7);
      assertThat(work).isLessThanOrEqualTo(last);
      last = work;
    }
    assertThat(last).isEqualTo(domain.cells());
  }

  /** Wherever the box lies, and however large it is. */
  @Test
  void theLeastTileIsAlwaysEnough() {
    var domain = new GridSize(40, 33, 20);
    long least = Tiling.leastCells(domain, 5);
    for (int size = 1; size <= 20; size++) {
      for (int at = 0; at + size <= 20; at += 3) {
        var box = new Box(at, at, at, at + size, at + size, at + size);
        assertThat(Tiling.of(box, domain, 5, least)).isNotEmpty();
      }
    }
  }
}
