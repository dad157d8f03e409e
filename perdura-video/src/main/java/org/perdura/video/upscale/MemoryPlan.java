package org.perdura.video.upscale;

import org.perdura.video.model.Band;
import org.perdura.video.model.VideoGenerator;

/** How frames are divided so that the process stays within a limit. */
final class MemoryPlan {

  /** The Java machine, the libraries and their buffers. */
  private static final long BASE = 900L << 20;

  /**
   * Bytes for each low-res pixel that live through a frame: two outputs as floats, those on their
   * way to the writer, the films' frames in the queues, and the encoder's.
   */
  private static final long WHOLE = 2300;

  /** Bytes for each low-res pixel of a band, for the intermediate results of its calculation. */
  private static final long PART = 5000;

  private static final int LEAST_ROWS = 8;

  private MemoryPlan() {}

  /**
   * Rows of a band, without its halo.
   *
   * @throws IllegalArgumentException if not even the smallest band fits
   */
  static int bandRows(VideoGenerator generator, int width, int height, long memory) {
    long left = memory - BASE - WHOLE * width * height;
    long rows = left / (PART * width);
    if (rows >= height) {
      return height;
    }
    long inner = rows - 2L * Band.halo(generator);
    if (inner < LEAST_ROWS) {
      long leastRows = Math.min(height, LEAST_ROWS + 2L * Band.halo(generator));
      long least = BASE + WHOLE * width * height + PART * width * leastRows;
      throw new IllegalArgumentException(
          "frames of %dx%d need %d MB of memory, but the limit (--memory) is %d MB"
              .formatted(width, height, (least >> 20) + 1, memory >> 20));
    }
    return (int) inner;
  }
}
