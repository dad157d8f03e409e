package org.perdura.fluid.pressure;

import org.perdura.grid.Slabs;

/**
 * One grid of the multigrid method and the discrete Laplacian on it: for each fluid cell
 *
 * <pre>  (A x)_c = diagonal_c x_c - sum over neighbours n of link_cn x_n.</pre>
 *
 * The links of the finest grid are 1. Arrays have a rim of one cell all round; where there is no
 * fluid x is 0 and stays 0, so that the loops need no branches and run through whole slabs.
 *
 * <p>Coarsening takes 2 x 2 (x 2) cells together. A link of the coarse grid is the sum of the fine
 * links across its face, halved, since the centres are twice as far apart: a face that is partly
 * closed by an obstacle stays partly closed. The empty cells' pressure 0 stays where it is: the
 * resistance of the half cell more that lies between is added to each such link.
 */
final class Level {

  /** Below this, starting threads takes longer than the loop. */
  private static final int SMALL = 8192;

  static final byte FLUID = 0;
  static final byte OBSTACLE = 1;
  static final byte EMPTY = 2;

  final int nx;
  final int ny;
  final int nz;
  final int strideY;
  final int strideZ;
  final boolean flat;
  final boolean finest;

  /** {@code [z + 1, y + 1, x + 1]}, as all that follow. */
  final byte[] kinds;

  final float[] diagonal;
  final float[] inverse; // of the diagonal; 0 where there is nothing to solve for
  private final float[] linkX; // to the lower neighbour; null on the finest grid, where all are 1
  private final float[] linkY;
  private final float[] linkZ;
  private final float[] ends; // links to empty cells
  private final double width; // of a cell, in cells of the finest grid

  private Level(Level finer, int nx, int ny, int nz, boolean flat, byte[] kinds) {
    this.nx = nx;
    this.ny = ny;
    this.nz = nz;
    this.strideY = nx + 2;
    this.strideZ = (nx + 2) * (ny + 2);
    this.flat = flat;
    this.finest = finer == null;
    int cells = strideZ * (nz + 2);
    this.kinds = kinds == null ? new byte[cells] : kinds;
    this.diagonal = new float[cells];
    this.inverse = new float[cells];
    this.linkX = finest ? null : new float[cells];
    this.linkY = finest ? null : new float[cells];
    this.linkZ = finest ? null : new float[cells];
    this.ends = new float[cells];
    this.width = finest ? 1 : 2 * finer.width;
  }

  /**
   * The finest grid.
   *
   * @param kinds with the rim
   */
  static Level finest(int nx, int ny, int nz, boolean flat, byte[] kinds) {
    var level = new Level(null, nx, ny, nz, flat, kinds);
    level.forEachFluid(
        c -> {
          int links = 0;
          int ends = 0;
          for (int step : level.steps()) {
            for (int n : new int[] {c - step, c + step}) {
              links += kinds[n] == FLUID ? 1 : 0;
              ends += kinds[n] == EMPTY ? 1 : 0;
            }
          }
          level.ends[c] = ends;
          level.setDiagonal(c, links + ends);
        });
    return level;
  }

  boolean canCoarsen() {
    return Math.max(nx, Math.max(ny, nz)) > 2;
  }

  Level coarsen() {
    var coarse = new Level(this, (nx + 1) / 2, (ny + 1) / 2, flat ? 1 : (nz + 1) / 2, flat, null);
    for (int k = -1; k <= coarse.nz; k++) {
      for (int j = -1; j <= coarse.ny; j++) {
        for (int i = -1; i <= coarse.nx; i++) {
          coarse.kinds[coarse.index(i, j, k)] = kindOfChildren(i, j, k);
        }
      }
    }
    double more = flat ? 0.5 : 0.5 / width;
    forEachFluid(
        c -> {
          int parent = parent(coarse, c);
          addLink(coarse, coarse.linkX, parent, c, 1, linkX);
          addLink(coarse, coarse.linkY, parent, c, strideY, linkY);
          if (!flat) {
            addLink(coarse, coarse.linkZ, parent, c, strideZ, linkZ);
          }
          // On the finest grid the ends are links of 1 each; on coarser ones their sum will do.
          if (finest) {
            coarse.ends[parent] += (float) (ends[c] / (1 + more));
          } else if (ends[c] > 0) {
            coarse.ends[parent] += (float) (1 / (1 / ends[c] + more));
          }
        });
    coarse.forEachFluid(
        c -> {
          float sum = coarse.ends[c];
          sum += coarse.linkX[c] + coarse.linkX[c + 1];
          sum += coarse.linkY[c] + coarse.linkY[c + coarse.strideY];
          sum += coarse.linkZ[c] + coarse.linkZ[c + coarse.strideZ];
          coarse.setDiagonal(c, sum);
        });
    return coarse;
  }

  private void addLink(Level coarse, float[] to, int parent, int c, int step, float[] links) {
    int below = c - step;
    if (kinds[below] == FLUID && parent(coarse, below) != parent) {
      to[parent] += (links == null ? 1 : links[c]) / 2;
    }
  }

  private int parent(Level coarse, int c) {
    int i = c % strideY - 1;
    int j = c / strideY % (ny + 2) - 1;
    int k = c / strideZ - 1;
    return coarse.index(i >> 1, j >> 1, flat ? 0 : k >> 1);
  }

  /** Fluid where there is any, and else empty where there is any of that. */
  private byte kindOfChildren(int i, int j, int k) {
    boolean empty = false;
    for (int dk = 0; dk < (flat ? 1 : 2); dk++) {
      for (int dj = 0; dj < 2; dj++) {
        for (int di = 0; di < 2; di++) {
          byte kind = kindAt(2 * i + di, 2 * j + dj, flat ? k : 2 * k + dk);
          if (kind == FLUID) {
            return FLUID;
          }
          empty |= kind == EMPTY;
        }
      }
    }
    return empty ? EMPTY : OBSTACLE;
  }

  private byte kindAt(int i, int j, int k) {
    if (i < -1 || i > nx || j < -1 || j > ny || k < -1 || k > nz) {
      return OBSTACLE; // beyond the rim
    }
    return kinds[index(i, j, k)];
  }

  private void setDiagonal(int c, float value) {
    diagonal[c] = value;
    inverse[c] = value > 0 ? 1 / value : 0;
  }

  int[] steps() {
    return flat ? new int[] {1, strideY} : new int[] {1, strideY, strideZ};
  }

  int index(int i, int j, int k) {
    return (k + 1) * strideZ + (j + 1) * strideY + i + 1;
  }

  int cells() {
    return kinds.length;
  }

  int rows() {
    return ny * nz;
  }

  /** The first cell of a row, counted through all layers. */
  int row(int row) {
    return index(0, row % ny, row / ny);
  }

  /** Something to do with a cell. */
  interface Visitor {
    void visit(int cell);
  }

  void forEachFluid(Visitor visitor) {
    for (int row = 0; row < rows(); row++) {
      int at = row(row);
      for (int c = at; c < at + nx; c++) {
        if (kinds[c] == FLUID) {
          visitor.visit(c);
        }
      }
    }
  }

  /** Loops over rows, on several threads where it pays. */
  void runRows(Slabs slabs, Slabs.Body body) {
    if (rows() * nx < SMALL) {
      body.run(0, rows());
    } else {
      slabs.run(rows(), body);
    }
  }

  /** Loops over the cells of rows, the rim between them included. */
  void run(Slabs slabs, Slabs.Body body) {
    runRows(slabs, (from, to) -> body.run(row(from), row(to - 1) + nx));
  }

  /** {@code out = x + omega D^-1 (b - A x)}, a step of the damped Jacobi method. */
  void relax(float[] x, float[] b, float omega, float[] out, int from, int to) {
    if (finest) {
      if (flat) {
        relaxFlat(x, b, inverse, omega, out, strideY, from, to);
      } else {
        relax(x, b, inverse, omega, out, strideY, strideZ, from, to);
      }
    } else {
      relaxLinked(x, b, inverse, omega, linkX, linkY, linkZ, out, strideY, strideZ, from, to);
    }
  }

  private static void relaxFlat(
      float[] x, float[] b, float[] inverse, float omega, float[] out, int sy, int from, int to) {
    float keep = 1 - omega;
    for (int c = from; c < to; c++) {
      float sum = b[c] + ((x[c - 1] + x[c + 1]) + (x[c - sy] + x[c + sy]));
      out[c] = keep * x[c] + omega * inverse[c] * sum;
    }
  }

  private static void relax(
      float[] x,
      float[] b,
      float[] inverse,
      float omega,
      float[] out,
      int sy,
      int sz,
      int from,
      int to) {
    float keep = 1 - omega;
    for (int c = from; c < to; c++) {
      float sum =
          b[c] + (((x[c - 1] + x[c + 1]) + (x[c - sy] + x[c + sy])) + (x[c - sz] + x[c + sz]));
      out[c] = keep * x[c] + omega * inverse[c] * sum;
    }
  }

  private static void relaxLinked(
      float[] x,
      float[] b,
      float[] inverse,
      float omega,
      float[] linkX,
      float[] linkY,
      float[] linkZ,
      float[] out,
      int sy,
      int sz,
      int from,
      int to) {
    float keep = 1 - omega;
    for (int c = from; c < to; c++) {
      float sum =
          b[c]
              + ((linkX[c] * x[c - 1] + linkX[c + 1] * x[c + 1])
                  + (linkY[c] * x[c - sy] + linkY[c + sy] * x[c + sy])
                  + (linkZ[c] * x[c - sz] + linkZ[c + sz] * x[c + sz]));
      out[c] = keep * x[c] + omega * inverse[c] * sum;
    }
  }

  /** {@code out = scale (b - A x)}; scale must be 0 where there is no fluid. */
  void residual(float[] x, float[] b, float[] scale, float[] out, int from, int to) {
    if (finest) {
      residual(x, b, scale, diagonal, out, strideY, flat ? -1 : strideZ, from, to);
    } else {
      residualLinked(x, b, scale, diagonal, linkX, linkY, linkZ, out, strideY, strideZ, from, to);
    }
  }

  private static void residual(
      float[] x,
      float[] b,
      float[] scale,
      float[] diagonal,
      float[] out,
      int sy,
      int sz,
      int from,
      int to) {
    if (sz < 0) {
      for (int c = from; c < to; c++) {
        float sum = (x[c - 1] + x[c + 1]) + (x[c - sy] + x[c + sy]);
        out[c] = scale[c] * (b[c] + (sum - diagonal[c] * x[c]));
      }
    } else {
      for (int c = from; c < to; c++) {
        float sum = ((x[c - 1] + x[c + 1]) + (x[c - sy] + x[c + sy])) + (x[c - sz] + x[c + sz]);
        out[c] = scale[c] * (b[c] + (sum - diagonal[c] * x[c]));
      }
    }
  }

  private static void residualLinked(
      float[] x,
      float[] b,
      float[] scale,
      float[] diagonal,
      float[] linkX,
      float[] linkY,
      float[] linkZ,
      float[] out,
      int sy,
      int sz,
      int from,
      int to) {
    for (int c = from; c < to; c++) {
      float sum =
          ((linkX[c] * x[c - 1] + linkX[c + 1] * x[c + 1])
              + (linkY[c] * x[c - sy] + linkY[c + sy] * x[c + sy])
              + (linkZ[c] * x[c - sz] + linkZ[c + sz] * x[c + sz]));
      out[c] = scale[c] * (b[c] + (sum - diagonal[c] * x[c]));
    }
  }

  /** {@code out = A x} on the finest grid, 0 where there is no fluid. */
  void apply(float[] x, float[] mask, float[] out, int from, int to) {
    int sy = strideY;
    int sz = strideZ;
    var d = diagonal;
    if (flat) {
      for (int c = from; c < to; c++) {
        float sum = (x[c - 1] + x[c + 1]) + (x[c - sy] + x[c + sy]);
        out[c] = mask[c] * (d[c] * x[c] - sum);
      }
    } else {
      for (int c = from; c < to; c++) {
        float sum = ((x[c - 1] + x[c + 1]) + (x[c - sy] + x[c + sy])) + (x[c - sz] + x[c + sz]);
        out[c] = mask[c] * (d[c] * x[c] - sum);
      }
    }
  }
}
