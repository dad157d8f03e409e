/**
 * Training of generators whose detail must stay put from frame to frame, in any domain.
 *
 * <p>A domain brings a {@link org.perdura.adversarial.Task}: a generator, how it is unrolled over a
 * batch of sequences (a {@link org.perdura.adversarial.Rollout}), and what it is to minimise
 * ({@link org.perdura.adversarial.LossTerm}). Where motion comes from is its {@link
 * org.perdura.adversarial.Alignment}. Discriminators join as {@link
 * org.perdura.adversarial.Judge}s. Everything else is the {@link
 * org.perdura.adversarial.train.Trainer}'s: data made ahead, optimisers, averaged weights, logs,
 * curves, checkpoints, exact resume.
 */
package org.perdura.adversarial;
