package org.perdura.grid.vdb;

import org.perdura.grid.GridSize;

/** Voxels from the least to the greatest indices, both included. */
public record IndexBox(int minX, int minY, int minZ, int maxX, int maxY, int maxZ) {

  private static final int NEAR = 1 << 28;

  public IndexBox {
    if (maxX < minX || maxY < minY || maxZ < minZ) {
      throw new IllegalArgumentException(
          "a box from (%d, %d, %d) to (%d, %d, %d): must hold something"
              .formatted(minX, minY, minZ, maxX, maxY, maxZ));
    }
  }

  /** As many voxels as a field has cells, from (0, 0, 0) on. */
  public static IndexBox of(GridSize size) {
    return at(0, 0, 0, size);
  }

  static IndexBox at(int x, int y, int z, GridSize size) {
    return new IndexBox(x, y, z, x + size.x() - 1, y + size.y() - 1, z + size.z() - 1);
  }

  /** The least index along axis 0, 1 or 2. */
  public int min(int axis) {
    return axis == 0 ? minX : axis == 1 ? minY : minZ;
  }

  /** The greatest index along axis 0, 1 or 2. */
  public int max(int axis) {
    return axis == 0 ? maxX : axis == 1 ? maxY : maxZ;
  }

  /** The least that holds both. */
  public IndexBox union(IndexBox other) {
    return new IndexBox(
        Math.min(minX, other.minX),
        Math.min(minY, other.minY),
        Math.min(minZ, other.minZ),
        Math.max(maxX, other.maxX),
        Math.max(maxY, other.maxY),
        Math.max(maxZ, other.maxZ));
  }

  /** Whether it is so near to voxel 0 that sums of indices do not overflow. */
  public boolean isNear() {
    int least = Math.min(minX, Math.min(minY, minZ));
    int most = Math.max(maxX, Math.max(maxY, maxZ));
    return least >= -NEAR && most <= NEAR;
  }

  /** With so many voxels more on every side; flat ones stay flat. */
  public IndexBox grown(int voxels) {
    int deep = minZ == maxZ ? 0 : voxels;
    return new IndexBox(
        Math.subtractExact(minX, voxels),
        Math.subtractExact(minY, voxels),
        Math.subtractExact(minZ, deep),
        Math.addExact(maxX, voxels),
        Math.addExact(maxY, voxels),
        Math.addExact(maxZ, deep));
  }

  /**
   * As large, elsewhere.
   *
   * @throws ArithmeticException if the indices become too large
   */
  public IndexBox shifted(int x, int y, int z) {
    return new IndexBox(
        Math.addExact(minX, x),
        Math.addExact(minY, y),
        Math.addExact(minZ, z),
        Math.addExact(maxX, x),
        Math.addExact(maxY, y),
        Math.addExact(maxZ, z));
  }

  /**
   * The same part of space in voxels of which {@code factor} lie along each of these; of a flat one
   * the lowest layer.
   */
  public IndexBox refined(int factor) {
    int lowest = Math.multiplyExact(minZ, factor);
    return new IndexBox(
        Math.multiplyExact(minX, factor),
        Math.multiplyExact(minY, factor),
        lowest,
        Math.addExact(Math.multiplyExact(maxX, factor), factor - 1),
        Math.addExact(Math.multiplyExact(maxY, factor), factor - 1),
        minZ == maxZ ? lowest : Math.addExact(Math.multiplyExact(maxZ, factor), factor - 1));
  }

  /**
   * How many voxels that is along each side.
   *
   * @throws IllegalArgumentException if they are more than a field can hold
   */
  public GridSize size() {
    long x = 1L + maxX - minX;
    long y = 1L + maxY - minY;
    long z = 1L + maxZ - minZ;
    if (Math.max(x, Math.max(y, z)) > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "a grid of %dx%dx%d cells: the cells must be fewer than 2^31".formatted(x, y, z));
    }
    return new GridSize((int) x, (int) y, (int) z);
  }

  @Override
  public String toString() {
    return "(%d, %d, %d) to (%d, %d, %d)".formatted(minX, minY, minZ, maxX, maxY, maxZ);
  }
}
