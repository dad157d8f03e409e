package org.perdura.metrics.report;

import org.perdura.media.Frame;
import org.perdura.metrics.JudgedArea;

/** A rectangle of a frame, in pixels from its upper left corner. */
record Region(int x, int y, int width, int height) {

  static Region whole(Frame frame) {
    return new Region(0, 0, frame.width(), frame.height());
  }

  /** What of a frame is judged. */
  static Region judged(Frame frame) {
    var area = JudgedArea.of(frame.width(), frame.height());
    return new Region(area.x(), area.y(), area.width(), area.height());
  }

  /** The part of a frame that lies here. */
  Frame cut(Frame frame) {
    if (equals(whole(frame))) {
      return frame;
    }
    int row = width * Frame.CHANNELS;
    var pixels = new byte[height * row];
    for (int i = 0; i < height; i++) {
      int from = ((y + i) * frame.width() + x) * Frame.CHANNELS;
      System.arraycopy(frame.pixels(), from, pixels, i * row, row);
    }
    return Frame.still(width, height, pixels);
  }
}
