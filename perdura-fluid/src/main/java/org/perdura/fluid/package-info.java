/**
 * Smoke: scenes, the solver that moves them on in time, and pairs of coarse and fine simulations to
 * learn from. One step is one unit of time; lengths are cells, velocities cells per step.
 */
package org.perdura.fluid;
