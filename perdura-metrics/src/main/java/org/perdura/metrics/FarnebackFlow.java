package org.perdura.metrics;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_video;
import org.bytedeco.opencv.opencv_core.Mat;
import org.perdura.media.Frame;
import org.perdura.nn.Torch;

/**
 * Optical flow by OpenCV's implementation of Farneback (2003), with the settings of TecoGAN's
 * evaluation, on 8-bit grey pictures.
 */
public final class FarnebackFlow {

  private static final double PYRAMID_SCALE = 0.5;
  private static final int LEVELS = 3;
  private static final int WINDOW = 15;
  private static final int ITERATIONS = 3;
  private static final int POLYNOMIAL_SIZE = 5;
  private static final double POLYNOMIAL_SIGMA = 1.2;

  /** OpenCV's weights of red, green and blue in a grey of 8 bits, in 1/2^15. */
  private static final int RED = 9798;

  private static final int GREEN = 19235;
  private static final int BLUE = 3735;
  private static final int SHIFT = 15;

  static {
    // Both bring OpenBLAS along: LibTorch first, which is particular about how it is unpacked.
    Torch.load();
    Loader.load(opencv_video.class);
    // Films are judged side by side; threads within each would only get into one another's way.
    opencv_core.setNumThreads(1);
  }

  private FarnebackFlow() {}

  /**
   * Where the pixels of one frame are in another; may be called from several threads.
   *
   * @param before 8-bit, {@code [h, w, 3]}
   * @param after of the same size
   * @return {@code [h, w, 2]}: how far each pixel of {@code before} moves to the right and down, in
   *     pixels
   */
  public static float[] between(Frame before, Frame after) {
    if (before.width() != after.width() || before.height() != after.height()) {
      throw new IllegalArgumentException(
          "%dx%d pixels: must be %dx%d as the frame before"
              .formatted(after.width(), after.height(), before.width(), before.height()));
    }
    var flow = new float[2 * before.width() * before.height()];
    try (var scope = new PointerScope()) {
      var motion = new Mat();
      opencv_video.calcOpticalFlowFarneback(
          grey(before),
          grey(after),
          motion,
          PYRAMID_SCALE,
          LEVELS,
          WINDOW,
          ITERATIONS,
          POLYNOMIAL_SIZE,
          POLYNOMIAL_SIGMA,
          0);
      new FloatPointer(motion.data()).get(flow);
    }
    return flow;
  }

  private static Mat grey(Frame frame) {
    var mat = new Mat(frame.height(), frame.width(), opencv_core.CV_8UC1);
    mat.data().put(greyOf(frame));
    return mat;
  }

  /** As OpenCV's cvtColor rounds it. */
  static byte[] greyOf(Frame frame) {
    if (frame.bits() != 8) {
      throw new IllegalArgumentException(frame.bits() + " bits a sample: flow is counted on 8");
    }
    byte[] rgb = frame.pixels();
    var grey = new byte[frame.width() * frame.height()];
    for (int i = 0, from = 0; i < grey.length; i++, from += Frame.CHANNELS) {
      int sum =
          RED * (rgb[from] & 0xff) + GREEN * (rgb[from + 1] & 0xff) + BLUE * (rgb[from + 2] & 0xff);
      grey[i] = (byte) ((sum + (1 << (SHIFT - 1))) >> SHIFT);
    }
    return grey;
  }

  /**
   * The mean distance of two flows in an area (tOF, Chu et al. 2020).
   *
   * @param a {@code [h, w, 2]} of the whole frame
   * @param b alike
   * @param frameWidth w
   * @return pixels a frame
   */
  static double distance(float[] a, float[] b, int frameWidth, JudgedArea area) {
    double sum = 0;
    for (int y = area.y(); y < area.y() + area.height(); y++) {
      for (int x = area.x(); x < area.x() + area.width(); x++) {
        int i = 2 * (y * frameWidth + x);
        sum += Math.hypot(a[i] - b[i], a[i + 1] - b[i + 1]);
      }
    }
    return sum / ((double) area.width() * area.height());
  }
}
