package org.perdura.video.train;

import java.util.List;
import org.perdura.adversarial.Alignment;
import org.perdura.nn.Tensor;
import org.perdura.video.model.VideoGenerator;
import org.perdura.video.model.VideoGenerator.Previous;
import org.perdura.video.motion.Warp;

/**
 * Alignment of neighbouring frames by the generator's own estimate of their motion.
 *
 * @param lows {@code [n, 3, h, w]} each
 * @param results {@code [n, 3, 4h, 4w]} each
 * @param backward the flow from each frame back to the one before, {@code [n, 2, h, w]} in low-res
 *     pixels; null for the first
 */
record EstimatedMotion(
    VideoGenerator generator, List<Tensor> lows, List<Tensor> results, List<Tensor> backward)
    implements Alignment {

  @Override
  public Tensor align(Tensor frame, int from, int to) {
    if (from == to) {
      return frame;
    }
    if (Math.abs(from - to) != 1) {
      throw new IllegalArgumentException(
          "alignment from frame %d to %d: must be neighbours".formatted(from, to));
    }
    Tensor flow =
        from < to && backward.get(to) != null
            ? backward.get(to)
            : generator.flow(
                lows.get(to), new Previous(lows.get(from), results.get(from).detach()));
    boolean low = frame.size(2) == lows.get(to).size(2);
    return low ? Warp.backward(frame, flow, 1) : generator.warp(frame, flow);
  }
}
