package org.perdura.media;

import java.nio.ByteOrder;

/**
 * Finds hard cuts in a film as its frames come by.
 *
 * <p>Frames are compared as small pictures of their luma, shifted against each other so that a pan
 * is recognised as one and less their mean so that exposure does not matter, and by their
 * histograms. A cut is a difference that is large in itself and far above those of the frames
 * before.
 */
public final class SceneCuts {

  private static final int WIDTH = 48;
  private static final int HEIGHT = 27;
  private static final int REACH_X = 12;
  private static final int REACH_Y = 6;
  private static final int BINS = 32;

  /** Mean difference of luma (of 255) below which nothing counts as a cut. */
  private static final double LEAST_DIFFERENCE = 8;

  /** How far above the recent differences a cut must be. */
  private static final double LEAST_RATIO = 3;

  /** Share of pixels that must have moved to other histogram bins. */
  private static final double LEAST_HISTOGRAM = 0.12;

  /** A difference that needs no help from the histogram. */
  private static final double CERTAIN_DIFFERENCE = 20;

  /** Weight of the newest frame in the running mean of differences. */
  private static final double NEWEST = 0.3;

  private float[] previous;
  private float[] previousHistogram;
  private double usual;

  /** Whether this frame begins a new scene. The first frame of a film does not. */
  public boolean isCut(Frame frame) {
    float[] small = thumbnail(frame);
    float[] histogram = histogram(small);
    removeMean(small);
    boolean cut = false;
    if (previous != null) {
      double difference = shiftedDifference(previous, small);
      double moved = histogramDistance(previousHistogram, histogram);
      cut =
          difference > LEAST_DIFFERENCE
              && difference > LEAST_RATIO * usual
              && (moved > LEAST_HISTOGRAM || difference > CERTAIN_DIFFERENCE);
      if (!cut) {
        usual += NEWEST * (difference - usual);
      }
    }
    previous = small;
    previousHistogram = histogram;
    return cut;
  }

  /** Mean luma (BT.709) of each cell of a {@code [HEIGHT, WIDTH]} grid, 0 to 255. */
  private static float[] thumbnail(Frame frame) {
    var small = new float[WIDTH * HEIGHT];
    for (int y = 0; y < HEIGHT; y++) {
      int top = y * frame.height() / HEIGHT;
      int bottom = Math.max(top + 1, (y + 1) * frame.height() / HEIGHT);
      for (int x = 0; x < WIDTH; x++) {
        int left = x * frame.width() / WIDTH;
        int right = Math.max(left + 1, (x + 1) * frame.width() / WIDTH);
        small[y * WIDTH + x] = meanLuma(frame, left, right, top, bottom);
      }
    }
    return small;
  }

  private static float meanLuma(Frame frame, int left, int right, int top, int bottom) {
    double sum = 0;
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        int sample = (y * frame.width() + x) * Frame.CHANNELS;
        sum +=
            0.2126 * sample(frame, sample)
                + 0.7152 * sample(frame, sample + 1)
                + 0.0722 * sample(frame, sample + 2);
      }
    }
    return (float) (sum / ((right - left) * (bottom - top)));
  }

  /** As 8 bits. */
  private static int sample(Frame frame, int index) {
    if (frame.bits() == 8) {
      return frame.pixels()[index] & 0xff;
    }
    boolean little = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    return frame.pixels()[2 * index + (little ? 1 : 0)] & 0xff;
  }

  /**
   * Shares of cells, each divided between its two nearest bins so that a little light matters
   * little.
   */
  private static float[] histogram(float[] small) {
    var bins = new float[BINS];
    for (float luma : small) {
      float at = luma * (BINS - 1) / 255;
      int bin = Math.min(BINS - 2, (int) at);
      float share = at - bin;
      bins[bin] += (1 - share) / small.length;
      bins[bin + 1] += share / small.length;
    }
    return bins;
  }

  /** A camera that changes its exposure has not cut. */
  private static void removeMean(float[] small) {
    double sum = 0;
    for (float luma : small) {
      sum += luma;
    }
    float mean = (float) (sum / small.length);
    for (int i = 0; i < small.length; i++) {
      small[i] -= mean;
    }
  }

  private static double histogramDistance(float[] left, float[] right) {
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += Math.abs(left[i] - right[i]);
    }
    return sum / 2;
  }

  /** The mean absolute difference under the shift that makes it smallest. */
  private static double shiftedDifference(float[] left, float[] right) {
    double least = Double.MAX_VALUE;
    for (int dy = -REACH_Y; dy <= REACH_Y; dy++) {
      for (int dx = -REACH_X; dx <= REACH_X; dx++) {
        least = Math.min(least, difference(left, right, dx, dy, least));
      }
    }
    return least;
  }

  private static double difference(float[] left, float[] right, int dx, int dy, double enough) {
    int width = WIDTH - Math.abs(dx);
    int height = HEIGHT - Math.abs(dy);
    int leftStart = Math.max(0, dy) * WIDTH + Math.max(0, dx);
    int rightStart = Math.max(0, -dy) * WIDTH + Math.max(0, -dx);
    double sum = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        sum += Math.abs(left[leftStart + x] - right[rightStart + x]);
      }
      if (sum > enough * width * height) {
        return Double.MAX_VALUE;
      }
      leftStart += WIDTH;
      rightStart += WIDTH;
    }
    return sum / (width * height);
  }
}
