package org.perdura.nn;

import java.util.Map;

/** Changes parameters by their gradients. */
public interface Optimizer extends AutoCloseable {

  /** One step along the gradients that backward left; parameters without one are left alone. */
  void step(double learningRate);

  /** All that the next step depends on, by name: what a checkpoint must hold. */
  Map<String, Tensor> state();

  /** Takes over a saved {@link #state}. */
  default void load(Map<String, Tensor> values) {
    StateCopy.copy(values, state());
  }

  @Override
  void close();
}
