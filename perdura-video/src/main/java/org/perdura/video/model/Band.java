package org.perdura.video.model;

import org.perdura.nn.DType;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;
import org.perdura.video.model.VideoGenerator.Previous;

/**
 * Rows of a frame, upscaled by themselves so that a large frame fits into little memory. Each band
 * is computed with as many rows around it as the network and the motion look at, so that bands and
 * the whole frame agree but for rounding.
 *
 * @param top first low-res row
 * @param rows how many low-res rows
 */
public record Band(int top, int rows) {

  /** The blur of the motion's refinement reaches so far, in high-res pixels, with its gradient. */
  private static final int BLUR_REACH = 8;

  private static final int SCALE = VideoGenerator.SCALE;

  /** Rows that are computed around a band in addition, on each side. */
  public static int halo(VideoGenerator generator) {
    return generator.receptiveRadius() + generator.refineRadius();
  }

  /**
   * One output frame, band by band.
   *
   * @param low {@code [n, 3, h, w]}
   * @param previous null for the first frame
   * @param rows of a band, without halo
   * @return {@code [n, 3, 4h, 4w]}
   */
  public static Tensor next(VideoGenerator generator, Tensor low, Previous previous, int rows) {
    int height = (int) low.size(2);
    if (rows >= height) {
      return generator.next(low, previous);
    }
    Tensor output =
        Tensor.zeros(low.size(0), 3, SCALE * low.size(2), SCALE * low.size(3)).toDeviceOf(low);
    Tensor flow = null;
    double longest = 0;
    if (previous != null) {
      flow = generator.estimateFlow(low, previous).to(DType.FLOAT32);
      longest = longestVertical(flow) + generator.refineReach();
    }
    for (int top = 0; top < height; top += rows) {
      try (var scope = new Scope()) {
        var band = new Band(top, Math.min(rows, height - top));
        Tensor high = band.compute(generator, low, previous, flow, longest);
        output.narrow(2, (long) SCALE * band.top, (long) SCALE * band.rows).copyInPlace(high);
      }
    }
    return output;
  }

  private static double longestVertical(Tensor flow) {
    try (var scope = new Scope()) {
      return flow.narrow(1, 1, 1).abs().max().item();
    }
  }

  private Tensor compute(
      VideoGenerator generator, Tensor low, Previous previous, Tensor flow, double longest) {
    int height = (int) low.size(2);
    Band inner = grown(generator.receptiveRadius(), height);
    Tensor warped = null;
    if (previous != null) {
      Band outer = inner.grown(generator.refineRadius(), height);
      int margin = (int) Math.ceil(longest) + 1 + BLUR_REACH / SCALE;
      Band source = outer.grown(margin, height);
      Tensor high = source.highRows(previous.high());
      Tensor refined =
          generator.refineFlow(
              outer.lowRows(low),
              high,
              (long) SCALE * (outer.top - source.top),
              outer.lowRows(flow));
      Tensor part = refined.narrow(2, (long) inner.top - outer.top, inner.rows);
      warped = generator.warpToPhases(high, part, (long) SCALE * (inner.top - source.top));
    }
    Tensor output = generator.generate(inner.lowRows(low), warped);
    return output.narrow(2, (long) SCALE * (top - inner.top), (long) SCALE * rows);
  }

  private Band grown(int by, int height) {
    int first = Math.max(0, top - by);
    return new Band(first, Math.min(height, top + rows + by) - first);
  }

  private Tensor lowRows(Tensor frame) {
    return frame.narrow(2, top, rows);
  }

  private Tensor highRows(Tensor frame) {
    return frame.narrow(2, (long) SCALE * top, (long) SCALE * rows);
  }
}
