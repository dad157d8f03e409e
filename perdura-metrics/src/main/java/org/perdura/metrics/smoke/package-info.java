/**
 * Judges smoke against the truth it was to be.
 *
 * <p>{@link org.perdura.metrics.smoke.SmokeEvaluator} reads sequences frame by frame: a {@link
 * org.perdura.metrics.smoke.SmokeSet} comes to a {@link org.perdura.metrics.smoke.SmokeEvaluation}.
 * {@link org.perdura.metrics.smoke.SmokeQuality} counts the figures of one or two frames that are
 * in memory, for the validation of a training, too. docs/metrics.md says what the figures mean.
 */
package org.perdura.metrics.smoke;
