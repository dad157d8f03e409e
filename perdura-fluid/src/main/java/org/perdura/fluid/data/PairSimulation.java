package org.perdura.fluid.data;

import java.util.List;

/** A pair of simulations that moves on frame by frame. */
interface PairSimulation extends AutoCloseable {

  /** Moves on by a step without a frame. */
  void warmUp();

  /**
   * Moves on by a step, to a frame.
   *
   * @param resync whether the low-res simulation becomes the blurred fine one
   */
  SmokePair next(int frame, boolean resync);

  /** All that the next steps depend on, in an order of its own; not copied. */
  List<float[]> state();

  /**
   * Continues from a state.
   *
   * @param state as {@link #state} gave it; copied
   */
  void restore(int stepsDone, List<float[]> state);

  int stepsDone();

  @Override
  void close();
}
