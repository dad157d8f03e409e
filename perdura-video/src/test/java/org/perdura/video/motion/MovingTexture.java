package org.perdura.video.motion;

import java.util.SplittableRandom;
import org.perdura.nn.Tensor;

/**
 * A band-limited pattern whose value is known everywhere, also when moved and blurred: a sum of
 * plane waves of random direction. All lengths are in high-res pixels.
 */
public final class MovingTexture {

  private static final int WAVES = 10;
  private static final int CHANNELS = 3;
  private static final double AMPLITUDE = 0.05;
  private static final double SIGMA = 1.5;
  private static final int SPACING = 4;

  private final double[] kx = new double[WAVES];
  private final double[] ky = new double[WAVES];
  private final double[][] phase = new double[CHANNELS][WAVES];

  /**
   * @param shortest wavelength
   * @param longest wavelength
   */
  public MovingTexture(long seed, double shortest, double longest) {
    var random = new SplittableRandom(seed);
    for (int i = 0; i < WAVES; i++) {
      double wavelength = shortest * Math.pow(longest / shortest, (i + 0.5) / WAVES);
      double direction = random.nextDouble(Math.PI);
      kx[i] = 2 * Math.PI / wavelength * Math.cos(direction);
      ky[i] = 2 * Math.PI / wavelength * Math.sin(direction);
      double common = random.nextDouble(2 * Math.PI);
      for (int c = 0; c < CHANNELS; c++) {
        phase[c][i] = common + random.nextDouble(1); // colours differ, but do not cancel out
      }
    }
  }

  /**
   * The pattern moved to the right by dx and down by dy.
   *
   * @return {@code [1, 3, h, w]}
   */
  public Tensor high(int height, int width, double dx, double dy) {
    return frame(height, width, 1, 0, dx, dy);
  }

  /**
   * What the degradation makes of it: blurred by a Gaussian, which weakens a wave of wave number k
   * by exp(-(k sigma)^2 / 2), every 4th sample.
   *
   * @return {@code [1, 3, h, w]}
   */
  public Tensor low(int height, int width, double dx, double dy) {
    return frame(height, width, SPACING, SIGMA, dx, dy);
  }

  /** Samples of the pattern, blurred by sigma, at any spacing. */
  public Tensor frame(int height, int width, double spacing, double sigma, double dx, double dy) {
    float[] values = new float[CHANNELS * height * width];
    for (int c = 0, at = 0; c < CHANNELS; c++) {
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++, at++) {
          values[at] = (float) value(c, spacing * x - dx, spacing * y - dy, sigma);
        }
      }
    }
    return Tensor.of(values, 1, CHANNELS, height, width);
  }

  private double value(int channel, double x, double y, double sigma) {
    double sum = 0.5;
    for (int i = 0; i < WAVES; i++) {
      double weakened = Math.exp(-(kx[i] * kx[i] + ky[i] * ky[i]) * sigma * sigma / 2);
      sum += AMPLITUDE * weakened * Math.sin(kx[i] * x + ky[i] * y + phase[channel][i]);
    }
    return sum;
  }
}
