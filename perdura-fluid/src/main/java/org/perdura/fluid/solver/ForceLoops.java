package org.perdura.fluid.solver;

import java.util.Arrays;
import org.perdura.fluid.Domain;
import org.perdura.grid.GridSize;
import org.perdura.grid.ScalarField;
import org.perdura.grid.Slabs;
import org.perdura.grid.VectorField;

/** Buoyancy and vorticity confinement. */
final class ForceLoops {

  private static final float NO_GRADIENT = 1e-12f; // squared; below it has no direction

  private final GridSize size;
  private final Slabs slabs;
  private final CellMasks masks;
  private final int[] strides;

  ForceLoops(Domain domain, CellMasks masks, Slabs slabs) {
    this.size = domain.size();
    this.slabs = slabs;
    this.masks = masks;
    strides = size.isFlat() ? new int[] {1, size.x()} : new int[] {1, size.x(), size.layer()};
  }

  /** Adds what the density lifts: on faces between fluid, the mean of both cells. */
  void buoyancy(Forces forces, ScalarField density, VectorField velocity) {
    for (int axis = 0; axis < strides.length; axis++) {
      float half = 0.5f * (float) forces.buoyancy(axis);
      int stride = strides[axis];
      float[] v = velocity.component(axis);
      if (half != 0) {
        slabs.run(
            size.cells() - stride,
            (from, to) ->
                lift(v, density.values(), masks.fluid, half, stride, from + stride, to + stride));
      }
    }
  }

  private static void lift(
      float[] v, float[] density, float[] fluid, float half, int stride, int from, int to) {
    int below = from - stride;
    for (int t = 0; t < to - from; t++) {
      float mask = fluid[from + t] * fluid[below + t];
      v[from + t] += mask * half * (density[from + t] + density[below + t]);
    }
  }

  /**
   * Adds the force that keeps vortices alive, strength N x w with the vorticity w and the direction
   * N in which its length grows (Fedkiw et al. 2001, "Visual Simulation of Smoke", equations 9 to
   * 11). All in cells; central differences of the velocity at the centres.
   *
   * @param curl work arrays, one for each axis
   * @param force likewise; in 2D two
   * @param length a work array
   */
  void confinement(
      double strength, VectorField velocity, float[][] curl, VectorField force, float[] length) {
    int layers = size.isFlat() ? 1 : size.z() - 2;
    int bottom = size.isFlat() ? 0 : 1;
    int rows = layers * (size.y() - 2);
    Arrays.fill(length, 0);
    slabs.run(
        rows,
        (from, to) -> {
          for (int row = from; row < to; row++) {
            curlOfRow(velocity, curl, length, firstOfRow(row, bottom));
          }
        });
    slabs.run(
        rows,
        (from, to) -> {
          for (int row = from; row < to; row++) {
            forceOfRow((float) strength, curl, length, force, firstOfRow(row, bottom));
          }
        });
    for (int axis = 0; axis < strides.length; axis++) {
      int component = axis;
      slabs.run(
          rows,
          (from, to) -> {
            for (int row = from; row < to; row++) {
              push(velocity, force, component, firstOfRow(row, bottom));
            }
          });
    }
  }

  /** The cell 1 of an inner row. */
  private int firstOfRow(int row, int bottom) {
    int inner = size.y() - 2;
    return size.index(1, row % inner + 1, row / inner + bottom);
  }

  private void curlOfRow(VectorField velocity, float[][] curl, float[] length, int first) {
    float[] u = velocity.x();
    float[] v = velocity.y();
    int row = size.x();
    for (int c = first; c < first + row - 2; c++) {
      // Twice the centred values, so four times the curl's differences.
      float z =
          0.25f
              * ((v[c + 1] + v[c + 1 + row] - v[c - 1] - v[c - 1 + row])
                  - (u[c + row] + u[c + row + 1] - u[c - row] - u[c - row + 1]));
      if (size.isFlat()) {
        curl[0][c] = z;
        length[c] = Math.abs(z);
      } else {
        float[] w = velocity.z();
        int layer = strides[2];
        float x =
            0.25f
                * ((w[c + row] + w[c + row + layer] - w[c - row] - w[c - row + layer])
                    - (v[c + layer] + v[c + layer + row] - v[c - layer] - v[c - layer + row]));
        float y =
            0.25f
                * ((u[c + layer] + u[c + layer + 1] - u[c - layer] - u[c - layer + 1])
                    - (w[c + 1] + w[c + 1 + layer] - w[c - 1] - w[c - 1 + layer]));
        curl[0][c] = x;
        curl[1][c] = y;
        curl[2][c] = z;
        length[c] = (float) Math.sqrt(x * x + y * y + z * z);
      }
    }
  }

  private void forceOfRow(
      float strength, float[][] curl, float[] length, VectorField force, int first) {
    int row = size.x();
    for (int c = first; c < first + row - 2; c++) {
      float nx = 0.5f * (length[c + 1] - length[c - 1]);
      float ny = 0.5f * (length[c + row] - length[c - row]);
      float nz = size.isFlat() ? 0 : 0.5f * (length[c + strides[2]] - length[c - strides[2]]);
      float square = nx * nx + ny * ny + nz * nz;
      float scale = square > NO_GRADIENT ? strength / (float) Math.sqrt(square) : 0;
      if (size.isFlat()) {
        force.x()[c] = scale * ny * curl[0][c];
        force.y()[c] = -scale * nx * curl[0][c];
      } else {
        force.x()[c] = scale * (ny * curl[2][c] - nz * curl[1][c]);
        force.y()[c] = scale * (nz * curl[0][c] - nx * curl[2][c]);
        force.z()[c] = scale * (nx * curl[1][c] - ny * curl[0][c]);
      }
    }
  }

  /** To faces with fluid on one side at least and an obstacle on none: the mean of both cells. */
  private void push(VectorField velocity, VectorField force, int axis, int first) {
    float[] v = velocity.component(axis);
    float[] f = force.component(axis);
    int stride = strides[axis];
    for (int c = first; c < first + size.x() - 2; c++) {
      float here = masks.fluid[c];
      float below = masks.fluid[c - stride];
      float mask = Math.max(here, below) * masks.open[c] * masks.open[c - stride];
      v[c] += mask * 0.5f * (f[c] + f[c - stride]);
    }
  }
}
