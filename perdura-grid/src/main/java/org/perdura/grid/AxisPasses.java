package org.perdura.grid;

/** One-dimensional filters along the axes of a field, one after the other. */
final class AxisPasses {

  private AxisPasses() {}

  /**
   * Filters along all axes that have taps.
   *
   * @param values {@code [z, y, x]}; not changed, and returned if no axis has taps
   * @param taps for x, y and z; null leaves an axis alone
   * @param zFirst whether z comes first, which is less work where there are fewer outputs than
   *     inputs; else it comes last
   * @return {@code [z, y, x]}
   */
  static float[] run(GridSize size, float[] values, Taps[] taps, boolean zFirst, Slabs slabs) {
    int nx = size.x();
    int ny = size.y();
    int nz = size.z();
    float[] present = values;
    for (int pass = 0; pass < 3; pass++) {
      int axis = zFirst ? 2 - pass : pass;
      Taps along = taps[axis];
      if (along == null) {
        continue;
      }
      switch (axis) {
        case 0 -> {
          present = alongX(present, nx, ny * nz, along, slabs);
          nx = along.outputs();
        }
        case 1 -> {
          present = alongY(present, nx, ny, nz, along, slabs);
          ny = along.outputs();
        }
        default -> {
          // A layer is to z what a row is to y.
          present = alongZ(present, nx, ny, along, slabs);
          nz = along.outputs();
        }
      }
    }
    return present;
  }

  private static float[] alongX(float[] in, int nx, int rows, Taps taps, Slabs slabs) {
    int outputs = taps.outputs();
    var out = new float[outputs * rows];
    slabs.run(
        rows,
        (from, to) -> {
          for (int row = from; row < to; row++) {
            filterRow(in, row * nx, out, row * outputs, taps);
          }
        });
    return out;
  }

  private static float[] alongY(float[] in, int nx, int ny, int nz, Taps taps, Slabs slabs) {
    int outputs = taps.outputs();
    var out = new float[nx * outputs * nz];
    slabs.run(
        outputs * nz,
        (from, to) -> {
          for (int row = from; row < to; row++) {
            int inLayer = row / outputs * ny * nx;
            sumRows(in, inLayer, nx, out, row * nx, nx, taps, row % outputs);
          }
        });
    return out;
  }

  private static float[] alongZ(float[] in, int nx, int ny, Taps taps, Slabs slabs) {
    int layer = nx * ny;
    var out = new float[layer * taps.outputs()];
    slabs.run(
        ny * taps.outputs(),
        (from, to) -> {
          for (int row = from; row < to; row++) {
            sumRows(in, row % ny * nx, layer, out, row * nx, nx, taps, row / ny);
          }
        });
    return out;
  }

  /** A row of outputs of taps along it. */
  private static void filterRow(float[] in, int inAt, float[] out, int outAt, Taps taps) {
    int count = taps.count();
    int[] index = taps.index();
    float[] weight = taps.weight();
    int outputs = taps.outputs();
    for (int i = 0; i < outputs; i++) {
      float sum = 0;
      for (int t = i * count; t < (i + 1) * count; t++) {
        sum += weight[t] * in[inAt + index[t]];
      }
      out[outAt + i] = sum;
    }
  }

  /** A row as the weighted sum of rows. */
  private static void sumRows(
      float[] in, int inAt, int stride, float[] out, int outAt, int length, Taps taps, int output) {
    int first = output * taps.count();
    assign(in, inAt + taps.index()[first] * stride, out, outAt, length, taps.weight()[first]);
    for (int t = first + 1; t < first + taps.count(); t++) {
      float weight = taps.weight()[t];
      if (weight != 0) {
        add(in, inAt + taps.index()[t] * stride, out, outAt, length, weight);
      }
    }
  }

  private static void assign(
      float[] in, int inAt, float[] out, int outAt, int length, float weight) {
    for (int i = 0; i < length; i++) {
      out[outAt + i] = weight * in[inAt + i];
    }
  }

  private static void add(float[] in, int inAt, float[] out, int outAt, int length, float weight) {
    for (int i = 0; i < length; i++) {
      out[outAt + i] += weight * in[inAt + i];
    }
  }
}
