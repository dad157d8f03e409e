package org.perdura.cli.bench;

import org.perdura.grid.GridSize;
import org.perdura.grid.ScalarField;
import org.perdura.grid.VectorField;
import org.perdura.grid.VectorField.Placement;
import org.perdura.nn.Tensor;

/** Smoke that moves, with no empty space that could be left out. */
public final class DrawnSmoke {

  private static final double[] WAVES = {0.41, 0.29, 0.37}; // per cell, along x, y and z
  private static final double FASTEST = 0.3; // cells per step

  private final GridSize size;

  public DrawnSmoke(GridSize size) {
    this.size = size;
  }

  /** Values from 0.1 to 0.9. */
  public ScalarField density(int frame) {
    var field = new ScalarField(size);
    fill(field.values(), 0.5, 0.4, FASTEST * frame);
    return field;
  }

  /** Up to 0.3 cells a step. */
  public VectorField velocity(int frame, Placement placement) {
    var field = new VectorField(size, placement);
    for (int axis = 0; axis < size.dimensions(); axis++) {
      fill(field.component(axis), 0, FASTEST, axis + FASTEST * frame);
    }
    return field;
  }

  private void fill(float[] values, double mean, double most, double shift) {
    for (int k = 0; k < size.z(); k++) {
      for (int j = 0; j < size.y(); j++) {
        for (int i = 0; i < size.x(); i++) {
          double wave = Math.sin(WAVES[0] * i + shift) * Math.cos(WAVES[1] * j + WAVES[2] * k);
          values[size.index(i, j, k)] = (float) (mean + most * wave);
        }
      }
    }
  }

  /** {@code [1, frames, h, w]} or {@code [1, frames, d, h, w]}. */
  Tensor densities(int frames) {
    var channels = new float[frames][];
    for (int frame = 0; frame < frames; frame++) {
      channels[frame] = density(frame).values();
    }
    return tensor(channels);
  }

  /** {@code [1, 2, h, w]} or {@code [1, 3, d, h, w]}, at the cells' centres. */
  Tensor velocity() {
    VectorField velocity = velocity(0, Placement.CENTRES);
    var channels = new float[size.dimensions()][];
    for (int axis = 0; axis < channels.length; axis++) {
      channels[axis] = velocity.component(axis);
    }
    return tensor(channels);
  }

  private Tensor tensor(float[][] channels) {
    int cells = size.cells();
    var values = new float[channels.length * cells];
    for (int c = 0; c < channels.length; c++) {
      System.arraycopy(channels[c], 0, values, c * cells, cells);
    }
    return size.isFlat()
        ? Tensor.of(values, 1, channels.length, size.y(), size.x())
        : Tensor.of(values, 1, channels.length, size.z(), size.y(), size.x());
  }
}
