package org.perdura.smoke.model;

import java.util.List;
import org.perdura.nn.Tensor;

/** The curl of a velocity, by central differences; beyond the border the outermost cells go on. */
final class Vorticity {

  private Vorticity() {}

  /** Of as many dimensions. */
  static int components(int dimensions) {
    return dimensions == 2 ? 1 : 3;
  }

  /**
   * The curl.
   *
   * @param velocity {@code [n, 2, h, w]} or {@code [n, 3, d, h, w]}: x, y (, z), cells per step
   * @return {@code [n, 1, h, w]}: z; or {@code [n, 3, d, h, w]}: x, y, z; per step
   */
  static Tensor of(Tensor velocity) {
    int last = velocity.rank() - 1;
    Tensor x = velocity.narrow(1, 0, 1);
    Tensor y = velocity.narrow(1, 1, 1);
    Tensor aboutZ = slope(y, last).sub(slope(x, last - 1));
    if (velocity.rank() == 4) {
      return aboutZ;
    }
    Tensor z = velocity.narrow(1, 2, 1);
    Tensor aboutX = slope(z, last - 1).sub(slope(y, last - 2));
    Tensor aboutY = slope(x, last - 2).sub(slope(z, last));
    return Tensor.cat(1, List.of(aboutX, aboutY, aboutZ));
  }

  private static Tensor slope(Tensor x, int dim) {
    long length = x.size(dim);
    Tensor next = Tensor.cat(dim, x.narrow(dim, 1, length - 1), x.narrow(dim, length - 1, 1));
    Tensor before = Tensor.cat(dim, x.narrow(dim, 0, 1), x.narrow(dim, 0, length - 1));
    return next.sub(before).mul(0.5);
  }
}
