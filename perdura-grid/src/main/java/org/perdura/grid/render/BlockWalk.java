package org.perdura.grid.render;

import org.perdura.grid.GridSize;

/**
 * A ray through a volume, from block to block: Amanatides and Woo, "A fast voxel traversal
 * algorithm for ray tracing" (Eurographics 1987), on blocks. Used for many rays, by one thread.
 */
final class BlockWalk {

  private final GridSize size;
  private final GridSize blocks;

  private double ox;
  private double oy;
  private double oz;
  private double dx;
  private double dy;
  private double dz;
  private double near;
  private double far;

  private int i;
  private int j;
  private int k;
  private double endX;
  private double endY;
  private double endZ;
  private boolean last;

  BlockWalk(Volume volume) {
    size = volume.size();
    blocks = volume.blocks();
  }

  /**
   * Starts a ray, in the first block that it meets.
   *
   * @param dx of a direction of length 1
   * @return whether it goes through the volume at all
   */
  boolean start(double ox, double oy, double oz, double dx, double dy, double dz) {
    this.ox = ox;
    this.oy = oy;
    this.oz = oz;
    this.dx = dx;
    this.dy = dy;
    this.dz = dz;
    near = 0;
    far = Double.POSITIVE_INFINITY;
    clip(ox, dx, size.x());
    clip(oy, dy, size.y());
    clip(oz, dz, size.z());
    if (!(near < far)) {
      return false;
    }
    i = Volume.block(ox + near * dx, blocks.x());
    j = Volume.block(oy + near * dy, blocks.y());
    k = Volume.block(oz + near * dz, blocks.z());
    endX = end(i, ox, dx);
    endY = end(j, oy, dy);
    endZ = end(k, oz, dz);
    last = false;
    return true;
  }

  private void clip(double from, double along, int cells) {
    if (along == 0) {
      far = from >= 0 && from <= cells ? far : Double.NEGATIVE_INFINITY;
      return;
    }
    double one = -from / along;
    double other = (cells - from) / along;
    near = Math.max(near, Math.min(one, other));
    far = Math.min(far, Math.max(one, other));
  }

  /** How far along the ray a block's end is. */
  private static double end(int block, double from, double along) {
    if (along == 0) {
      return Double.POSITIVE_INFINITY;
    }
    return ((block + (along > 0 ? 1 : 0)) * (double) Volume.BLOCK - from) / along;
  }

  /** Goes on to the next block; in the last one it stays. */
  void next() {
    if (endX <= endY && endX <= endZ) {
      i = stepped(i, dx, blocks.x());
      endX = end(i, ox, dx);
    } else if (endY <= endZ) {
      j = stepped(j, dy, blocks.y());
      endY = end(j, oy, dy);
    } else {
      k = stepped(k, dz, blocks.z());
      endZ = end(k, oz, dz);
    }
  }

  private int stepped(int block, double along, int count) {
    int next = along > 0 ? block + 1 : block - 1;
    last = next < 0 || next >= count;
    return last ? block : next;
  }

  /** The block the ray is in, {@code [z, y, x]}. */
  int block() {
    return blocks.index(i, j, k);
  }

  /**
   * How far along the ray its block ends; infinitely far after the last one, so that no sample is
   * lost by rounding.
   */
  double end() {
    return last ? Double.POSITIVE_INFINITY : Math.min(endX, Math.min(endY, endZ));
  }

  /** Where the volume begins along the ray, in cells; 0 from within. */
  double near() {
    return near;
  }

  /** Where the volume ends along the ray, in cells. */
  double far() {
    return far;
  }

  double ox() {
    return ox;
  }

  double oy() {
    return oy;
  }

  double oz() {
    return oz;
  }

  double dx() {
    return dx;
  }

  double dy() {
    return dy;
  }

  double dz() {
    return dz;
  }
}
