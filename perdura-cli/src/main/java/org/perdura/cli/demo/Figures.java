package org.perdura.cli.demo;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What was measured.
 *
 * @param width of the upscaled frames in pixels
 * @param bicubic of smooth upsampling
 * @param models in the order in which they are shown
 */
record Figures(int width, int height, Result bicubic, List<Result> models) {

  /** LPIPS takes longer than the rest together, so it is taken of every fourth frame only. */
  static final int LPIPS_STEP = 4;

  /**
   * How near one film comes to the truth.
   *
   * @param psnr on luma of each frame, in dB; larger is better
   * @param lpips by SqueezeNet, of every {@link #LPIPS_STEP}th frame; smaller is better
   */
  record Result(String title, double[] psnr, double[] lpips) {

    double meanPsnr() {
      return mean(psnr);
    }

    double meanLpips() {
      return mean(lpips);
    }

    private static double mean(double[] values) {
      return Arrays.stream(values).average().orElse(Double.NaN);
    }
  }

  int frames() {
    return bicubic.psnr().length;
  }

  /** Smooth upsampling and then the models. */
  List<Result> all() {
    return Stream.concat(Stream.of(bicubic), models.stream()).toList();
  }
}
