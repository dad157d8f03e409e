package org.perdura.adversarial.judge;

import java.util.List;
import java.util.function.UnaryOperator;
import org.perdura.adversarial.Rollout;
import org.perdura.nn.DType;
import org.perdura.nn.Functional;
import org.perdura.nn.Tensor;

/** Frames and conditions of a roll-out as a judge is shown them. */
final class Exhibit {

  private final ViewSettings settings;
  private final List<Tensor> frames;
  private final UnaryOperator<Tensor> enlarge;
  private final List<Tensor> conditions;
  private final Tensor[] enlarged;
  private long look;

  Exhibit(
      ViewSettings settings, UnaryOperator<Tensor> enlarge, Rollout rollout, List<Tensor> frames) {
    this.settings = settings;
    this.frames = frames;
    this.enlarge = enlarge;
    this.conditions = rollout.conditions();
    this.enlarged = new Tensor[conditions.size()];
    this.look = rollout.look(0, rollout.frames());
    if ((settings.conditional() || settings.detail()) && conditions.isEmpty()) {
      throw new IllegalArgumentException(
          "a %s needs the roll-out's conditions, and there are none"
              .formatted(settings.conditional() ? "conditional judge" : "judge of detail"));
    }
  }

  /** From now on another look is prepared; all that belongs to it is cut alike. */
  void nextLook() {
    look++;
  }

  /** A frame, {@code [n, c, h, w]} or {@code [n, c, d, h, w]}, whole. */
  Tensor frame(int t) {
    Tensor frame = frames.get(t).to(DType.FLOAT32);
    if (settings.detail()) {
      frame = frame.sub(condition(t));
    }
    if (settings.gain() != 1) {
      frame = frame.mul(settings.gain());
    }
    return settings.offset() == 0 ? frame : frame.add(settings.offset());
  }

  /** What the generator was given, at the frames' size. */
  Tensor condition(int t) {
    if (enlarged[t] == null) {
      enlarged[t] = enlarge.apply(conditions.get(t));
    }
    return enlarged[t];
  }

  /** Where that counts which is not aligned: everywhere, unless what lies outside is cut off. */
  Tensor still(Tensor frame) {
    return settings.border() == ViewSettings.Border.CUT ? centre(frame) : frame;
  }

  /** The part of an aligned frame that counts. */
  Tensor aligned(Tensor frame) {
    Tensor centre = centre(frame);
    if (settings.border() == ViewSettings.Border.CUT || settings.crop() == 1) {
      return centre;
    }
    int dims = frame.rank() - 2;
    long[] amounts = new long[2 * dims]; // from the last dimension on
    for (int d = 0; d < dims; d++) {
      int dim = frame.rank() - 1 - d;
      amounts[2 * d] = before(frame.size(dim), dim);
      amounts[2 * d + 1] = frame.size(dim) - amounts[2 * d] - kept(frame.size(dim));
    }
    return Functional.pad(centre, Functional.Border.ZERO, amounts);
  }

  private Tensor centre(Tensor frame) {
    Tensor centre = frame;
    for (int dim = 2; settings.crop() < 1 && dim < frame.rank(); dim++) {
      centre = centre.narrow(dim, before(frame.size(dim), dim), kept(frame.size(dim)));
    }
    return centre;
  }

  /** Where the kept part begins. */
  private long before(long length, int dim) {
    long margin = length - kept(length);
    int jitter = settings.jitter();
    // Odd steps pass all offsets of a power of two; the other terms make all pairs of rows and
    // columns come, and all triples in volumes.
    long walk = look * (2 * dim - 1) + (dim - 2) * (look / jitter);
    if (dim == 4) {
      walk += look / ((long) jitter * jitter);
    }
    long shift = walk % jitter - jitter / 2;
    return Math.max(0, Math.min(margin, margin / 2 + shift));
  }

  private long kept(long length) {
    return Math.max(1, Math.round(length * settings.crop()));
  }
}
