package org.perdura.cli.bench;

import java.io.IOException;
import java.nio.file.Path;
import org.perdura.cli.FrameSize;
import org.perdura.media.Frame;
import org.perdura.media.Media;
import org.perdura.media.Rational;
import org.perdura.media.WriterOptions;
import org.perdura.nn.Tensor;

/** A film drawn by a formula: waves and stripes that glide by fractions of a pixel. */
public record MovingPattern(FrameSize size) {

  /** How far what is seen glides to the left, in pixels a frame. */
  public static final double SPEED_X = 0.7;

  /** How far it glides upwards. */
  public static final double SPEED_Y = -0.4;

  private static final Rational FRAMES_PER_SECOND = new Rational(25, 1);

  /** Frame t as {@code [1, 3, h, w]} in [0, 1]. */
  Tensor tensor(int t) {
    int plane = size.width() * size.height();
    float[] values = new float[Frame.CHANNELS * plane];
    for (int i = 0; i < plane; i++) {
      for (int c = 0; c < Frame.CHANNELS; c++) {
        values[c * plane + i] =
            (float) value(i % size.width(), Math.floorDiv(i, size.width()), c, t);
      }
    }
    return Tensor.of(values, 1, Frame.CHANNELS, size.height(), size.width());
  }

  /** Writes the first frames as a film. */
  void write(Path file, int frames, int threads) throws IOException {
    var options = WriterOptions.atRate(FRAMES_PER_SECOND).withThreads(threads);
    try (var writer = Media.create(file.toString(), options)) {
      for (int t = 0; t < frames; t++) {
        writer.write(frame(t));
      }
      writer.finish();
    }
  }

  /** Frame t, of 8 bits. */
  public Frame frame(int t) {
    int plane = size.width() * size.height();
    byte[] pixels = new byte[Frame.CHANNELS * plane];
    for (int i = 0; i < plane; i++) {
      for (int c = 0; c < Frame.CHANNELS; c++) {
        double value = value(i % size.width(), Math.floorDiv(i, size.width()), c, t);
        pixels[Frame.CHANNELS * i + c] = (byte) Math.round(255 * value);
      }
    }
    return new Frame(size.width(), size.height(), 8, pixels, t, 1);
  }

  private static double value(int column, int row, int channel, int t) {
    double x = column + SPEED_X * t;
    double y = row + SPEED_Y * t;
    double waves = Math.sin(0.11 * x + channel) * Math.cos(0.09 * y);
    double stripes = Math.tanh(4 * Math.sin(0.35 * x + 0.22 * y)) * Math.sin(0.05 * (x - y));
    return 0.5 + 0.25 * waves + 0.2 * stripes;
  }
}
