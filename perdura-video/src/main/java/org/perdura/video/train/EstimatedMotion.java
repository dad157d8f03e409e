package org.perdura.video.train;

import java.util.List;
import org.perdura.adversarial.Alignment;
import org.perdura.nn.GradientMode;
import org.perdura.nn.Tensor;
import org.perdura.video.model.VideoGenerator;
import org.perdura.video.model.VideoGenerator.Previous;
import org.perdura.video.motion.Warp;

/** Alignment of neighbouring frames by the generator's own estimate of their motion. */
final class EstimatedMotion implements Alignment {

  private final VideoGenerator generator;
  private final List<Tensor> lows; // [n, 3, h, w]
  private final List<Tensor> results; // [n, 3, 4h, 4w]
  private final Tensor[] fromBefore; // [n, 2, h, w], from each frame back to the one before
  private final Tensor[] fromNext; // [n, 2, h, w], from each frame on to the next
  private final boolean detached;

  /**
   * The motion of a roll-out.
   *
   * @param lows {@code [n, 3, h, w]} each
   * @param results {@code [n, 3, 4h, 4w]} each
   * @param backward the flow from each frame back to the one before, as the roll-out found it,
   *     {@code [n, 2, h, w]} in low-res pixels; null for the first
   * @param mirrored whether the second half shows the first half backwards: the flow to the next
   *     frame is then the one that the mirror image found to the frame before
   */
  EstimatedMotion(
      VideoGenerator generator,
      List<Tensor> lows,
      List<Tensor> results,
      List<Tensor> backward,
      boolean mirrored) {
    this(generator, lows, results, backward.toArray(Tensor[]::new), new Tensor[lows.size()], false);
    int last = lows.size() - 1;
    for (int t = 0; mirrored && t < last; t++) {
      fromNext[t] = backward.get(last - t);
    }
  }

  private EstimatedMotion(
      VideoGenerator generator,
      List<Tensor> lows,
      List<Tensor> results,
      Tensor[] fromBefore,
      Tensor[] fromNext,
      boolean detached) {
    this.generator = generator;
    this.lows = lows;
    this.results = results;
    this.fromBefore = fromBefore;
    this.fromNext = fromNext;
    this.detached = detached;
  }

  @Override
  public Alignment detached() {
    // Shares what has been estimated.
    return new EstimatedMotion(generator, lows, results, fromBefore, fromNext, true);
  }

  @Override
  public Tensor align(Tensor frame, int from, int to) {
    if (from == to) {
      return frame;
    }
    if (Math.abs(from - to) != 1) {
      throw new IllegalArgumentException(
          "alignment from frame %d to %d: must be neighbours".formatted(from, to));
    }
    Tensor[] known = from < to ? fromBefore : fromNext;
    if (known[to] == null) {
      known[to] = estimate(from, to);
    }
    Tensor flow = detached ? known[to].detach() : known[to];
    boolean low = frame.size(2) == lows.get(to).size(2);
    return low ? Warp.backward(frame, flow, 1) : generator.warp(frame, flow);
  }

  /** With gradients for a learned motion, whoever asks first: the next may want them. */
  private Tensor estimate(int from, int to) {
    try (var gradient = GradientMode.on()) {
      return generator.flow(lows.get(to), new Previous(lows.get(from), results.get(from).detach()));
    }
  }
}
