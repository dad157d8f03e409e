package org.perdura.cli;

/**
 * An upscaled film beside FFmpeg's bicubic scaling of the same one, in units of 8 bits.
 *
 * <p>FFmpeg lets both pictures cover the same area, Perdura puts sample i at pixel 4i: FFmpeg's
 * picture lies a pixel and a half further right and down. The mean of its pixels 1 and 2 further on
 * is what is compared, as the pictures are smooth; near the borders nothing is.
 *
 * @param means largest difference between the two films' means of a channel
 * @param colors mean difference of the colours
 * @param alpha of the alpha channel
 */
record ScaledLikeFfmpeg(double means, double colors, double alpha) {

  private static final int CHANNELS = 4;
  private static final int BORDER = 16;
  private static final double UNIT = 257;

  /**
   * @param ours {@code [frames, h, w, 4]}
   * @param theirs the same
   */
  static ScaledLikeFfmpeg of(char[] ours, char[] theirs, int width, int height) {
    if (ours.length != theirs.length || ours.length % (width * height * CHANNELS) != 0) {
      throw new AssertionError(
          "%d samples, but %d of FFmpeg's, in frames of %dx%d"
              .formatted(ours.length, theirs.length, width, height));
    }
    int frames = ours.length / (width * height * CHANNELS);
    var sums = new double[CHANNELS];
    var differences = new double[CHANNELS];
    long count = 0;
    for (int frame = 0; frame < frames; frame++) {
      for (int y = BORDER; y < height - BORDER; y++) {
        for (int x = BORDER; x < width - BORDER; x++, count++) {
          int at = ((frame * height + y) * width + x) * CHANNELS;
          for (int c = 0; c < CHANNELS; c++) {
            double difference = ours[at + c] - shifted(theirs, at + c, width);
            sums[c] += difference;
            differences[c] += Math.abs(difference);
          }
        }
      }
    }
    double means = 0;
    for (double sum : sums) {
      means = Math.max(means, Math.abs(sum) / count / UNIT);
    }
    double colors = (differences[0] + differences[1] + differences[2]) / 3;
    return new ScaledLikeFfmpeg(means, colors / count / UNIT, differences[3] / count / UNIT);
  }

  private static double shifted(char[] samples, int at, int width) {
    int row = width * CHANNELS;
    int first = at + row + CHANNELS;
    int sum =
        samples[first]
            + samples[first + CHANNELS]
            + samples[first + row]
            + samples[first + row + CHANNELS];
    return sum / 4.0;
  }
}
