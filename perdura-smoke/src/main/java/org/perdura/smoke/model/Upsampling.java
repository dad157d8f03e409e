package org.perdura.smoke.model;

import java.util.ArrayList;
import org.perdura.nn.DType;
import org.perdura.nn.Functional;
import org.perdura.nn.Tensor;

/**
 * Smooth upsampling by four along each side, by cubic convolution with a = -0.5 (Keys 1981:
 * Catmull-Rom). A low-res cell is a block of high-res cells, and beyond the border the outermost
 * cells go on, as in {@link org.perdura.grid.Resampling#up}.
 */
public final class Upsampling {

  private static final int FACTOR = SmokeGenerator.SCALE;
  private static final int REACH = 2; // low-res cells that the outermost of four phases reaches

  /** Of the low-res cells from -2 to 2, for each of the four high-res cells in a low-res one. */
  private static final float[][] PHASES = phases();

  private Upsampling() {}

  private static float[][] phases() {
    var phases = new float[FACTOR][2 * REACH + 1];
    for (int phase = 0; phase < FACTOR; phase++) {
      double place = (phase + 0.5) / FACTOR - 0.5;
      for (int tap = -REACH; tap <= REACH; tap++) {
        phases[phase][tap + REACH] = (float) kernel(Math.abs(place - tap));
      }
    }
    return phases;
  }

  /** Keys 1981, eq. 15. */
  private static double kernel(double t) {
    if (t < 1) {
      return (1.5 * t - 2.5) * t * t + 1;
    }
    return t < 2 ? ((-0.5 * t + 2.5) * t - 4) * t + 2 : 0;
  }

  /**
   * The field four times finer.
   *
   * @param low {@code [n, c, h, w]} or {@code [n, c, d, h, w]}
   * @return {@code [n, c, 4h, 4w]} or {@code [n, c, 4d, 4h, 4w]}, float
   */
  public static Tensor cubic(Tensor low) {
    Tensor x = low.to(DType.FLOAT32).contiguous();
    for (int dim = 2; dim < low.rank(); dim++) {
      x = along(x, dim);
    }
    return x;
  }

  private static Tensor along(Tensor x, int dim) {
    Tensor padded = padded(x, dim);
    var finer = new ArrayList<Tensor>();
    for (float[] weights : PHASES) {
      finer.add(Functional.correlate(padded, dim, weights));
    }
    long[] shape = x.shape();
    shape[dim] *= FACTOR;
    return Tensor.stack(dim + 1, finer).reshape(shape);
  }

  /** With the outermost samples repeated on both sides of one dimension. */
  private static Tensor padded(Tensor x, int dim) {
    long[] shape = x.shape();
    shape[dim] = REACH;
    Tensor before = x.narrow(dim, 0, 1).expand(shape);
    Tensor after = x.narrow(dim, x.size(dim) - 1, 1).expand(shape);
    return Tensor.cat(dim, before, x, after);
  }

  /**
   * A field four times finer by linear interpolation.
   *
   * @param low {@code [n, c, h, w]} or {@code [n, c, d, h, w]}
   */
  public static Tensor linear(Tensor low) {
    long h = low.size(low.rank() - 2) * FACTOR;
    long w = low.size(low.rank() - 1) * FACTOR;
    return low.rank() == 5
        ? Functional.resizeTrilinear(low, low.size(2) * FACTOR, h, w)
        : Functional.resizeBilinear(low, h, w);
  }
}
