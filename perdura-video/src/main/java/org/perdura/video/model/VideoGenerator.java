package org.perdura.video.model;

import java.util.List;
import java.util.stream.IntStream;
import org.perdura.nn.Functional;
import org.perdura.nn.Module;
import org.perdura.nn.Precision;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;
import org.perdura.video.motion.Warp;

/**
 * A frame-recurrent network (Sajjadi et al. 2018): each output is made from the low-res frame and
 * the previous output, moved to where things are now. All pictures are R'G'B' in [0, 1].
 */
public abstract class VideoGenerator extends Module {

  public static final int SCALE = Alignment4.FACTOR;

  /** Upsampling, the same for all: made once. */
  protected final Alignment4 alignment = new Alignment4();

  /** Subclasses draw the weights. */
  protected VideoGenerator() {
    onClose(alignment::close);
  }

  /**
   * What one frame leaves to the next.
   *
   * @param low {@code [n, 3, h, w]}
   * @param high {@code [n, 3, 4h, 4w]}, the output for it
   */
  public record Previous(Tensor low, Tensor high) {}

  /**
   * The motion from the present frame back to the previous, as far as it needs the whole frame.
   *
   * @param low {@code [n, 3, h, w]}
   * @param previous of which only the low-res frame is looked at
   * @return {@code [n, 2, h, w]}: dx, dy in low-res pixels; what is at x now was at x + flow
   */
  protected abstract Tensor estimateFlow(Tensor low, Previous previous);

  /**
   * What remains to be done to the flow, for a band of rows; see {@link Band}.
   *
   * @param low {@code [n, 3, h, w]}, the band's rows
   * @param previousHigh {@code [n, 3, h', 4w]}, the previous output around them
   * @param firstRow where the band begins in previousHigh, in high-res pixels
   * @param flow {@code [n, 2, h, w]}, of {@link #estimateFlow}
   */
  protected Tensor refineFlow(Tensor low, Tensor previousHigh, long firstRow, Tensor flow) {
    return flow;
  }

  /** How far a row's flow looks around in {@link #refineFlow}, in low-res pixels. */
  protected int refineRadius() {
    return 0;
  }

  /** How much longer {@link #refineFlow} can make a vector, in low-res pixels. */
  protected double refineReach() {
    return 0;
  }

  /**
   * The first part of {@link #flow} for several pairs of frames, which do not need the outputs yet:
   * faster than one by one.
   *
   * @param lows {@code [n, 3, h, w]} each, from the first on
   * @param previous {@code [n, 3, h, w]} each, the frames before
   * @return {@code [n, 2, h, w]} each, for {@link #refine}
   */
  public final List<Tensor> estimate(List<Tensor> lows, List<Tensor> previous) {
    if (lows.isEmpty()) {
      return List.of();
    }
    Tensor flows = estimateFlow(Tensor.cat(0, lows), new Previous(Tensor.cat(0, previous), null));
    long n = lows.get(0).size(0);
    return IntStream.range(0, lows.size()).mapToObj(i -> flows.narrow(0, i * n, n)).toList();
  }

  /** The second part of {@link #flow}: {@code [n, 2, h, w]} to the same. */
  public final Tensor refine(Tensor low, Previous previous, Tensor estimate) {
    return refineFlow(low, previous.high(), 0, estimate);
  }

  /**
   * The motion from the present frame back to the previous.
   *
   * @param low {@code [n, 3, h, w]}
   * @return {@code [n, 2, h, w]}: dx, dy in low-res pixels; what is at x now was at x + flow
   */
  public final Tensor flow(Tensor low, Previous previous) {
    return refine(low, previous, estimateFlow(low, previous));
  }

  /**
   * One output.
   *
   * @param low {@code [n, 3, h, w]}
   * @param warped {@code [n, 48, h, w]}, the previous output where things are now, space to depth
   *     ({@link Functional#pixelUnshuffle} by 4); null for the first frame
   * @return {@code [n, 3, 4h, 4w]}; not clamped
   */
  public abstract Tensor generate(Tensor low, Tensor warped);

  /**
   * Moves the previous output along a flow, for {@link #generate}.
   *
   * @param high {@code [n, 3, h', 4w]}
   * @param flow {@code [n, 2, h, w]} in low-res pixels
   * @param firstRow where the flow's first row lies in high, in high-res pixels
   * @return {@code [n, 48, h, w]}, space to depth
   */
  public final Tensor warpToPhases(Tensor high, Tensor flow, long firstRow) {
    try (var fp32 = Precision.FP32.autocast();
        var scope = new Scope()) {
      return scope.keep(alignment.warpToPhases(high, flow, firstRow));
    }
  }

  /**
   * Moves a whole high-res frame along a flow, for losses and judges.
   *
   * @param high {@code [n, c, 4h, 4w]}
   * @param flow {@code [n, 2, h, w]} in low-res pixels
   * @return {@code [n, c, 4h, 4w]}
   */
  public final Tensor warp(Tensor high, Tensor flow) {
    try (var fp32 = Precision.FP32.autocast()) {
      return Warp.backward(high, alignment.flow(flow), 1);
    }
  }

  /** The whole step: motion, warp, output. */
  public final Tensor next(Tensor low, Previous previous) {
    if (previous == null) {
      return generate(low, null);
    }
    Tensor flow = Scope.of(() -> flow(low, previous));
    return generate(low, warpToPhases(previous.high(), flow, 0));
  }

  /** How far, in low-res pixels, a pixel of the low-res frame reaches in {@link #generate}. */
  public abstract int receptiveRadius();

  /** Multiply-adds of {@link #generate} and of a learned flow for one low-res pixel. */
  public abstract long multiplyAddsPerPixel();

  /**
   * Bytes for each low-res pixel of a band that a step needs at most for its intermediate results,
   * in float; those of {@link #estimateFlow} apart.
   */
  public abstract long bandBytesPerPixel();

  /** The same for {@link #estimateFlow}, which works on whole frames. */
  public abstract long flowBytesPerPixel();

  /** Of the warp, the motion's refinement and the output's phases, whatever the network. */
  protected static final long HIGH_RES_BYTES_PER_PIXEL = 1400;
}
