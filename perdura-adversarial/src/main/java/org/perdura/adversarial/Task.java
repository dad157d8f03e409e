package org.perdura.adversarial;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.perdura.nn.LearningRate;
import org.perdura.nn.Module;

/**
 * What a domain brings to be trained: a generator, how it is run on a batch, and what it is to
 * minimise.
 *
 * @param <B> one batch of training data
 */
public interface Task<B> {

  /** The network that is trained, always the same object. */
  Module generator();

  /**
   * Runs the generator on a batch. The trainer has opened a scope and set the precision; what is
   * made here lives until the step ends.
   *
   * @param step from 0
   */
  Rollout rollout(B batch, long step);

  /** What the generator minimises besides the judges' terms. */
  List<LossTerm> terms();

  /** The discriminators, always the same objects. */
  default List<Judge> judges() {
    return List.of();
  }

  /**
   * Measures the generator, which holds the averaged weights and is in evaluation mode while this
   * runs, without recording gradients.
   *
   * @param step how many steps have been trained
   */
  default Validation validate(long step) {
    return Validation.none();
  }

  /**
   * Whether Muon may train this parameter of two or more dimensions; Adam trains the others. The
   * last layer is usually better off with Adam.
   *
   * @param parameter full name in the generator
   */
  default boolean suitsMuon(String parameter) {
    return true;
  }

  /**
   * A schedule of the domain's own, as a factor on the recipe's learning rates, in place of the
   * recipe's schedule.
   */
  default Optional<LearningRate> learningRateFactor() {
    return Optional.empty();
  }

  /** What an exported model says of itself: architecture, scale, data and so on. */
  Map<String, String> metadata();
}
