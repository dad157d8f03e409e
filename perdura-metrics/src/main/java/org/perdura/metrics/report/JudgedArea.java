package org.perdura.metrics.report;

import org.perdura.media.Frame;

/**
 * The part of a frame that is judged, as in TecoGAN's evaluation; all of it if that is too small.
 */
final class JudgedArea {

  private static final int MULTIPLE = 32;
  private static final int LEAST_BORDER = 16;

  private JudgedArea() {}

  static Region of(Frame frame) {
    int width = side(frame.width());
    int height = side(frame.height());
    return new Region((frame.width() - width) / 2, (frame.height() - height) / 2, width, height);
  }

  private static int side(int pixels) {
    int inside = (pixels - LEAST_BORDER) / MULTIPLE * MULTIPLE;
    return inside > 0 ? inside : pixels;
  }
}
