package org.perdura.grid.render;

import org.perdura.grid.GridSize;
import org.perdura.grid.ScalarField;
import org.perdura.grid.Slabs;

/**
 * A density as rays meet it: none below 0, and in blocks of which it is known whether they are
 * empty. Places are in cells from the lower corner; between the cells' centres the density is
 * trilinear.
 */
final class Volume {

  /** Cells along each side of a block. */
  static final int BLOCK = 8;

  /** Extinction per longest side that darkens no pixel by a tenth of its last bit. */
  private static final double NOTHING = 2e-5;

  private final GridSize size;
  private final float[] density;
  private final double extinction;
  private final float least; // that is seen
  private final GridSize blocks;
  private final boolean[] occupied;

  private Volume(GridSize size, float[] density, double extinction, Slabs slabs) {
    this.size = size;
    this.density = density;
    this.extinction = extinction;
    blocks = new GridSize(blocks(size.x()), blocks(size.y()), blocks(size.z()));
    occupied = new boolean[blocks.cells()];
    least = (float) (NOTHING / (extinction * size.longest()));
    slabs.run(
        blocks.y() * blocks.z(),
        (from, to) -> {
          for (int row = from; row < to; row++) {
            for (int i = 0; i < blocks.x(); i++) {
              int block = row * blocks.x() + i;
              occupied[block] = densest(i, row % blocks.y(), row / blocks.y()) > least;
            }
          }
        });
  }

  /**
   * The density of a solid field.
   *
   * @param absorption extinction per density and longest side
   */
  static Volume of(ScalarField field, double absorption, Slabs slabs) {
    GridSize size = field.size();
    double least = -slabs.max(size.cells(), (from, to) -> -least(field.values(), from, to));
    // Mostly there is nothing below 0, and no copy is made.
    float[] density = least < 0 ? withoutNegatives(field.values(), slabs) : field.values();
    return new Volume(size, density, absorption / size.longest(), slabs);
  }

  private static float least(float[] values, int from, int to) {
    float least = 0;
    for (int i = from; i < to; i++) {
      least = values[i] < least ? values[i] : least;
    }
    return least;
  }

  private static float[] withoutNegatives(float[] values, Slabs slabs) {
    var cut = new float[values.length];
    slabs.run(
        values.length,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            cut[i] = Math.max(0, values[i]);
          }
        });
    return cut;
  }

  private static int blocks(int cells) {
    return (cells + BLOCK - 1) / BLOCK;
  }

  /** The largest density that is met within a block: its neighbours reach into it. */
  private float densest(int i, int j, int k) {
    int x0 = Math.max(0, i * BLOCK - 1);
    int x1 = Math.min(size.x(), (i + 1) * BLOCK + 1);
    int y1 = Math.min(size.y(), (j + 1) * BLOCK + 1);
    int z1 = Math.min(size.z(), (k + 1) * BLOCK + 1);
    float most = 0;
    for (int z = Math.max(0, k * BLOCK - 1); z < z1; z++) {
      for (int y = Math.max(0, j * BLOCK - 1); y < y1; y++) {
        int row = size.index(0, y, z);
        for (int x = x0; x < x1; x++) {
          most = density[row + x] > most ? density[row + x] : most;
        }
      }
    }
    return most;
  }

  GridSize size() {
    return size;
  }

  /** {@code [z, y, x]}. */
  float[] density() {
    return density;
  }

  /** Per density and cell. */
  double extinction() {
    return extinction;
  }

  GridSize blocks() {
    return blocks;
  }

  /** Whether a ray meets anything in a block, {@code [z, y, x]}. */
  boolean[] occupied() {
    return occupied;
  }

  /** Whether there is smoke in a cell or its neighbours. */
  boolean smokeAround(int i, int j, int k) {
    if (!occupied[blocks.index(i / BLOCK, j / BLOCK, k / BLOCK)]) {
      return false; // a block knows of its neighbours, too
    }
    for (int z = Math.max(0, k - 1); z <= Math.min(size.z() - 1, k + 1); z++) {
      for (int y = Math.max(0, j - 1); y <= Math.min(size.y() - 1, j + 1); y++) {
        for (int x = Math.max(0, i - 1); x <= Math.min(size.x() - 1, i + 1); x++) {
          if (density[size.index(x, y, z)] > least) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** The block of a place along one side; places outside belong to the outermost. */
  static int block(double place, int count) {
    int block = (int) Math.floor(place / BLOCK);
    return block < 0 ? 0 : block >= count ? count - 1 : block;
  }

  /** The same smoke on a grid coarser by a factor; each cell is the mean of those it replaces. */
  Volume coarser(int factor, Slabs slabs) {
    if (factor == 1) {
      return this;
    }
    var to =
        new GridSize(
            (size.x() + factor - 1) / factor,
            (size.y() + factor - 1) / factor,
            (size.z() + factor - 1) / factor);
    var means = new float[to.cells()];
    slabs.run(
        to.y() * to.z(),
        (from, until) -> {
          for (int row = from; row < until; row++) {
            addBlocks(factor, row % to.y(), row / to.y(), means, row * to.x());
          }
        });
    return new Volume(to, means, extinction * factor, slabs);
  }

  /** Adds a row of blocks' means; what lies outside counts as empty. */
  private void addBlocks(int factor, int j, int k, float[] means, int out) {
    float share = 1f / (factor * factor * factor);
    int y1 = Math.min(size.y(), (j + 1) * factor);
    int z1 = Math.min(size.z(), (k + 1) * factor);
    for (int z = k * factor; z < z1; z++) {
      for (int y = j * factor; y < y1; y++) {
        int row = size.index(0, y, z);
        for (int x = 0; x < size.x(); x++) {
          means[out + x / factor] += share * density[row + x];
        }
      }
    }
  }

  /**
   * A field at a place, trilinear; beyond the outermost samples these go on.
   *
   * @param values {@code [nz, ny, nx]}
   * @param x where, in samples: the first is at 0
   */
  static float at(float[] values, int nx, int ny, int nz, float x, float y, float z) {
    float px = within(x, nx - 1);
    float py = within(y, ny - 1);
    float pz = within(z, nz - 1);
    int i = below(px, nx);
    int j = below(py, ny);
    int k = below(pz, nz);
    float fx = px - i;
    float fy = py - j;
    float fz = pz - k;
    int stepX = nx > 1 ? 1 : 0;
    int stepY = ny > 1 ? nx : 0;
    int a = (k * ny + j) * nx + i;
    int b = a + stepY;
    int c = a + (nz > 1 ? nx * ny : 0);
    int d = c + stepY;
    float low = values[a] + (values[a + stepX] - values[a]) * fx;
    float up = values[b] + (values[b + stepX] - values[b]) * fx;
    float near = low + (up - low) * fy;
    low = values[c] + (values[c + stepX] - values[c]) * fx;
    up = values[d] + (values[d + stepX] - values[d]) * fx;
    return near + (low + (up - low) * fy - near) * fz;
  }

  private static float within(float place, int last) {
    return place < 0 ? 0 : place > last ? last : place;
  }

  /** The lower of the two samples around a place; never the last one, unless it is the only one. */
  private static int below(float place, int count) {
    int sample = (int) place;
    return sample < count - 1 ? sample : Math.max(0, count - 2);
  }
}
