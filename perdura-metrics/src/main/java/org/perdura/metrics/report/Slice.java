package org.perdura.metrics.report;

import java.util.Arrays;
import org.perdura.media.Frame;

/** One image row over time: x to the right, time downwards. */
final class Slice {

  private final SliceLine line;
  private final byte[] pixels;
  private int frames;

  /** Room for as many frames. */
  Slice(SliceLine line, int frames) {
    this.line = line;
    this.pixels = new byte[frames * line.width() * Frame.CHANNELS];
  }

  void add(Frame frame) {
    int row = line.width() * Frame.CHANNELS;
    int from = (line.y() * frame.width() + line.x()) * Frame.CHANNELS;
    System.arraycopy(frame.pixels(), from, pixels, frames * row, row);
    frames++;
  }

  /** {@code [frames, width, 3]}, one row for each frame. */
  Frame picture() {
    int row = line.width() * Frame.CHANNELS;
    return Frame.still(line.width(), frames, Arrays.copyOf(pixels, frames * row));
  }
}
