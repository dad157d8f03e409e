package org.perdura.smoke.motion;

import java.util.ArrayList;
import java.util.List;
import org.perdura.adversarial.Alignment;
import org.perdura.nn.Functional;
import org.perdura.nn.Functional.Border;
import org.perdura.nn.Functional.Interpolation;
import org.perdura.nn.Precision;
import org.perdura.nn.Tensor;
import org.perdura.smoke.model.SmokeGenerator;
import org.perdura.smoke.model.Upsampling;

/**
 * Alignment of neighbouring frames by the simulation's velocity: a semi-Lagrangian look-up, one
 * step back for the frame before and one step on for the frame after, along the velocity of the
 * frame that is aligned to, in both directions (Xie et al. 2018, section 4.2).
 */
public final class Advection implements Alignment {

  private final List<Tensor> velocities;
  private final Tensor[] backwards; // places to look at, from each frame to the one before
  private final Tensor[] forwards; // and to the one after

  /**
   * The motion of a roll-out.
   *
   * @param velocities {@code [n, 2, h, w]} or {@code [n, 3, d, h, w]} of each frame: x, y (, z) at
   *     the centres of the frames' cells, in those cells per step
   */
  public Advection(List<Tensor> velocities) {
    this.velocities = List.copyOf(velocities);
    backwards = new Tensor[velocities.size()];
    forwards = new Tensor[velocities.size()];
  }

  /**
   * The motion of high-res frames.
   *
   * @param lows {@code [n, 2, h, w]} or {@code [n, 3, d, h, w]}, in low-res cells per step
   */
  public static Advection ofLowRes(List<Tensor> lows) {
    return new Advection(
        lows.stream().map(low -> Upsampling.linear(low).mul(SmokeGenerator.SCALE)).toList());
  }

  @Override
  public Tensor align(Tensor frame, int from, int to) {
    if (from == to) {
      return frame;
    }
    if (Math.abs(from - to) != 1) {
      throw new IllegalArgumentException(
          "alignment from frame %d to %d: must be neighbours".formatted(from, to));
    }
    Tensor[] known = from < to ? backwards : forwards;
    try (var fp32 = Precision.FP32.autocast()) {
      if (known[to] == null) {
        known[to] = places(velocities.get(to), from < to ? -1 : 1);
      }
      return Functional.gridSample(frame, known[to], Interpolation.BILINEAR, Border.REPLICATE);
    }
  }

  /**
   * Where each cell's smoke was, or will be.
   *
   * @param velocity {@code [n, 2, h, w]} or {@code [n, 3, d, h, w]}
   * @param steps -1 for the step before
   * @return {@code [n, h, w, 2]} or {@code [n, d, h, w, 3]}, for {@link Functional#gridSample}
   */
  private static Tensor places(Tensor velocity, double steps) {
    int dimensions = velocity.rank() - 2;
    var places = new ArrayList<Tensor>();
    for (int axis = 0; axis < dimensions; axis++) {
      int dim = velocity.rank() - 1 - axis; // x is last
      long length = velocity.size(dim);
      var shape = new long[velocity.rank() - 1]; // without channels
      java.util.Arrays.fill(shape, 1);
      shape[dim - 1] = length;
      Tensor index = Tensor.range(length).toDeviceOf(velocity).reshape(shape);
      places.add(
          velocity
              .select(1, axis)
              .mul(steps)
              .add(index)
              .mul(2.0 / Math.max(1, length - 1))
              .add(-1));
    }
    return Tensor.stack(dimensions + 1, places);
  }
}
