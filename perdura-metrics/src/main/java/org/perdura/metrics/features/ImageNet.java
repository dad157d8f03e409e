package org.perdura.metrics.features;

import org.perdura.nn.Tensor;

/** What networks trained with torchvision have in common. */
final class ImageNet {

  private static final float[] MEAN = {0.485f, 0.456f, 0.406f};
  private static final float[] DEVIATION = {0.229f, 0.224f, 0.225f};

  private ImageNet() {}

  /**
   * Mean 0 and deviation 1 over ImageNet. What LPIPS does to pictures in [-1, 1], subtract (-.030,
   * -.088, -.188) and divide by (.458, .448, .450), is the same.
   *
   * @param pictures {@code [n, 3, h, w]} in [0, 1]
   */
  static Tensor normalize(Tensor pictures) {
    return pictures
        .sub(Tensor.of(MEAN, 1, 3, 1, 1).toDeviceOf(pictures))
        .div(Tensor.of(DEVIATION, 1, 3, 1, 1).toDeviceOf(pictures));
  }

  /** Says in one line what is too small, instead of what an inner layer makes of it. */
  static void requireSize(Tensor pictures, String network, int least) {
    if (pictures.rank() != 4
        || pictures.size(1) != 3
        || pictures.size(2) < least
        || pictures.size(3) < least) {
      throw new IllegalArgumentException(
          "pictures of shape %s for %s: must be [n, 3, h, w] with h and w at least %d"
              .formatted(java.util.Arrays.toString(pictures.shape()), network, least));
    }
  }
}
