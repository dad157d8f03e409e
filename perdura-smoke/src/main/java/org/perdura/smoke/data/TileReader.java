package org.perdura.smoke.data;

import org.perdura.grid.GridSize;
import org.perdura.grid.Interpolation;
import org.perdura.grid.Resampling;
import org.perdura.grid.Sampling;
import org.perdura.grid.ScalarField;
import org.perdura.grid.Slabs;
import org.perdura.smoke.data.StoredSimulation.Source;
import org.perdura.smoke.model.SmokeGenerator;

/** Cuts a tile out of a simulation, in any pose. */
final class TileReader {

  private static final int FACTOR = SmokeGenerator.SCALE;

  /** Low-res cells around a tile that its blur reaches. */
  private static final int BLUR_REACH = 1;

  private final StoredSimulation simulation;
  private final TileShape shape;
  private final Pose pose;
  private final int stride;
  private final Slabs slabs;

  /**
   * @param stride frames from one to the next; 0: all are the same
   * @param slabs for the blur; one thread is enough
   */
  TileReader(StoredSimulation simulation, TileShape shape, Pose pose, int stride, Slabs slabs) {
    this.stride = stride;
    this.simulation = simulation;
    this.shape = shape;
    this.pose = pose;
    this.slabs = slabs;
  }

  /**
   * The tile.
   *
   * @param first frame of those that the generator makes
   */
  SmokeTile read(int first) {
    var low = new float[shape.lowFrames()][];
    for (int t = 0; t < low.length; t++) {
      low[t] = low(first + (t - shape.neighbours()) * stride);
    }
    var velocity = new float[shape.frames()][];
    var high = new float[shape.frames()][];
    for (int t = 0; t < high.length; t++) {
      velocity[t] = velocity(first + t * stride);
      high[t] = read(simulation.densityHigh(first + t * stride), FACTOR, 0);
    }
    return new SmokeTile(low, velocity, high);
  }

  /**
   * Where the coarse frame is the blurred fine one, it is made anew from the turned fine one:
   * reading between the coarse cells would blur it more than the generator will ever meet.
   */
  float[] low(int frame) {
    if (pose.exact() || !simulation.blurred()) {
      return read(simulation.density(frame), 1, 0);
    }
    int side = (shape.lowSize() + 2 * BLUR_REACH) * FACTOR;
    float[] values = read(simulation.densityHigh(frame), FACTOR, BLUR_REACH);
    var high = new ScalarField(size(side), values);
    return inner(Resampling.down(high, FACTOR, slabs));
  }

  private GridSize size(int side) {
    return new GridSize(side, side, shape.dimensions() == 2 ? 1 : side);
  }

  private float[] inner(ScalarField field) {
    int side = shape.lowSize();
    var inner = new float[shape.cells(side)];
    int layers = shape.dimensions() == 2 ? 1 : side;
    int firstLayer = shape.dimensions() == 2 ? 0 : BLUR_REACH;
    for (int k = 0; k < layers; k++) {
      for (int j = 0; j < side; j++) {
        int at = field.size().index(BLUR_REACH, j + BLUR_REACH, k + firstLayer);
        System.arraycopy(field.values(), at, inner, (k * side + j) * side, side);
      }
    }
    return inner;
  }

  private float[] velocity(int frame) {
    int cells = shape.cells(shape.lowSize());
    int n = shape.dimensions();
    double[][] turn = pose.inverse();
    var turned = new float[n * cells];
    for (int c = 0; c < n; c++) {
      float[] component = read(simulation.velocity(frame, c), 1, 0);
      for (int axis = 0; axis < n; axis++) {
        float factor = (float) turn[axis][c] * Math.max(1, stride);
        if (factor != 0) {
          for (int i = 0; i < cells; i++) {
            turned[axis * cells + i] += factor * component[i];
          }
        }
      }
    }
    return turned;
  }

  /**
   * A field in the tile's pose.
   *
   * @param fineness the field's cells along a low-res one
   * @param margin around the tile, in low-res cells
   * @return {@code [z, y, x]}
   */
  private float[] read(Source source, int fineness, int margin) {
    int side = (shape.lowSize() + 2 * margin) * fineness;
    return pose.exact() ? copied(source, fineness, side) : sampled(source, fineness, side);
  }

  /** Cells lie on cells: steps through the source's index. */
  private float[] copied(Source source, int fineness, int side) {
    GridSize size = source.size();
    int[] strides = {1, size.x(), size.layer()};
    int n = shape.dimensions();
    var step = new int[3]; // of the source's index along x, y and z of the tile
    int start = 0;
    for (int axis = 0; axis < n; axis++) {
      double corner = pose.centre()[axis] * fineness - 0.5;
      for (int along = 0; along < n; along++) {
        double m = pose.matrix()[axis][along];
        step[along] += (int) Math.round(m) * strides[axis];
        corner -= m * (side - 1) / 2.0;
      }
      start += (int) Math.round(corner) * strides[axis];
    }
    var values = new float[shape.cells(side)];
    int out = 0;
    for (int k = 0; k < (n == 2 ? 1 : side); k++) {
      for (int j = 0; j < side; j++) {
        int at = start + k * step[2] + j * step[1];
        for (int i = 0; i < side; i++) {
          values[out++] = source.values().at(at);
          at += step[0];
        }
      }
    }
    return values;
  }

  /** Between the cells, by cubic interpolation; not below 0 where the source is not. */
  private float[] sampled(Source source, int fineness, int side) {
    int n = shape.dimensions();
    double half = (side - 1) / 2.0;
    ScalarField field = around(source, fineness, side);
    double[] origin = corner(source.size(), fineness, side);
    var values = new float[shape.cells(side)];
    int out = 0;
    var place = new double[3];
    for (int k = 0; k < (n == 2 ? 1 : side); k++) {
      for (int j = 0; j < side; j++) {
        for (int i = 0; i < side; i++) {
          double[] tile = {i - half, j - half, k - half};
          for (int axis = 0; axis < n; axis++) {
            double at = pose.centre()[axis] * fineness - origin[axis];
            for (int along = 0; along < n; along++) {
              at += pose.matrix()[axis][along] * tile[along];
            }
            place[axis] = at;
          }
          values[out++] = Sampling.at(field, Interpolation.CUBIC, place[0], place[1], place[2]);
        }
      }
    }
    return values;
  }

  /** The lower corner of the part of the source that the turned tile can reach. */
  private double[] corner(GridSize size, int fineness, int side) {
    int reach = reach(side);
    int[] sides = {size.x(), size.y(), size.z()};
    var corner = new double[3];
    for (int axis = 0; axis < shape.dimensions(); axis++) {
      int from = (int) Math.floor(pose.centre()[axis] * fineness) - reach;
      corner[axis] = Math.min(Math.max(from, 0), sides[axis] - 1);
    }
    return corner;
  }

  private int reach(int side) {
    double longest = 0; // of a row of the matrix, which is the same for all
    for (double m : pose.matrix()[0]) {
      longest += m * m;
    }
    double radius = Math.sqrt(longest) * Math.sqrt(shape.dimensions()) * side / 2;
    return (int) Math.ceil(radius) + 2;
  }

  /** That part as a field: it is read many times. */
  private ScalarField around(Source source, int fineness, int side) {
    GridSize size = source.size();
    double[] corner = corner(size, fineness, side);
    int reach = 2 * reach(side);
    int x0 = (int) corner[0];
    int y0 = (int) corner[1];
    int z0 = (int) corner[2];
    int nx = Math.min(reach, size.x() - x0);
    int ny = Math.min(reach, size.y() - y0);
    int nz = shape.dimensions() == 2 ? 1 : Math.min(reach, size.z() - z0);
    var values = new float[nx * ny * nz];
    int out = 0;
    for (int k = 0; k < nz; k++) {
      for (int j = 0; j < ny; j++) {
        int at = size.index(x0, y0 + j, z0 + k);
        for (int i = 0; i < nx; i++) {
          values[out++] = source.values().at(at + i);
        }
      }
    }
    return new ScalarField(new GridSize(nx, ny, nz), values);
  }
}
