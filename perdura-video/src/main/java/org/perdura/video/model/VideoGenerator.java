package org.perdura.video.model;

import org.perdura.nn.Module;
import org.perdura.nn.Tensor;

/**
 * A frame-recurrent network (Sajjadi et al. 2018): each output is made from the low-res frame and
 * the previous output, moved to where things are now. All pictures are R'G'B' in [0, 1].
 */
public abstract class VideoGenerator extends Module {

  public static final int SCALE = Alignment4.FACTOR;

  /**
   * What one frame leaves to the next.
   *
   * @param low {@code [n, 3, h, w]}
   * @param high {@code [n, 3, 4h, 4w]}, the output for it
   */
  public record Previous(Tensor low, Tensor high) {}

  /**
   * The motion from the present frame back to the previous.
   *
   * @param low {@code [n, 3, h, w]}
   * @return {@code [n, 2, h, w]}: dx, dy in low-res pixels; what is at x now was at x + flow
   */
  public abstract Tensor flow(Tensor low, Previous previous);

  /**
   * One output.
   *
   * @param low {@code [n, 3, h, w]}
   * @param warped {@code [n, 3, 4h, 4w]}, the previous output where things are now; null for the
   *     first frame
   * @return {@code [n, 3, 4h, 4w]}; not clamped
   */
  public abstract Tensor generate(Tensor low, Tensor warped);

  /** Moves the previous output along a flow of {@link #flow}. */
  public abstract Tensor warp(Tensor high, Tensor flow);

  /** The whole step: motion, warp, output. */
  public final Tensor next(Tensor low, Previous previous) {
    return generate(low, previous == null ? null : warp(previous.high(), flow(low, previous)));
  }

  /** How far, in low-res pixels, a pixel of the low-res frame reaches in {@link #generate}. */
  public abstract int receptiveRadius();

  /** Multiply-adds of {@link #generate} and of a learned {@link #flow} for one low-res pixel. */
  public abstract long multiplyAddsPerPixel();
}
