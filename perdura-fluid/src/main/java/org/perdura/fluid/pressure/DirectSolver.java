package org.perdura.fluid.pressure;

import java.util.concurrent.ConcurrentLinkedQueue;
import org.perdura.fluid.Boundary;
import org.perdura.fluid.Boundary.Side;
import org.perdura.fluid.Domain;
import org.perdura.grid.GridSize;
import org.perdura.grid.Slabs;
import org.perdura.grid.VectorField;

/**
 * The pressure of a plain box, exactly: cosine and sine transforms along all axes but one, and a
 * tridiagonal system for each mode along the last.
 *
 * <p>Planes across the last axis are transformed a few at a time, so that they stay in the cache:
 * the divergence is computed on the way in, the gradient subtracted on the way out, and main memory
 * sees the velocity twice and the modes twice. All of it is in double precision, since a pressure
 * rounded to floats would leave a divergence of some 12 times its rounding error. What is left is
 * the rounding of the velocity itself: at most half an ulp (unit in the last place of a float) for
 * each face of a cell, 3e-6 at the very worst where the velocity is between 8 and 16 cells per
 * step. The divergence that is reported is summed in floats, which may add as much again.
 *
 * <p>Where all sides are walls the mean divergence cannot be removed, and is left alone.
 */
final class DirectSolver implements PressureSolver {

  /** Enough for some dozen threads. */
  private static final int MOST_CHUNKS = 16;

  /** Lines that a transform takes at once: rows of 1 KB, of which hundreds fit into the cache. */
  private static final int TILE = 128;

  /** Lines in a flat domain: few enough that there is work for several threads. */
  private static final int FLAT_TILE = 32;

  private static final int BIGGEST_SWEEP = 32_768; // numbers, of 8 bytes, twice

  private final Domain domain;
  private final Slabs slabs;
  private final BoxFaces faces;
  private final int nx;
  private final int nm; // the middle axis; 1 in a flat domain
  private final int ns; // the last axis, which is not transformed
  private final AxisModes alongX;
  private final AxisModes alongM; // null in a flat domain
  private final ModeSolver modeSolver;
  private final int group; // planes that are transformed at once
  private final int chunks; // of groups: the loop over threads
  private final int sweep; // modes that are swept along the last axis at once
  private final double[] modes; // [s, kx, km]
  private final double[][] firstPlanes; // of each chunk: [m, x]
  private final double[][] lastPlanes;
  private final double[] left; // the divergence that is left in each chunk
  private final ConcurrentLinkedQueue<Buffers> idle = new ConcurrentLinkedQueue<>();

  DirectSolver(Domain domain, Slabs slabs) {
    if (!domain.plainBox()) {
      throw new IllegalArgumentException("a domain with obstacles: the direct solver takes none");
    }
    this.domain = domain;
    this.slabs = slabs;
    GridSize size = domain.size();
    Boundary boundary = domain.boundary();
    boolean flat = size.isFlat();
    int lastAxis = flat || effort(boundary, 1) > effort(boundary, 2) ? 1 : 2;
    this.faces = new BoxFaces(size, boundary, lastAxis);
    this.nx = faces.nx();
    this.nm = faces.nm();
    this.ns = faces.ns();
    this.alongX = AxisModes.of(boundary, 0, nx);
    this.alongM = flat ? null : AxisModes.of(boundary, 3 - lastAxis, nm);
    this.modeSolver = modeSolver(boundary, lastAxis);
    int lines = flat ? FLAT_TILE : Math.max(1, TILE / Math.min(nx, nm));
    this.group = Math.min(ns, lines);
    this.chunks = Math.min(MOST_CHUNKS, groups());
    int share = (nx * nm + 63) / 64;
    this.sweep = Math.max(Math.min(32, nx * nm), Math.min(share, BIGGEST_SWEEP / ns));
    this.modes = new double[ns * nx * nm];
    this.firstPlanes = new double[chunks][nm * nx];
    this.lastPlanes = new double[chunks][nm * nx];
    this.left = new double[chunks];
  }

  /** How dear a transform along an axis is: fast, half a matrix, a whole matrix. */
  private static int effort(Boundary boundary, int axis) {
    if (boundary.lower(axis) != boundary.upper(axis)) {
      return 2;
    }
    return boundary.lower(axis) == Side.OPEN ? 1 : 0;
  }

  private ModeSolver modeSolver(Boundary boundary, int lastAxis) {
    var lambda = new double[nx * nm];
    var weight = new double[nx * nm];
    for (int x = 0; x < nx; x++) {
      for (int m = 0; m < nm; m++) {
        lambda[x * nm + m] =
            alongX.eigenvalues()[x] + (alongM == null ? 0 : alongM.eigenvalues()[m]);
        weight[x * nm + m] = alongX.weights()[x] * (alongM == null ? 1 : alongM.weights()[m]);
      }
    }
    return new ModeSolver(
        ns,
        boundary.lower(lastAxis) == Side.WALL,
        boundary.upper(lastAxis) == Side.WALL,
        lambda,
        weight,
        lambda[0] == 0);
  }

  private int groups() {
    return (ns + group - 1) / group;
  }

  /** The first plane of a chunk. */
  private int start(int chunk) {
    return Math.min(ns, (int) ((long) groups() * chunk / chunks) * group);
  }

  /** Work arrays of one thread; what is in them when a loop begins does not matter. */
  private final class Buffers {
    private final int longer = Math.max(nx, nm);

    /** Rows [m][plane, x] or columns [x][plane, m]; two, so that all of it stays in the cache. */
    final double[][] one = rowsOrColumns();

    final double[][] other = rowsOrColumns();
    final double[] spare = new double[group * longer];
    final double[][] pivots = new double[ns][sweep];
    final double[][] values = new double[ns][sweep];

    private double[][] rowsOrColumns() {
      var lines = new double[longer][];
      for (int i = 0; i < longer; i++) {
        lines[i] = new double[group * Math.max(i < nm ? nx : 0, i < nx ? nm : 0)];
      }
      return lines;
    }
  }

  private interface Work {
    void run(Buffers buffers, int index);
  }

  private void forEach(int count, Work work) {
    slabs.run(
        count,
        (from, to) -> {
          var taken = idle.poll();
          var buffers = taken == null ? new Buffers() : taken;
          for (int i = from; i < to; i++) {
            work.run(buffers, i);
          }
          idle.add(buffers);
        });
  }

  @Override
  public Projection project(VectorField velocity) {
    Velocities.require(domain, velocity);
    forEach(chunks, (buffers, chunk) -> analyse(buffers, velocity, chunk));
    int sweeps = (modeSolver.modes() + sweep - 1) / sweep;
    forEach(
        sweeps,
        (buffers, i) ->
            modeSolver.solve(
                modes,
                buffers.pivots,
                buffers.values,
                i * sweep,
                Math.min(modeSolver.modes(), (i + 1) * sweep)));
    forEach(chunks, (buffers, chunk) -> synthesise(buffers, velocity, chunk));
    slabs.run(chunks, (from, to) -> join(velocity, from, to));
    double divergence = slabs.max(chunks, (from, to) -> largest(velocity, from, to));
    return new Projection(0, divergence);
  }

  /** From the velocity to the modes of its divergence. */
  private void analyse(Buffers buffers, VectorField velocity, int chunk) {
    for (int s = start(chunk); s < start(chunk + 1); s += group) {
      int planes = Math.min(group, ns - s);
      var rows = buffers.one;
      var columns = buffers.other;
      for (int m = 0; m < nm; m++) {
        for (int g = 0; g < planes; g++) {
          faces.divergence(velocity, s + g, m, rows[m], g * nx);
        }
      }
      if (alongM != null) {
        transform(alongM.forward(), rows, buffers.other, buffers.spare, planes * nx);
        rows = buffers.other;
        columns = buffers.one;
      }
      for (int g = 0; g < planes; g++) {
        Transpose.rows(rows, nm, g * nx, columns, nx, g * nm);
      }
      transform(alongX.forward(), columns, rows, buffers.spare, planes * nm);
      for (int g = 0; g < planes; g++) {
        Transpose.pack(rows, nx, nm, g * nm, modes, (s + g) * nx * nm);
      }
    }
  }

  /** From the modes of the pressure to its gradient, which the velocity loses. */
  private void synthesise(Buffers buffers, VectorField velocity, int chunk) {
    int first = start(chunk);
    double max = 0;
    for (int s = first; s < start(chunk + 1); s += group) {
      int planes = Math.min(group, ns - s);
      for (int g = 0; g < planes; g++) {
        Transpose.unpack(modes, (s + g) * nx * nm, buffers.one, nx, nm, g * nm);
      }
      transform(alongX.back(), buffers.one, buffers.other, buffers.spare, planes * nm);
      var rows = buffers.one;
      for (int g = 0; g < planes; g++) {
        Transpose.rows(buffers.other, nx, g * nm, rows, nm, g * nx);
      }
      if (alongM != null) {
        transform(alongM.back(), rows, buffers.other, buffers.spare, planes * nx);
        rows = buffers.other;
      }
      if (s == first) {
        Transpose.pack(rows, nm, nx, 0, firstPlanes[chunk], 0);
      }
      for (int g = 0; g < planes; g++) {
        for (int m = 0; m < nm; m++) {
          faces.subtractAcross(velocity, s + g, m, rows, g * nx);
          if (g > 0) {
            faces.subtractAlong(velocity, s + g, m, rows[m], (g - 1) * nx, rows[m], g * nx);
          } else if (s > first) {
            faces.subtractAlong(velocity, s, m, lastPlanes[chunk], m * nx, rows[m], 0);
          } else if (s == 0) {
            faces.subtractLower(velocity, m, rows[m], 0);
          }
          if (s + g == ns - 1) {
            faces.subtractUpper(velocity, m, rows[m], g * nx);
          }
        }
        if (s + g - 1 > first) {
          max = Math.max(max, faces.largest(velocity, s + g - 1));
        }
      }
      Transpose.pack(rows, nm, nx, (planes - 1) * nx, lastPlanes[chunk], 0);
    }
    left[chunk] = max;
  }

  /** The faces between chunks. */
  private void join(VectorField velocity, int from, int to) {
    for (int chunk = Math.max(1, from); chunk < to; chunk++) {
      int s = start(chunk);
      for (int m = 0; m < nm; m++) {
        faces.subtractAlong(
            velocity, s, m, lastPlanes[chunk - 1], m * nx, firstPlanes[chunk], m * nx);
      }
    }
  }

  /** What is left: known but for the first and the last plane of each chunk. */
  private double largest(VectorField velocity, int from, int to) {
    double max = 0;
    for (int chunk = from; chunk < to; chunk++) {
      max = Math.max(max, left[chunk]);
      max = Math.max(max, faces.largest(velocity, start(chunk)));
      max = Math.max(max, faces.largest(velocity, start(chunk + 1) - 1));
    }
    return max;
  }

  private static void transform(
      RowTransform transform, double[][] in, double[][] out, double[] spare, int lines) {
    for (int from = 0; from < lines; from += TILE) {
      transform.apply(in, 0, 1, out, 0, 1, spare, from, Math.min(lines, from + TILE));
    }
  }
}
