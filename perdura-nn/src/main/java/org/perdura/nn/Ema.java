package org.perdura.nn;

import java.util.LinkedHashMap;
import java.util.Map;

/** An exponential moving average of a module's state, which often judges better than the last. */
public final class Ema implements AutoCloseable {

  private final Map<String, Tensor> source;
  private final Map<String, Tensor> average = new LinkedHashMap<>();
  private final double decay;

  /**
   * @param decay how much of the average stays at each update, e.g. 0.999
   */
  public Ema(Module module, double decay) {
    this.decay = decay;
    this.source = module.state();
    try (var noGradient = GradientMode.off();
        var scope = new Scope()) {
      source.forEach((name, tensor) -> average.put(name, tensor.detach().copy().persistent()));
    }
  }

  /**
   * Moves the average towards the module's present state. Early on it moves faster, so that the
   * random start is soon forgotten.
   *
   * @param step how many updates went before
   */
  public void update(long step) {
    double keep = Math.min(decay, (1.0 + step) / (10.0 + step));
    try (var noGradient = GradientMode.off()) {
      average.forEach((name, tensor) -> tensor.lerpInPlace(source.get(name), 1 - keep));
    }
  }

  /** The averaged tensors by the module's names. */
  public Map<String, Tensor> state() {
    return average;
  }

  @Override
  public void close() {
    average.values().forEach(Tensor::close);
  }
}
