package org.perdura.adversarial;

/**
 * Training data.
 *
 * @param <B> one batch. Made on other threads than used: tensors in it must be {@linkplain
 *     org.perdura.nn.Tensor#persistent persistent}. If it is {@link AutoCloseable}, the trainer
 *     closes it when its step is done.
 */
@FunctionalInterface
public interface BatchSource<B> {

  /**
   * The batch of a step, the same whenever asked for. Called by several threads at once.
   *
   * @param step from 0; where the recipe has steps of several runs, each run counts
   */
  B batch(long step) throws Exception;
}
