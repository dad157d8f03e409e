/**
 * Judges films against the truth they were to be.
 *
 * <p>{@link org.perdura.metrics.SceneEvaluator} reads a {@link org.perdura.metrics.Scene}, a truth
 * and any number of results, frame by frame and counts a figure of each {@link
 * org.perdura.metrics.Metric} for each frame: {@link org.perdura.metrics.SceneFigures}, which
 * gather to {@link org.perdura.metrics.ResultFigures} and an {@link
 * org.perdura.metrics.Evaluation}. {@link org.perdura.metrics.features} holds the perceptual
 * networks and LPIPS, {@link org.perdura.metrics.report} makes the page for people. docs/metrics.md
 * says what the figures mean and where their formulas come from.
 */
package org.perdura.metrics;
