package org.perdura.cli.demo;

import java.util.Arrays;

/**
 * What was measured.
 *
 * @param width of the upscaled frames in pixels
 * @param bicubic PSNR on luma of each frame, in dB
 * @param ours the same, of Perdura
 */
record Figures(int width, int height, double[] bicubic, double[] ours) {

  int frames() {
    return ours.length;
  }

  double meanBicubic() {
    return Arrays.stream(bicubic).average().orElse(Double.NaN);
  }

  double meanOurs() {
    return Arrays.stream(ours).average().orElse(Double.NaN);
  }
}
