package org.perdura.fluid.data;

import java.util.Arrays;
import org.perdura.fluid.Domain;
import org.perdura.fluid.noise.CurlNoise;
import org.perdura.fluid.noise.SmallScales;
import org.perdura.fluid.noise.WaveletTile;
import org.perdura.grid.GridSize;
import org.perdura.grid.Interpolation;
import org.perdura.grid.Resampling;
import org.perdura.grid.ScalarField;
import org.perdura.grid.Slabs;
import org.perdura.grid.VectorField;

/**
 * Makes a low-res velocity finer by eddies that its grid is too coarse for: octaves of curl noise,
 * as fast as the smallest eddies nearby, each octave 0.8 times the one before (Kolmogorov: the cube
 * root of a half), carried along by texture coordinates (Kim et al., Wavelet Turbulence for Fluid
 * Simulation, 2008). The speed is taken inside the curl, so that the sum has no divergence.
 */
final class WaveletTurbulence {

  private static final int OCTAVES = 3;
  private static final double STRENGTH = 0.8;

  /** Below this, in high-res cells per step, an eddy is not seen. */
  private static final float LEAST_SPEED = 1e-4f;

  private final GridSize size;
  private final int factor;
  private final Slabs slabs;
  private final byte[] cells;
  private final CurlNoise noise;

  /** Of each axis (in the plane of z alone), at the edges along it of each cell's lower corner. */
  private final float[][] potentials;

  /**
   * @param high the fine domain
   */
  WaveletTurbulence(Domain high, int factor, Slabs slabs) {
    size = high.size();
    this.factor = factor;
    this.slabs = slabs;
    cells = high.cells();
    noise = new CurlNoise(WaveletTile.of(0), size.isFlat());
    potentials = new float[3][];
    for (int axis = size.isFlat() ? 2 : 0; axis < 3; axis++) {
      potentials[axis] = new float[size.cells()];
    }
  }

  /**
   * The finer velocity.
   *
   * @param low staggered, low-res cells per step
   * @param coordinates on the low-res grid
   * @return staggered, high-res cells per step
   */
  VectorField refine(VectorField low, TextureCoordinates coordinates) {
    VectorField velocity = Resampling.up(low, factor, Interpolation.LINEAR, slabs);
    ScalarField speed =
        Resampling.up(SmallScales.speed(low, slabs), factor, Interpolation.LINEAR, slabs);
    for (float[] potential : potentials) {
      if (potential != null) {
        Arrays.fill(potential, 0);
      }
    }
    for (int set = 0; set < TextureCoordinates.SETS; set++) {
      if (coordinates.weight(set) > 0) {
        add(speed, coordinates.fine(set, factor), coordinates.weight(set), coordinates.shift(set));
      }
    }
    addCurl(velocity);
    return velocity;
  }

  private void add(ScalarField speed, VectorField come, double weight, double shift) {
    slabs.run(
        size.y() * size.z(),
        (from, to) -> {
          for (int row = from; row < to; row++) {
            for (int axis = 0; axis < 3; axis++) {
              if (potentials[axis] != null) {
                addRow(speed.values(), come, weight, shift, axis, row);
              }
            }
          }
        });
  }

  private void addRow(
      float[] speed, VectorField come, double weight, double shift, int axis, int row) {
    int j = row % size.y();
    int k = row / size.y();
    double unit = 1.0 / factor;
    float[] potential = potentials[axis];
    for (int i = 0, c = row * size.x(); i < size.x(); i++, c++) {
      double fast = factor * speed[c];
      if (fast < LEAST_SPEED || !isInside(axis, i, j, k)) {
        continue;
      }
      // The edge's middle, in low-res cells, and where its material was.
      double x = unit * (axis == 0 ? i + 0.5 : i) - come.x()[c];
      double y = unit * (axis == 1 ? j + 0.5 : j) - come.y()[c];
      double z = size.isFlat() ? 0 : unit * (axis == 2 ? k + 0.5 : k) - come.z()[c];
      double sum = 0;
      double strength = STRENGTH;
      double frequency = 1; // coefficients in a low-res cell: waves of 2 to 4 of them
      for (int octave = 0; octave < OCTAVES; octave++) {
        double value =
            noise.potential(
                axis, x * frequency + shift, y * frequency + shift, z * frequency + shift);
        sum += strength / (frequency * unit) * value;
        strength *= STRENGTH;
        frequency *= 2;
      }
      potential[c] += (float) (weight * fast * sum);
    }
  }

  /** Whether all cells around an edge are fluid: no eddy goes through a wall or an open side. */
  private boolean isInside(int axis, int i, int j, int k) {
    for (int n = 0; n < 8; n++) {
      int x = i - (axis == 0 ? 0 : n & 1);
      int y = j - (axis == 1 ? 0 : n >> 1 & 1);
      int z = k - (axis == 2 ? 0 : n >> 2);
      if (x < 0 || y < 0 || z < 0 || cells[size.index(x, y, z)] != Domain.FLUID) {
        return false;
      }
    }
    return true;
  }

  /** Staggered differences: what flows into a cell flows out of it, to rounding error. */
  private void addCurl(VectorField velocity) {
    int up = size.x();
    int deep = size.layer();
    slabs.run(
        size.cells() - deep - (size.isFlat() ? up - deep + 1 : 0),
        (from, to) -> {
          float[] x = potentials[0];
          float[] y = potentials[1];
          float[] z = potentials[2];
          for (int c = from; c < to; c++) {
            velocity.x()[c] += z[c + up] - z[c];
            velocity.y()[c] -= z[c + 1] - z[c];
            if (x != null) {
              velocity.x()[c] -= y[c + deep] - y[c];
              velocity.y()[c] += x[c + deep] - x[c];
              velocity.z()[c] += (y[c + 1] - y[c]) - (x[c + up] - x[c]);
            }
          }
        });
  }
}
