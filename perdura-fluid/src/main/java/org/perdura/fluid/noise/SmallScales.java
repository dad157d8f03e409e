package org.perdura.fluid.noise;

import org.perdura.grid.GridSize;
import org.perdura.grid.Resampling;
import org.perdura.grid.ScalarField;
import org.perdura.grid.Slabs;
import org.perdura.grid.VectorField;

/**
 * How fast the smallest eddies are that a grid can hold: what of the velocity a grid half as fine
 * cannot hold, by the noise's own wavelet transform.
 */
public final class SmallScales {

  /** In cells: the energy of single waves rises and falls within each. */
  private static final double SMOOTHING = 1.5;

  private SmallScales() {}

  /**
   * Root mean square of a component, in cells per step, around each cell.
   *
   * @param velocity staggered or not: half a cell is less than the smoothing
   */
  public static ScalarField speed(VectorField velocity, Slabs slabs) {
    GridSize size = velocity.size();
    int dimensions = size.dimensions();
    var energy = new float[size.cells()];
    for (int component = 0; component < dimensions; component++) {
      float[] all = velocity.component(component);
      float[] coarse = all.clone();
      for (int axis = 0; axis < dimensions; axis++) {
        makeCoarse(size, coarse, axis, slabs);
      }
      for (int c = 0; c < energy.length; c++) {
        float detail = all[c] - coarse[c];
        energy[c] += detail * detail;
      }
    }
    var smooth = Resampling.blur(new ScalarField(size, energy), SMOOTHING, slabs);
    float[] speed = smooth.values();
    for (int c = 0; c < speed.length; c++) {
      speed[c] = (float) Math.sqrt(speed[c] / dimensions);
    }
    return smooth;
  }

  private static void makeCoarse(GridSize size, float[] values, int axis, Slabs slabs) {
    int length = axis == 0 ? size.x() : axis == 1 ? size.y() : size.z();
    int stride = axis == 0 ? 1 : axis == 1 ? size.x() : size.layer();
    slabs.run(
        size.cells() / length,
        (from, to) -> {
          // Mirrored at its end a line is periodic, without a jump.
          var band = new WaveletBand(2 * length);
          var line = new float[2 * length];
          for (int n = from; n < to; n++) {
            int first = n / stride * stride * length + n % stride;
            for (int i = 0; i < length; i++) {
              line[i] = values[first + i * stride];
              line[2 * length - 1 - i] = line[i];
            }
            band.split(line, 0, 1, false);
            for (int i = 0; i < length; i++) {
              values[first + i * stride] = line[i];
            }
          }
        });
  }
}
