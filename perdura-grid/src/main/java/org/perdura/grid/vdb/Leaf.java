package org.perdura.grid.vdb;

/**
 * A cube of 8 x 8 x 8 voxels. Voxel (i, j, k) of it has the number 64 i + 8 j + k: z runs fastest,
 * other than in fields.
 *
 * @param x of its first voxel, a multiple of 8; y and z alike
 * @param active 512 bits, which voxels count
 * @param values {@code [x, y, z, component]}, of all voxels
 */
public record Leaf(int x, int y, int z, long[] active, float[] values) {

  /** Voxels along an edge. */
  public static final int SIDE = 8;

  /** Voxels in all. */
  public static final int VOXELS = SIDE * SIDE * SIDE;

  static final int MASK_WORDS = VOXELS / Long.SIZE;

  /** A voxel's number, of its place within the leaf. */
  static int number(int i, int j, int k) {
    return (i * SIDE + j) * SIDE + k;
  }
}
