package org.perdura.media;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;

/**
 * Brings frames of one size to another by the Catmull-Rom kernel, stretched where the picture gets
 * smaller so that nothing aliases. Constants and linear ramps come out as such; beyond the border
 * the last pixel repeats.
 *
 * <p>Holds working memory of a few rows: one instance for each thread.
 */
public final class Resampler {

  /** Which points of the two grids lie on each other. */
  public enum Alignment {
    /** Both pictures cover the same area, as is usual. */
    CENTER,
    /** Their first samples coincide: output j lies at input {@code j * input / output}. */
    CORNER_SAMPLE
  }

  private final int inputWidth;
  private final int inputHeight;
  private final int width;
  private final int height;
  private final Taps across;
  private final Taps down;
  private final float[] inputRow;
  private final float[] outputRow;
  private final float[][] ring;

  /**
   * @param width of the output in pixels
   * @param height of the output in pixels
   */
  public Resampler(int inputWidth, int inputHeight, int width, int height, Alignment alignment) {
    if (Math.min(Math.min(inputWidth, inputHeight), Math.min(width, height)) < 1) {
      throw new IllegalArgumentException(
          "from %dx%d to %dx%d: every side must be at least 1"
              .formatted(inputWidth, inputHeight, width, height));
    }
    this.inputWidth = inputWidth;
    this.inputHeight = inputHeight;
    this.width = width;
    this.height = height;
    across = Taps.of(inputWidth, width, alignment);
    down = Taps.of(inputHeight, height, alignment);
    inputRow = new float[inputWidth * Frame.CHANNELS];
    outputRow = new float[width * Frame.CHANNELS];
    ring = new float[down.count][width * Frame.CHANNELS];
  }

  /** The frame in the new size, with the same depth and time. */
  public Frame apply(Frame frame) {
    if (frame.width() != inputWidth || frame.height() != inputHeight) {
      throw new IllegalArgumentException(
          "%dx%d: this resampler is for %dx%d"
              .formatted(frame.width(), frame.height(), inputWidth, inputHeight));
    }
    byte[] pixels = apply(frame.pixels(), Frame.CHANNELS, frame.bits());
    byte[] alpha = frame.alpha() == null ? null : apply(frame.alpha(), 1, frame.bits());
    return new Frame(width, height, frame.bits(), pixels, alpha, frame.pts(), frame.duration());
  }

  /**
   * @param source {@code [inputHeight, inputWidth, channels]} samples
   * @return {@code [height, width, channels]} samples
   */
  private byte[] apply(byte[] source, int channels, int bits) {
    var samples = new Samples(source, bits);
    var target = new byte[width * height * channels * bits / 8];
    var targetSamples = new Samples(target, bits);
    int inputLength = inputWidth * channels;
    int outputLength = width * channels;
    int filled = 0;
    for (int y = 0; y < height; y++) {
      int first = down.first[y];
      for (; filled < Math.min(first + down.count, inputHeight); filled++) {
        samples.read(filled * inputLength, inputRow, inputLength);
        if (channels == 1) {
          filterGrayAcross(inputRow, ring[filled % down.count]);
        } else {
          filterAcross(inputRow, ring[filled % down.count]);
        }
      }
      filterDown(first, y, outputLength);
      targetSamples.write(y * outputLength, outputRow, outputLength);
    }
    return target;
  }

  private void filterGrayAcross(float[] row, float[] result) {
    int count = across.count;
    for (int x = 0; x < width; x++) {
      float sum = 0;
      for (int t = 0; t < count; t++) {
        sum += across.weights[x * count + t] * row[across.first[x] + t];
      }
      result[x] = sum;
    }
  }

  private void filterAcross(float[] row, float[] result) {
    int count = across.count;
    for (int x = 0; x < width; x++) {
      float red = 0;
      float green = 0;
      float blue = 0;
      int source = across.first[x] * Frame.CHANNELS;
      int weight = x * count;
      for (int t = 0; t < count; t++, source += Frame.CHANNELS) {
        float w = across.weights[weight + t];
        red += w * row[source];
        green += w * row[source + 1];
        blue += w * row[source + 2];
      }
      result[x * 3] = red;
      result[x * 3 + 1] = green;
      result[x * 3 + 2] = blue;
    }
  }

  private void filterDown(int first, int y, int length) {
    java.util.Arrays.fill(outputRow, 0);
    for (int t = 0; t < down.count; t++) {
      float w = down.weights[y * down.count + t];
      float[] row = ring[(first + t) % down.count];
      for (int i = 0; i < length; i++) {
        outputRow[i] += w * row[i];
      }
    }
  }

  /** Samples of either depth as numbers, and back to the nearest. */
  private static final class Samples {
    private final byte[] bytes;
    private final ShortBuffer shorts;

    Samples(byte[] pixels, int bits) {
      bytes = pixels;
      shorts =
          bits == 16
              ? ByteBuffer.wrap(pixels).order(ByteOrder.nativeOrder()).asShortBuffer()
              : null;
    }

    void read(int start, float[] row, int length) {
      for (int i = 0; i < length; i++) {
        row[i] = shorts == null ? bytes[start + i] & 0xff : shorts.get(start + i) & 0xffff;
      }
    }

    void write(int start, float[] row, int length) {
      int most = shorts == null ? 0xff : 0xffff;
      for (int i = 0; i < length; i++) {
        int value = Math.max(0, Math.min(most, Math.round(row[i])));
        if (shorts == null) {
          bytes[start + i] = (byte) value;
        } else {
          shorts.put(start + i, (short) value);
        }
      }
    }
  }

  /**
   * The weights of one direction.
   *
   * @param count how many input samples each output takes
   * @param first the first of them, {@code [output]}, all inside the picture
   * @param weights {@code [output, count]}
   */
  private record Taps(int count, int[] first, float[] weights) {

    private static final double RADIUS = 2;

    static Taps of(int input, int output, Alignment alignment) {
      double step = (double) input / output;
      double stretch = Math.max(1, step);
      double reach = RADIUS * stretch;
      int wide = 2 * (int) Math.ceil(reach) + 1;
      int count = Math.min(wide, input);
      var first = new int[output];
      var weights = new float[output * count];
      for (int i = 0; i < output; i++) {
        double center = alignment == Alignment.CENTER ? (i + 0.5) * step - 0.5 : i * step;
        int start = (int) Math.ceil(center - reach);
        double[] unclamped = weights(start, wide, center, stretch);
        first[i] = Math.max(0, Math.min(start, input - count));
        for (int t = 0; t < wide; t++) {
          int inside = Math.max(0, Math.min(start + t, input - 1));
          weights[i * count + inside - first[i]] += (float) unclamped[t];
        }
      }
      return new Taps(count, first, weights);
    }

    /** Weights for positions start, start + 1 ..., with sum 1 and their mean exactly at center. */
    private static double[] weights(int start, int count, double center, double stretch) {
      var weights = new double[count];
      double sum = 0;
      for (int t = 0; t < count; t++) {
        weights[t] = catmullRom((start + t - center) / stretch);
        sum += weights[t];
      }
      double off = 0;
      double size = 0;
      double middle = 0;
      for (int t = 0; t < count; t++) {
        weights[t] /= sum;
        double at = start + t - center;
        off += weights[t] * at;
        size += Math.abs(weights[t]);
        middle += Math.abs(weights[t]) * at;
      }
      middle /= size;
      double spread = 0;
      for (int t = 0; t < count; t++) {
        double at = start + t - center - middle;
        spread += Math.abs(weights[t]) * at * at;
      }
      // A stretched kernel cut into samples leans a little to one side; ramps would not stay ramps.
      for (int t = 0; t < count && spread > 1e-9; t++) {
        double at = start + t - center - middle;
        weights[t] -= off * Math.abs(weights[t]) * at / spread;
      }
      return weights;
    }

    /** Keys, "Cubic convolution interpolation for digital image processing", 1981, a = -1/2. */
    private static double catmullRom(double x) {
      double d = Math.abs(x);
      if (d < 1) {
        return (1.5 * d - 2.5) * d * d + 1;
      }
      return d < 2 ? ((-0.5 * d + 2.5) * d - 4) * d + 2 : 0;
    }
  }
}
