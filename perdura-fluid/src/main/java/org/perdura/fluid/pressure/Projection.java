package org.perdura.fluid.pressure;

/**
 * What a pressure solve came to.
 *
 * @param iterations 0 for a direct solver
 * @param divergence the largest that is left in a fluid cell, per step: the sum of what flows out
 *     of its faces, which is the residual that the reference solver measures
 */
public record Projection(int iterations, double divergence) {}
