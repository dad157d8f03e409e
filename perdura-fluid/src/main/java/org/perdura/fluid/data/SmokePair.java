package org.perdura.fluid.data;

import org.perdura.grid.ScalarField;
import org.perdura.grid.VectorField;

/**
 * One moment of a pair of simulations. A low-res cell is the block of factor high-res ones along
 * each side. The fields are the receiver's own.
 *
 * @param frame number, from 0
 * @param densityLow {@code [z, y, x]} of the low-res size
 * @param velocityLow staggered, low-res cells per step (a step is a frame)
 * @param densityHigh {@code [z, y, x]} of the high-res size
 * @param velocityHigh staggered, high-res cells per step
 */
public record SmokePair(
    int frame,
    ScalarField densityLow,
    VectorField velocityLow,
    ScalarField densityHigh,
    VectorField velocityHigh) {}
