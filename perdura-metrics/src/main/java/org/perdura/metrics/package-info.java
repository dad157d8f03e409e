/**
 * Judges films against the truth they were to be: figures for each frame ({@link
 * org.perdura.metrics.Metric}), collected by scene and result. {@link org.perdura.metrics.features}
 * holds the perceptual networks.
 */
package org.perdura.metrics;
