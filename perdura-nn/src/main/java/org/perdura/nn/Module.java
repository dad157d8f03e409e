package org.perdura.nn;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A part of a network with named parameters (learned) and buffers (statistics). Names of children
 * are joined by dots, as in PyTorch: {@code blocks.0.first.weight}.
 */
public abstract class Module implements AutoCloseable {

  private final Map<String, Tensor> parameters = new LinkedHashMap<>();
  private final Map<String, Tensor> buffers = new LinkedHashMap<>();
  private final Map<String, Module> children = new LinkedHashMap<>();
  private boolean training;

  /** Registers a learned tensor, which this module owns from now on. */
  protected final Tensor parameter(String name, Tensor initial) {
    parameters.put(name, initial.persistent().withGradient());
    return initial;
  }

  /** Registers a tensor that is saved but not learned. */
  protected final Tensor buffer(String name, Tensor initial) {
    buffers.put(name, initial.persistent());
    return initial;
  }

  protected final <M extends Module> M child(String name, M module) {
    children.put(name, module);
    return module;
  }

  /** All learned tensors by full name, in the order of their making. */
  public final Map<String, Tensor> parameters() {
    var all = new LinkedHashMap<String, Tensor>();
    collect("", all, true, false);
    return Collections.unmodifiableMap(all);
  }

  /** Parameters and buffers by full name: what a checkpoint of this module holds. */
  public final Map<String, Tensor> state() {
    var all = new LinkedHashMap<String, Tensor>();
    collect("", all, true, true);
    return Collections.unmodifiableMap(all);
  }

  private void collect(
      String prefix, Map<String, Tensor> into, boolean learned, boolean statistics) {
    if (learned) {
      parameters.forEach((name, tensor) -> into.put(prefix + name, tensor));
    }
    if (statistics) {
      buffers.forEach((name, tensor) -> into.put(prefix + name, tensor));
    }
    children.forEach(
        (name, child) -> child.collect(prefix + name + ".", into, learned, statistics));
  }

  /** How many numbers are learned. */
  public final long parameterCount() {
    return parameters().values().stream().mapToLong(Tensor::count).sum();
  }

  /**
   * Takes over the values of a checkpoint.
   *
   * @throws IllegalArgumentException if a tensor is missing, unknown, or of another shape
   */
  public final void load(Map<String, Tensor> values) {
    StateCopy.copy(values, state());
  }

  /** Whether the module learns (batch statistics) or is applied (running statistics). */
  public final void training(boolean on) {
    training = on;
    children.values().forEach(child -> child.training(on));
  }

  protected final boolean training() {
    return training;
  }

  /** Frees all parameters and buffers. */
  @Override
  public final void close() {
    parameters.values().forEach(Tensor::close);
    buffers.values().forEach(Tensor::close);
    children.values().forEach(Module::close);
  }
}
