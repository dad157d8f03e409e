package org.perdura.media;

/**
 * How a film is read.
 *
 * @param threads decoder threads, at least 1
 * @param frameRate frames per second of picture sequences, which have none of their own
 */
public record ReaderOptions(int threads, Rational frameRate) {

  public static final ReaderOptions DEFAULT = new ReaderOptions(2, new Rational(25, 1));

  public ReaderOptions {
    if (threads < 1) {
      throw new IllegalArgumentException(threads + " threads: must be at least 1");
    }
    if (frameRate.numerator() <= 0) {
      throw new IllegalArgumentException(frameRate + " frames per second: must be above 0");
    }
  }

  public ReaderOptions withThreads(int threads) {
    return new ReaderOptions(threads, frameRate);
  }

  public ReaderOptions withFrameRate(Rational frameRate) {
    return new ReaderOptions(threads, frameRate);
  }
}
