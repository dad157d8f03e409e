package org.perdura.fluid.pressure;

import org.perdura.fluid.Domain;
import org.perdura.grid.VectorField;
import org.perdura.grid.VectorField.Placement;

/** What a velocity must be to be projected. */
final class Velocities {

  private Velocities() {}

  static void require(Domain domain, VectorField velocity) {
    if (!velocity.size().equals(domain.size())) {
      throw new IllegalArgumentException(
          "a velocity of %s for a domain of %s: must be of the same size"
              .formatted(velocity.size(), domain.size()));
    }
    if (velocity.placement() != Placement.FACES) {
      throw new IllegalArgumentException(
          "a velocity at %s: only one at FACES can be made free of divergence"
              .formatted(velocity.placement()));
    }
  }
}
