package org.perdura.video.quality;

import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;

/**
 * PSNR on luma as papers on video super-resolution count it: 8-bit pictures, studio-range luma of
 * BT.601, peak 255, the border left out.
 */
public final class LumaPsnr {

  /** Pixels at the border that are not counted: what enters there has no past. */
  public static final int BORDER = 8;

  /** Keeps equal pictures finite: 88 dB. */
  private static final double LEAST_ERROR = 1e-4;

  private LumaPsnr() {}

  /**
   * The mean over a batch.
   *
   * @param result {@code [n, 3, h, w]} R'G'B' in [0, 1]; clamped and rounded to 8 bits here
   * @param truth {@code [n, 3, h, w]}, alike
   * @return dB
   */
  public static double of(Tensor result, Tensor truth) {
    float[] errors;
    try (var scope = new Scope()) {
      Tensor squared = luma(result).sub(luma(truth)).square(); // [n, 1, h, w]
      long h = squared.size(2) - 2 * BORDER;
      long w = squared.size(3) - 2 * BORDER;
      if (h < 1 || w < 1) {
        throw new IllegalArgumentException(
            "%dx%d pixels: must be more than %d each way"
                .formatted(squared.size(3), squared.size(2), 2 * BORDER));
      }
      errors =
          squared.narrow(2, BORDER, h).narrow(3, BORDER, w).mean(1, 2, 3).reshape(-1).toFloats();
    }
    double sum = 0;
    for (float error : errors) {
      sum += 10 * Math.log10(255 * 255 / Math.max(error, LEAST_ERROR));
    }
    return sum / errors.length;
  }

  /** {@code [n, 1, h, w]}, of 255. */
  private static Tensor luma(Tensor rgb) {
    Tensor bytes = rgb.clamp(0, 1).mul(255).round().mul(1 / 255.0);
    Tensor weights =
        Tensor.of(new float[] {65.481f, 128.553f, 24.966f}, 1, 3, 1, 1).toDeviceOf(rgb);
    return bytes.mul(weights).sum(1);
  }
}
