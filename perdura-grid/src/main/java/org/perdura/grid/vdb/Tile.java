package org.perdura.grid.vdb;

/**
 * A cube of one value.
 *
 * @param x of its first voxel; y and z alike
 * @param side in voxels: 8, 128 or 4096
 * @param value {@code [component]}
 */
public record Tile(int x, int y, int z, int side, boolean active, float[] value) {

  IndexBox box() {
    return new IndexBox(x, y, z, x + side - 1, y + side - 1, z + side - 1);
  }
}
