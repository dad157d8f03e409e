package org.perdura.smoke.data;

/**
 * A part of a pair of simulations, some frames long.
 *
 * @param low density of each low-res frame, {@code [z, y, x]}
 * @param velocity of each frame that the generator makes: all x, then y (, z), at the centres,
 *     low-res cells per step
 * @param high density of each frame that the generator makes, {@code [z, y, x]}
 */
public record SmokeTile(float[][] low, float[][] velocity, float[][] high) {}
