package org.perdura.video.data;

import java.util.SplittableRandom;

/**
 * Non-rigid motion: a few plane waves that push the picture to and fro, stronger in some places
 * than in others, as wind does with leaves.
 */
final class Waves {

  /**
   * Per wave: its vector (radians per high-res pixel), push, frequency (radians per frame), phase.
   */
  private final double[][] waves;

  private final double[] envelope;

  private Waves(double[][] waves, double[] envelope) {
    this.waves = waves;
    this.envelope = envelope;
  }

  static Waves random(SplittableRandom rnd) {
    var waves = new double[rnd.nextInt(2, 5)][];
    double strength = Motion.logUniform(rnd, 0.15, 1);
    for (int i = 0; i < waves.length; i++) {
      double length = Motion.logUniform(rnd, 24, 140);
      double number = 2 * Math.PI / length;
      double period = Motion.logUniform(rnd, 6, 40);
      double frequency = 2 * Math.PI / period;
      // No folds: the gradients of all waves stay below 0.6 together. No leaps: 2 pixels a frame.
      double push = strength * Math.min(6, Math.min(0.6 / (number * waves.length), 2 / frequency));
      double from = rnd.nextDouble(0, 2 * Math.PI);
      double to = rnd.nextDouble(0, 2 * Math.PI);
      waves[i] =
          new double[] {
            number * Math.cos(from),
            number * Math.sin(from),
            push * Math.cos(to),
            push * Math.sin(to),
            frequency,
            rnd.nextDouble(0, 2 * Math.PI)
          };
    }
    double number = 2 * Math.PI / Motion.logUniform(rnd, 100, 400);
    double from = rnd.nextDouble(0, 2 * Math.PI);
    var envelope =
        new double[] {
          number * Math.cos(from), number * Math.sin(from), rnd.nextDouble(0, 2 * Math.PI)
        };
    return new Waves(waves, envelope);
  }

  /** Moves a point, given in high-res pixels, to where frame {@code t} sees it. */
  void move(double[] point, int t) {
    double x = point[0];
    double y = point[1];
    double swell = 0.6 + 0.6 * Math.sin(envelope[0] * x + envelope[1] * y + envelope[2]);
    double strength = Math.min(1, swell);
    for (double[] wave : waves) {
      double height = strength * Math.sin(wave[0] * x + wave[1] * y + wave[4] * t + wave[5]);
      point[0] += wave[2] * height;
      point[1] += wave[3] * height;
    }
  }
}
