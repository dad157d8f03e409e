package org.perdura.nn;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A part of a network with named parameters (learned) and buffers (statistics). Names of children
 * are joined by dots, as in PyTorch: {@code blocks.0.first.weight}.
 */
public abstract class Module implements AutoCloseable {

  private final Map<String, Tensor> parameters = new LinkedHashMap<>();
  private final Map<String, Tensor> buffers = new LinkedHashMap<>();
  private final Map<String, Module> children = new LinkedHashMap<>();
  private final List<Runnable> closings = new ArrayList<>();
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

  /** Names what {@link #close} frees in addition: constants that are neither learned nor saved. */
  protected final void onClose(Runnable closing) {
    closings.add(closing);
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

  /**
   * Whether gradients of the parameters are wanted. Without, what is computed still passes
   * gradients on to its input, at about two thirds of the cost: for networks that judge others and
   * do not learn. Gradients that are there already are forgotten then.
   */
  public final void trainable(boolean on) {
    for (Tensor tensor : parameters.values()) {
      tensor.requireGradient(on);
      if (!on) {
        tensor.clearGradient();
      }
    }
    children.values().forEach(child -> child.trainable(on));
  }

  /**
   * Converts all floating-point tensors in place, for applying the network alone: bfloat16 weights
   * halve the memory and need no conversion at each step, but an optimiser cannot learn them. Names
   * and layout stay; the input must then be of that type too. Statistics of {@link BatchNorm} stay
   * float.
   */
  public final void convert(DType type) {
    if (!type.isFloatingPoint()) {
      throw new IllegalArgumentException("weights of type " + type + ": must be floating-point");
    }
    if (!keepsFloat()) {
      ownTensors().forEach(tensor -> tensor.setData(tensor.to(type)));
    }
    children.values().forEach(child -> child.convert(type));
  }

  /**
   * Reorders all tensors in memory, in place. Layers compute in that layout under {@link
   * MemoryLayout#use}.
   */
  public final void layout(MemoryLayout layout) {
    try (var use = layout.use();
        var scope = new Scope()) {
      reorder();
    }
  }

  private void reorder() {
    ownTensors().forEach(tensor -> tensor.setData(tensor.channelsLast()));
    children.values().forEach(Module::reorder);
  }

  /** Moves all tensors to a device, in place. */
  public final void toDevice(Device device) {
    ownTensors().forEach(tensor -> tensor.setData(tensor.toDevice(device)));
    children.values().forEach(child -> child.toDevice(device));
  }

  private List<Tensor> ownTensors() {
    return Stream.concat(parameters.values().stream(), buffers.values().stream()).toList();
  }

  /** Whether {@link #convert} passes this module by. */
  boolean keepsFloat() {
    return false;
  }

  /** Frees all parameters and buffers, and what {@link #onClose} names. */
  @Override
  public final void close() {
    parameters.values().forEach(Tensor::close);
    buffers.values().forEach(Tensor::close);
    children.values().forEach(Module::close);
    closings.forEach(Runnable::run);
  }
}
