package org.perdura.grid.vdb;

import java.util.Arrays;
import java.util.Optional;

/**
 * Where a tree's leaves lie and which of their voxels are active, and what its tiles come to: all
 * but the voxels' values. Tiles are not held: a small file can have very many.
 */
final class Topology {

  private final float[] background;
  private int[] origins = new int[3 * 64];
  private long[] masks = new long[Leaf.MASK_WORDS * 64];
  private int leaves;
  private long activeInTiles;
  private IndexBox box; // of tiles, then of all; null: nothing is active

  Topology(float[] background) {
    this.background = background;
  }

  float[] background() {
    return background;
  }

  int leaves() {
    return leaves;
  }

  /** Whether a tile is nothing but background. */
  boolean isBackground(Tile tile) {
    return !tile.active() && Arrays.equals(tile.value(), background);
  }

  void count(Tile tile) {
    if (tile.active()) {
      activeInTiles += (long) tile.side() * tile.side() * tile.side();
      box = box == null ? tile.box() : box.union(tile.box());
    }
  }

  void addLeaf(int x, int y, int z, long[] active) {
    if (3 * leaves == origins.length) {
      origins = Arrays.copyOf(origins, 2 * origins.length);
      masks = Arrays.copyOf(masks, 2 * masks.length);
    }
    origins[3 * leaves] = x;
    origins[3 * leaves + 1] = y;
    origins[3 * leaves + 2] = z;
    System.arraycopy(active, 0, masks, Leaf.MASK_WORDS * leaves, Leaf.MASK_WORDS);
    leaves++;
    IndexBox part = activeBox(leaves - 1);
    if (part != null) {
      box = box == null ? part : box.union(part);
    }
  }

  /** A leaf with new arrays, its values 0. */
  Leaf emptyLeaf(int index) {
    return new Leaf(
        origins[3 * index],
        origins[3 * index + 1],
        origins[3 * index + 2],
        Arrays.copyOfRange(masks, Leaf.MASK_WORDS * index, Leaf.MASK_WORDS * (index + 1)),
        new float[Leaf.VOXELS * background.length]);
  }

  long activeVoxels() {
    long count = activeInTiles;
    for (int i = 0; i < Leaf.MASK_WORDS * leaves; i++) {
      count += Long.bitCount(masks[i]);
    }
    return count;
  }

  /** The least box around what is active; empty if nothing is. */
  Optional<IndexBox> activeBox() {
    return Optional.ofNullable(box);
  }

  private IndexBox activeBox(int leaf) {
    long layers = 0; // which i are there: one word each
    long plane = 0; // which (j, k), of all i
    for (int i = 0; i < Leaf.SIDE; i++) {
      long word = masks[Leaf.MASK_WORDS * leaf + i];
      layers |= word == 0 ? 0 : 1L << i;
      plane |= word;
    }
    if (plane == 0) {
      return null;
    }
    long columns = 0; // which k, of all j
    for (int j = 0; j < Leaf.SIDE; j++) {
      columns |= (plane >>> (Leaf.SIDE * j)) & 0xff;
    }
    int x = origins[3 * leaf];
    int y = origins[3 * leaf + 1];
    int z = origins[3 * leaf + 2];
    return new IndexBox(
        x + Long.numberOfTrailingZeros(layers),
        y + Long.numberOfTrailingZeros(plane) / Leaf.SIDE,
        z + Long.numberOfTrailingZeros(columns),
        x + last(layers),
        y + last(plane) / Leaf.SIDE,
        z + last(columns));
  }

  private static int last(long bits) {
    return Long.SIZE - 1 - Long.numberOfLeadingZeros(bits);
  }
}
