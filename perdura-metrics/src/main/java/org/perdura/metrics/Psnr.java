package org.perdura.metrics;

import org.perdura.media.Frame;

/** Peak signal-to-noise ratio of BT.601 studio-range luma, peak 255. */
public final class Psnr {

  private static final double PEAK = 255;

  private Psnr() {}

  /**
   * How close two 8-bit pictures of equal size are.
   *
   * @return dB; infinite for equal pictures
   */
  public static double of(Frame result, Frame truth) {
    return of(Luma.of(result), Luma.of(truth));
  }

  static double of(Luma result, Luma truth) {
    result.requireSizeOf(truth);
    double sum = 0;
    for (int i = 0; i < result.values().length; i++) {
      double difference = result.values()[i] - truth.values()[i];
      sum += difference * difference;
    }
    return 10 * Math.log10(PEAK * PEAK * result.values().length / sum);
  }
}
