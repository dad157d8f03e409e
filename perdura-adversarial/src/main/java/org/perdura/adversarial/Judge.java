package org.perdura.adversarial;

import java.util.List;
import java.util.Map;
import org.perdura.nn.Module;
import org.perdura.nn.Precision;
import org.perdura.nn.Tensor;

/**
 * A discriminator: it learns to tell results from truths, and what it has learned becomes losses of
 * the generator. It owns its network, its optimiser and the balance between the two sides.
 */
public interface Judge extends AutoCloseable {

  /** As logs, curves and checkpoints name it: lower-case words joined by dashes. */
  String name();

  Module module();

  /**
   * What the generator is to minimise to please this judge. All are evaluated on the same roll-out,
   * in this order, before {@link #update} sees it. Gradients of theirs that reach the judge's own
   * weights are thrown away; better none do. What is made here for {@link #update} may live until
   * the end of the step.
   */
  List<LossTerm> generatorTerms();

  /**
   * Learns from a roll-out. The results must be cut off from the generator ({@link Tensor#detach}).
   * The trainer has cleared the gradients of {@link #module}; the step of the optimiser, or the
   * decision not to take it, is the judge's.
   *
   * @param precision in which to compute forwards; backward belongs outside of it
   * @return figures for the log, such as loss and accuracy; one that is not finite ends the
   *     training
   */
  Map<String, Double> update(Rollout rollout, long step, Precision precision);

  /** All that later updates depend on: network, optimiser, balance. */
  Map<String, Tensor> state();

  /** Takes over a saved {@link #state}. */
  void load(Map<String, Tensor> values);

  @Override
  void close();
}
