/**
 * Pairs of coarse and fine simulations of random scenes, to learn from: frame by frame in memory,
 * or as files. Everything comes from a seed and the simulation's number.
 */
package org.perdura.fluid.data;
