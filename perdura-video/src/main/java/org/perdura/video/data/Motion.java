package org.perdura.video.data;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * What a camera (or an object) does during a clip: for every frame and node of {@link Sampler}, the
 * place in the unmoved picture that is seen there, in high-res pixels from the centre.
 */
final class Motion {

  /**
   * What may happen. Speeds are in high-res pixels per frame.
   *
   * @param still probability that nothing moves
   * @param maxSpeed of the pan
   * @param turn probability of rotation, and likewise of zoom
   * @param wave probability of non-rigid motion, like leaves in the wind
   * @param oblique whether the picture may lie slanted and stretched
   */
  record Style(double still, double maxSpeed, double turn, double wave, boolean oblique) {}

  private final float[][] nodes;
  private final float left;
  private final float top;
  private final float right;
  private final float bottom;

  private Motion(float[][] nodes) {
    this.nodes = nodes;
    float minX = Float.POSITIVE_INFINITY;
    float minY = Float.POSITIVE_INFINITY;
    float maxX = Float.NEGATIVE_INFINITY;
    float maxY = Float.NEGATIVE_INFINITY;
    for (float[] frame : nodes) {
      for (int i = 0; i < frame.length; i += 2) {
        minX = Math.min(minX, frame[i]);
        maxX = Math.max(maxX, frame[i]);
        minY = Math.min(minY, frame[i + 1]);
        maxY = Math.max(maxY, frame[i + 1]);
      }
    }
    left = minX;
    top = minY;
    right = maxX;
    bottom = maxY;
  }

  /** {@code [n, n, 2]} of one frame. */
  float[] nodes(int frame) {
    return nodes[frame];
  }

  float left() {
    return left;
  }

  float right() {
    return right;
  }

  float top() {
    return top;
  }

  float bottom() {
    return bottom;
  }

  /** A motion whose middle frame is centred at 0. */
  static Motion random(SplittableRandom rnd, int frames, int side, Style style) {
    Path path = Path.random(rnd, frames, side, style);
    Waves waves = rnd.nextDouble() < style.wave() ? Waves.random(rnd) : null;
    double[] slant = style.oblique() ? slant(rnd) : new double[] {1, 0, 0, 1};
    int along = Sampler.nodesAlong(side);
    var nodes = new float[frames][along * along * 2];
    var moved = new double[2];
    for (int t = 0; t < frames; t++) {
      double cos = path.zoom[t] * Math.cos(path.angle[t]);
      double sin = path.zoom[t] * Math.sin(path.angle[t]);
      for (int row = 0, at = 0; row < along; row++) {
        double v = Sampler.CELL * row - side / 2.0;
        for (int column = 0; column < along; column++, at += 2) {
          double u = Sampler.CELL * column - side / 2.0;
          moved[0] = cos * u - sin * v + path.x[t];
          moved[1] = sin * u + cos * v + path.y[t];
          if (waves != null) {
            waves.move(moved, t);
          }
          nodes[t][at] = (float) (slant[0] * moved[0] + slant[1] * moved[1]);
          nodes[t][at + 1] = (float) (slant[2] * moved[0] + slant[3] * moved[1]);
        }
      }
    }
    return new Motion(nodes);
  }

  /** A mild stretch, then a rotation, mostly small. */
  private static double[] slant(SplittableRandom rnd) {
    double stretch = Math.exp(rnd.nextDouble(-0.2, 0.2));
    double angle =
        rnd.nextDouble() < 0.3 ? rnd.nextDouble(-Math.PI, Math.PI) : 0.1 * rnd.nextGaussian();
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    return new double[] {cos * stretch, -sin / stretch, sin * stretch, cos / stretch};
  }

  static double logUniform(SplittableRandom rnd, double low, double high) {
    return low * Math.exp(rnd.nextDouble() * Math.log(high / low));
  }

  /** Pan, zoom and rotation over time. */
  private static final class Path {
    final double[] x;
    final double[] y;
    final double[] zoom;
    final double[] angle;

    private Path(int frames) {
      x = new double[frames];
      y = new double[frames];
      zoom = new double[frames];
      angle = new double[frames];
    }

    static Path random(SplittableRandom rnd, int frames, int side, Style style) {
      var path = new Path(frames);
      Arrays.fill(path.zoom, 1);
      if (rnd.nextDouble() < style.still()) {
        return path;
      }
      path.pan(rnd, frames, side, style.maxSpeed());
      if (rnd.nextDouble() < style.turn()) {
        double most = Math.min(0.02, 0.3 / frames);
        double rate = clamp(0.008 * rnd.nextGaussian(), most);
        for (int t = 0; t < frames; t++) {
          path.zoom[t] = Math.exp(rate * (t - (frames - 1) / 2.0));
        }
      }
      if (rnd.nextDouble() < style.turn()) {
        double most = Math.min(0.03, 0.4 / frames);
        double rate = clamp(0.01 * rnd.nextGaussian(), most);
        for (int t = 0; t < frames; t++) {
          path.angle[t] = rate * (t - (frames - 1) / 2.0);
        }
      }
      if (rnd.nextDouble() < 0.2) {
        path.shake(rnd, Math.min(style.maxSpeed(), logUniform(rnd, 0.1, 1.5)));
      }
      return path;
    }

    private static double clamp(double value, double most) {
      return Math.max(-most, Math.min(most, value));
    }

    private void pan(SplittableRandom rnd, int frames, int side, double maxSpeed) {
      // In long clips the picture must stay in view, or each pixel is seen in few frames only.
      double speed = Math.min(speed(rnd, maxSpeed), 0.8 * side / frames);
      double heading = rnd.nextDouble(0, 2 * Math.PI);
      double turning = 0.03 * rnd.nextGaussian();
      double swing = rnd.nextDouble(0, 0.7);
      double frequency = 2 * Math.PI / logUniform(rnd, 8, 50);
      double phase = rnd.nextDouble(0, 2 * Math.PI);
      for (int t = 1; t < frames; t++) {
        double pace = speed * (1 + swing * Math.sin(frequency * t + phase));
        double direction = heading + turning * t + 0.4 * swing * Math.cos(frequency * t + phase);
        x[t] = x[t - 1] + pace * Math.cos(direction);
        y[t] = y[t - 1] + pace * Math.sin(direction);
      }
      double middleX = x[frames / 2];
      double middleY = y[frames / 2];
      for (int t = 0; t < frames; t++) {
        x[t] -= middleX;
        y[t] -= middleY;
      }
    }

    /** Slow motion is common in films, and where aliasing helps most. */
    private static double speed(SplittableRandom rnd, double maxSpeed) {
      double kind = rnd.nextDouble();
      if (kind < 0.35) {
        return logUniform(rnd, 0.05, 1) * Math.min(1, maxSpeed);
      }
      return kind < 0.85 ? rnd.nextDouble(0.14, 0.5) * maxSpeed : rnd.nextDouble(0.5, 1) * maxSpeed;
    }

    private void shake(SplittableRandom rnd, double deviation) {
      for (int t = 0; t < x.length; t++) {
        x[t] += deviation * clamp(rnd.nextGaussian(), 2);
        y[t] += deviation * clamp(rnd.nextGaussian(), 2);
      }
    }
  }
}
