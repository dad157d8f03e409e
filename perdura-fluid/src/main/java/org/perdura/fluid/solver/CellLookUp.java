package org.perdura.fluid.solver;

import org.perdura.grid.GridSize;

/**
 * Linear look-up cell by cell, for displacements that lead out of the grid or differ much from cell
 * to cell. Positions outside are moved to the outermost cells' centres. One per thread.
 */
final class CellLookUp {

  private final GridSize size;
  private final int width;
  private final int layer;
  private final int lastX; // the last cell that has one above it; along z in a flat grid 1
  private final int lastY;
  private final int lastZ;
  private int source; // the lowest source cell
  private float x1; // weight of the source cell above
  private float y1;
  private float z1;

  CellLookUp(GridSize size) {
    this.size = size;
    width = size.x();
    layer = size.layer();
    lastX = size.x() - 2;
    lastY = size.y() - 2;
    lastZ = Math.max(0, size.z() - 2);
  }

  /** out[first + t] = f at where the cell first + t is displaced to by d[axis][t]. */
  void lookUp(float[] f, float[][] d, int first, int from, int to, float[] out) {
    int row = (first + from) / width;
    int i = first + from - row * width;
    int j = row % size.y();
    int k = row / size.y();
    for (int t = from; t < to; t++, i++) {
      if (i == width) {
        i = 0;
        j++; // spans stay in a layer
      }
      locate(first + t, i, j, k, d[0][t], d[1][t], d[2][t]);
      out[first + t] = interpolate(f);
    }
  }

  /** Corrects what was looked up once; see {@link Advection#MACCORMACK}. */
  void correct(Carried carried, float[] mask, float[][] d, int first, int from, int to) {
    int row = (first + from) / width;
    int i = first + from - row * width;
    int j = row % size.y();
    int k = row / size.y();
    for (int t = from; t < to; t++, i++) {
      if (i == width) {
        i = 0;
        j++;
      }
      int c = first + t;
      locate(c, i, j, k, -d[0][t], -d[1][t], -d[2][t]);
      float back = interpolate(carried.once());
      locate(c, i, j, k, d[0][t], d[1][t], d[2][t]);
      float once = carried.once()[c];
      float twice = once + 0.5f * mask[t] * (carried.old()[c] - back);
      boolean within = isMore(carried.forLeast(), twice) && isLess(carried.forMost(), twice);
      carried.out()[c] = within ? twice : once;
    }
  }

  private void locate(int cell, int i, int j, int k, float dx, float dy, float dz) {
    int fx = floor(dx);
    int fy = floor(dy);
    int x = i + fx;
    int y = j + fy;
    x1 = dx - fx;
    y1 = dy - fy;
    if (size.isFlat()) {
      source = cell + fx + fy * width;
      if (x < 0 || x > lastX || y < 0 || y > lastY) {
        clamp(x, y, 0);
      }
      return;
    }
    int fz = floor(dz);
    int z = k + fz;
    z1 = dz - fz;
    source = cell + fx + fy * width + fz * layer;
    if (x < 0 || x > lastX || y < 0 || y > lastY || z < 0 || z > lastZ) {
      clamp(x, y, z);
    }
  }

  /** Far out it does not matter where; sums with it must not run over. */
  private static int floor(float d) {
    int whole = (int) Math.max(-1e8f, Math.min(1e8f, d));
    return d < whole ? whole - 1 : whole;
  }

  private void clamp(int x, int y, int z) {
    x1 = x < 0 ? 0 : x > lastX ? 1 : x1;
    y1 = y < 0 ? 0 : y > lastY ? 1 : y1;
    z1 = z < 0 ? 0 : z > lastZ ? 1 : z1;
    source =
        size.index(
            Math.max(0, Math.min(lastX, x)),
            Math.max(0, Math.min(lastY, y)),
            Math.max(0, Math.min(lastZ, z)));
  }

  private float interpolate(float[] f) {
    float lower = interpolate(f, source);
    return size.isFlat() ? lower : (1 - z1) * lower + z1 * interpolate(f, source + layer);
  }

  private float interpolate(float[] f, int a) {
    int b = a + width;
    float x0 = 1 - x1;
    float row0 = x0 * f[a] + x1 * f[a + 1];
    float row1 = x0 * f[b] + x1 * f[b + 1];
    return (1 - y1) * row0 + y1 * row1;
  }

  /** Whether a value is at least the least of the source cells'. */
  private boolean isMore(float[] f, float value) {
    return isMore(f, source, value) || (!size.isFlat() && isMore(f, source + layer, value));
  }

  private boolean isMore(float[] f, int a, float value) {
    int b = a + width;
    return value >= f[a] || value >= f[b + 1] || value >= f[a + 1] || value >= f[b];
  }

  /** Whether a value is at most the most of the source cells'. */
  private boolean isLess(float[] f, float value) {
    return isLess(f, source, value) || (!size.isFlat() && isLess(f, source + layer, value));
  }

  private boolean isLess(float[] f, int a, float value) {
    int b = a + width;
    return value <= f[a] || value <= f[b + 1] || value <= f[a + 1] || value <= f[b];
  }
}
