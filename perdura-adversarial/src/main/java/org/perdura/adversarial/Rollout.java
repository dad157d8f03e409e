package org.perdura.adversarial;

import java.util.List;
import java.util.Map;
import org.perdura.nn.Tensor;

/**
 * What the generator made of one batch of sequences, and what it should have made. All lists are in
 * the order of time, one tensor {@code [n, c, h, w]} or {@code [n, c, d, h, w]} per frame.
 *
 * @param results the generator's frames, still attached to its weights
 * @param truths the frames wanted, of the results' shapes
 * @param conditions what the generator was given, at its own size or brought to the results', as
 *     the domain says; empty if no loss or judge asks for it
 * @param alignment motion between the frames
 * @param extras further tensors that a domain's own losses need, by name
 * @param step of the training that this is, for what is to differ from step to step, such as jitter
 */
public record Rollout(
    List<Tensor> results,
    List<Tensor> truths,
    List<Tensor> conditions,
    Alignment alignment,
    Map<String, Tensor> extras,
    long step) {

  public Rollout {
    results = List.copyOf(results);
    truths = List.copyOf(truths);
    conditions = List.copyOf(conditions);
    extras = Map.copyOf(extras);
    if (results.isEmpty() || results.size() != truths.size()) {
      throw new IllegalArgumentException(
          "rollout: %d results and %d truths; must be as many, and one or more"
              .formatted(results.size(), truths.size()));
    }
    if (!conditions.isEmpty() && conditions.size() != results.size()) {
      throw new IllegalArgumentException(
          "rollout: %d conditions for %d results; must be as many, or none"
              .formatted(conditions.size(), results.size()));
    }
  }

  /** Without extras, of step 0: jitter is the same at each step. */
  public Rollout(
      List<Tensor> results, List<Tensor> truths, List<Tensor> conditions, Alignment alignment) {
    this(results, truths, conditions, alignment, Map.of(), 0);
  }

  /** Which of all looks at frames this one is, if each roll-out gives as many: for jitter. */
  public long look(int look, int looks) {
    return step * looks + look;
  }

  /** How many frames. */
  public int frames() {
    return results.size();
  }

  /**
   * A further tensor by name.
   *
   * @throws IllegalArgumentException if the domain gave none of that name
   */
  public Tensor extra(String name) {
    Tensor extra = extras.get(name);
    if (extra == null) {
      throw new IllegalArgumentException(
          "rollout: no extra tensor " + name + "; there are " + extras.keySet());
    }
    return extra;
  }
}
