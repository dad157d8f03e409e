package org.perdura.cli.bench;

import java.util.ArrayList;
import java.util.List;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;

/** A few frames in memory, played to and fro without end. */
final class Clip implements AutoCloseable {

  private static final int LENGTH = 8;

  private final List<Tensor> frames = new ArrayList<>();

  Clip(MovingPattern pattern) {
    try (var scope = new Scope()) {
      for (int t = 0; t < LENGTH; t++) {
        frames.add(pattern.tensor(t).persistent());
      }
    }
  }

  /** {@code [1, 3, h, w]} in [0, 1]; owned here. */
  Tensor frame(int t) {
    int turn = 2 * LENGTH - 2;
    int position = t % turn;
    return frames.get(Math.min(position, turn - position));
  }

  @Override
  public void close() {
    frames.forEach(Tensor::close);
  }
}
