package org.perdura.video.model;

import org.perdura.nn.Functional;
import org.perdura.nn.Functional.Border;
import org.perdura.nn.Precision;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;
import org.perdura.video.motion.Warp;

/**
 * Upsampling by 4 that keeps low-res sample i at high-res position 4i. Each of the 16 phases of an
 * output block is a small convolution of the low-res picture.
 */
public final class Alignment4 implements AutoCloseable {

  public static final int FACTOR = 4;

  /** Keys' kernel with a = -1/2, the one that reproduces quadratics (Keys 1981, eq. 8). */
  private static final double KEYS_A = -0.5;

  private final Tensor cubic = kernel(3, 4, Alignment4::keys); // [48, 3, 4, 4]
  private final Tensor linear = kernel(2, 2, Alignment4::tent); // [32, 2, 2, 2]

  /**
   * Bicubic upsampling, left as its 16 phases.
   *
   * @param low {@code [n, 3, h, w]}
   * @return {@code [n, 48, h, w]}; {@link Functional#pixelShuffle} by 4 makes it {@code [n, 3, 4h,
   *     4w]}
   */
  public Tensor bicubicPhases(Tensor low) {
    // bfloat16 has 8 bits: too few for what carries the picture itself.
    try (var fp32 = Precision.FP32.autocast();
        var scope = new Scope()) {
      Tensor padded = Functional.pad(low, Border.REPLICATE, 1, 2, 1, 2);
      return scope.keep(Functional.conv2d(padded, cubic.toDeviceOf(low), null, 1, 0, 1));
    }
  }

  /** Bicubic upsampling: {@code [n, 3, h, w]} to {@code [n, 3, 4h, 4w]}. */
  public Tensor bicubic(Tensor low) {
    return Functional.pixelShuffle(bicubicPhases(low), FACTOR);
  }

  /**
   * Bilinear upsampling of a flow, its vectors scaled to high-res pixels.
   *
   * @param flow {@code [n, 2, h, w]} in low-res pixels
   * @return {@code [n, 2, 4h, 4w]} in high-res pixels
   */
  public Tensor flow(Tensor flow) {
    return Functional.pixelShuffle(flowPhases(flow), FACTOR);
  }

  /** {@link #flow}, left as its 16 phases: {@code [n, 32, h, w]}. */
  private Tensor flowPhases(Tensor flow) {
    Tensor padded = Functional.pad(flow.mul(FACTOR), Border.REPLICATE, 0, 1, 0, 1);
    return Functional.conv2d(padded, linear.toDeviceOf(flow), null, 1, 0, 1);
  }

  /**
   * Moves a high-res picture along a low-res flow and leaves it as its 16 phases, which is what a
   * network at low-res takes: the same as warping along {@link #flow} and {@link
   * Functional#pixelUnshuffle}, without the two rearrangements.
   *
   * @param high {@code [n, 3, h', 4w]}
   * @param flow {@code [n, 2, h, w]} in low-res pixels
   * @param firstRow where the flow's first row lies in high, in high-res pixels
   * @return {@code [n, 48, h, w]}
   */
  public Tensor warpToPhases(Tensor high, Tensor flow, long firstRow) {
    long n = flow.size(0);
    long h = flow.size(2);
    long w = flow.size(3);
    int phases = FACTOR * FACTOR;
    Tensor vectors = Scope.of(() -> flowPhases(flow).contiguous()).reshape(n, 2, phases, h, w);
    Tensor phase = Tensor.range(phases).toDeviceOf(flow);
    Tensor row = phase.mul(1.0 / FACTOR).floor(); // of each phase in its block
    Tensor column = phase.sub(row.mul(FACTOR));
    Tensor y =
        Tensor.range(h)
            .toDeviceOf(flow)
            .mul(FACTOR)
            .reshape(1, h, 1)
            .add(row.reshape(phases, 1, 1));
    Tensor x =
        Tensor.range(w)
            .toDeviceOf(flow)
            .mul(FACTOR)
            .reshape(1, 1, w)
            .add(column.reshape(phases, 1, 1));
    Tensor warped =
        Warp.read(
            high,
            vectors.select(1, 0).add(x).reshape(n, phases * h, w),
            vectors.select(1, 1).add(y.add(firstRow)).reshape(n, phases * h, w));
    return warped.reshape(n, high.size(1) * phases, h, w);
  }

  @Override
  public void close() {
    cubic.close();
    linear.close();
  }

  private interface Kernel {
    double at(double distance);
  }

  private static double keys(double distance) {
    double x = Math.abs(distance);
    if (x <= 1) {
      return ((KEYS_A + 2) * x - (KEYS_A + 3)) * x * x + 1;
    }
    return x < 2 ? ((KEYS_A * x - 5 * KEYS_A) * x + 8 * KEYS_A) * x - 4 * KEYS_A : 0;
  }

  private static double tent(double distance) {
    return Math.max(0, 1 - Math.abs(distance));
  }

  /** One filter for each of the 16 phases of each channel; the first tap is sample 1 - taps / 2. */
  private static Tensor kernel(int channels, int taps, Kernel shape) {
    int phases = FACTOR * FACTOR;
    float[] weights = new float[channels * phases * channels * taps * taps];
    int first = 1 - taps / 2;
    for (int c = 0; c < channels; c++) {
      for (int phase = 0; phase < phases; phase++) {
        double y = Math.floorDiv(phase, FACTOR) / (double) FACTOR;
        double x = (phase % FACTOR) / (double) FACTOR;
        int start = ((c * phases + phase) * channels + c) * taps * taps;
        for (int i = 0; i < taps; i++) {
          for (int j = 0; j < taps; j++) {
            weights[start + i * taps + j] =
                (float) (shape.at(first + i - y) * shape.at(first + j - x));
          }
        }
      }
    }
    try (var scope = new Scope()) {
      return Tensor.of(weights, (long) channels * phases, channels, taps, taps).persistent();
    }
  }
}
