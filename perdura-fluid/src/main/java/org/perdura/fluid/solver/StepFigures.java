package org.perdura.fluid.solver;

import org.perdura.fluid.pressure.Projection;

/**
 * What a step came to.
 *
 * @param projection of its pressure
 * @param advectionNanos time for advection, nanoseconds
 * @param pressureNanos time for the pressure
 * @param restNanos time for sources, forces, walls and open sides
 */
public record StepFigures(
    Projection projection, long advectionNanos, long pressureNanos, long restNanos) {

  public long nanos() {
    return advectionNanos + pressureNanos + restNanos;
  }
}
