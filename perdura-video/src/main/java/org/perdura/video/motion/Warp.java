package org.perdura.video.motion;

import java.util.List;
import org.perdura.nn.Functional;
import org.perdura.nn.Functional.Border;
import org.perdura.nn.Functional.Interpolation;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;

/** Moves pictures along a flow. */
public final class Warp {

  private Warp() {}

  /**
   * Reads a picture at each pixel's position plus its flow; beyond the border the border repeats.
   *
   * @param picture {@code [n, c, h, w]}
   * @param flow {@code [n, 2, h', w']}: dx, dy in units of {@code spacing} pixels of the picture
   * @param spacing how far apart the flow's positions are, in pixels of the picture: 1, or 4 to
   *     read a high-res picture at the positions of the low-res one
   * @param firstRow where the flow's first row lies in the picture, in pixels of the picture
   * @return {@code [n, c, h', w']}
   */
  public static Tensor backward(Tensor picture, Tensor flow, int spacing, long firstRow) {
    long h = flow.size(2);
    long w = flow.size(3);
    Tensor x = Tensor.range(w).toDeviceOf(flow).reshape(1, 1, w);
    Tensor y = Tensor.range(h).toDeviceOf(flow).reshape(1, h, 1);
    return read(
        picture,
        flow.select(1, 0).add(x).mul(spacing),
        flow.select(1, 1).add(y).mul(spacing).add(firstRow));
  }

  /**
   * Reads a picture at positions in its pixels.
   *
   * @param picture {@code [n, c, h, w]}
   * @param x {@code [n, h', w']}
   * @param y {@code [n, h', w']}
   * @return {@code [n, c, h', w']}
   */
  public static Tensor read(Tensor picture, Tensor x, Tensor y) {
    Tensor grid =
        Scope.of(
            () ->
                Tensor.stack(
                    3, List.of(normalize(x, picture.size(3)), normalize(y, picture.size(2)))));
    return Functional.gridSample(picture, grid, Interpolation.BILINEAR, Border.REPLICATE);
  }

  /** {@link #backward(Tensor, Tensor, int, long)} of pictures and flows that begin together. */
  public static Tensor backward(Tensor picture, Tensor flow, int spacing) {
    return backward(picture, flow, spacing, 0);
  }

  /** Pixels to the -1 ... 1 of the sampler. */
  private static Tensor normalize(Tensor position, long length) {
    return position.mul(2.0 / Math.max(1, length - 1)).add(-1);
  }
}
