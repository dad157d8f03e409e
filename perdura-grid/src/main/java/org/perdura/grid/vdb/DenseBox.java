package org.perdura.grid.vdb;

import java.util.Arrays;
import org.perdura.grid.GridSize;

/** A box of a tree as a field has it: x fastest, then y, z, an array for each component. */
final class DenseBox implements TreeVisitor {

  private final IndexBox box;
  private final GridSize size;
  private final float[][] values;

  /**
   * @param values {@code [component][z, y, x]}
   */
  DenseBox(IndexBox box, float[][] values) {
    requireNear(box);
    this.box = box;
    this.size = box.size();
    this.values = values;
  }

  /** Farther away sums of indices would overflow. */
  static void requireNear(IndexBox box) {
    if (!box.isNear()) {
      throw new IllegalArgumentException(
          "a box of voxels from %s: must be within 2^28 of voxel 0".formatted(box));
    }
  }

  @Override
  public void begin(float[] background) {
    for (int c = 0; c < values.length; c++) {
      if (background[c] != 0) {
        Arrays.fill(values[c], background[c]);
      }
    }
  }

  @Override
  public void tile(Tile tile) {
    IndexBox all = tile.box();
    int fromX = Math.max(all.minX(), box.minX());
    int toX = Math.min(all.maxX(), box.maxX());
    int toY = Math.min(all.maxY(), box.maxY());
    int toZ = Math.min(all.maxZ(), box.maxZ());
    if (fromX > toX) {
      return;
    }
    for (int z = Math.max(all.minZ(), box.minZ()); z <= toZ; z++) {
      for (int y = Math.max(all.minY(), box.minY()); y <= toY; y++) {
        int row = size.index(fromX - box.minX(), y - box.minY(), z - box.minZ());
        for (int c = 0; c < values.length; c++) {
          Arrays.fill(values[c], row, row + toX - fromX + 1, tile.value()[c]);
        }
      }
    }
  }

  @Override
  public void leaf(Leaf leaf) {
    int components = values.length;
    int fromX = Math.max(leaf.x(), box.minX());
    int toX = Math.min(leaf.x() + Leaf.SIDE - 1, box.maxX());
    int toY = Math.min(leaf.y() + Leaf.SIDE - 1, box.maxY());
    int toZ = Math.min(leaf.z() + Leaf.SIDE - 1, box.maxZ());
    for (int z = Math.max(leaf.z(), box.minZ()); z <= toZ; z++) {
      for (int y = Math.max(leaf.y(), box.minY()); y <= toY; y++) {
        int row = size.index(0, y - box.minY(), z - box.minZ()) - box.minX();
        for (int x = fromX; x <= toX; x++) {
          int voxel = Leaf.number(x - leaf.x(), y - leaf.y(), z - leaf.z());
          for (int c = 0; c < components; c++) {
            values[c][row + x] = leaf.values()[voxel * components + c];
          }
        }
      }
    }
  }

  /**
   * The leaf at a place, of the cells that are not 0.
   *
   * @param dense {@code [component][z, y, x]}
   * @return null: all of them are 0
   */
  static Leaf cut(float[][] dense, IndexBox box, int leafX, int leafY, int leafZ) {
    GridSize size = box.size();
    int components = dense.length;
    int fromX = Math.max(leafX, box.minX());
    int toX = Math.min(leafX + Leaf.SIDE - 1, box.maxX());
    int toY = Math.min(leafY + Leaf.SIDE - 1, box.maxY());
    int toZ = Math.min(leafZ + Leaf.SIDE - 1, box.maxZ());
    Leaf leaf = null;
    for (int z = Math.max(leafZ, box.minZ()); z <= toZ; z++) {
      for (int y = Math.max(leafY, box.minY()); y <= toY; y++) {
        int row = size.index(0, y - box.minY(), z - box.minZ()) - box.minX();
        for (int x = fromX; x <= toX; x++) {
          for (int c = 0; c < components; c++) {
            float value = dense[c][row + x];
            if (Float.floatToRawIntBits(value) == 0) {
              continue;
            }
            if (leaf == null) {
              leaf =
                  new Leaf(
                      leafX,
                      leafY,
                      leafZ,
                      new long[Leaf.MASK_WORDS],
                      new float[Leaf.VOXELS * components]);
            }
            int voxel = Leaf.number(x - leafX, y - leafY, z - leafZ);
            NodeMask.set(leaf.active(), voxel);
            leaf.values()[voxel * components + c] = value;
          }
        }
      }
    }
    return leaf;
  }
}
