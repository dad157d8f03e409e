/**
 * Training of generators whose detail must stay put from frame to frame, in any domain.
 *
 * <p>A domain brings a {@link org.perdura.adversarial.Task}: a generator, how it is unrolled over a
 * batch of sequences (a {@link org.perdura.adversarial.Rollout}), and what it is to minimise
 * ({@link org.perdura.adversarial.LossTerm}). Where motion comes from is its {@link
 * org.perdura.adversarial.Alignment}. Discriminators join as {@link
 * org.perdura.adversarial.Judge}s. Everything else is the {@link
 * org.perdura.adversarial.Trainer}'s: data made ahead, optimisers, averaged weights, logs, curves,
 * checkpoints, exact resume.
 *
 * <p>A directory of a run holds
 *
 * <pre>
 * model.safetensors            the averaged generator, ready to be used
 * log.jsonl                    one JSON object a line: losses, gradient norm, rates, times, validation
 * curves.png                   the same, drawn
 * events.out.tfevents.*        the same, for TensorBoard
 * validation/NAME-000500.png   pictures to look at
 * checkpoints/step-00000500.safetensors   the newest few, to resume from
 * lock                         keeps a second training out
 * </pre>
 */
package org.perdura.adversarial;
