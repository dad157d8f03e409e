package org.perdura.fluid.scene;

import java.util.List;
import java.util.Optional;
import org.perdura.recipe.Default;

/**
 * A velocity that is imposed inside a shape.
 *
 * @param shape where
 * @param velocity along each axis, in longest sides of the domain per step
 * @param firstStep when it begins, counted from 0
 * @param lastStep when it ends; never, if left out
 * @param once whether it is imposed in its first step only
 */
public record VelocitySpec(
    Shape shape,
    List<Double> velocity,
    @Default("0") int firstStep,
    Optional<Integer> lastStep,
    @Default("false") boolean once) {

  public VelocitySpec {
    if (velocity.size() != 2 && velocity.size() != 3) {
      throw new IllegalArgumentException(
          "velocity: %s, must be 3 numbers, or 2 for flat scenes".formatted(velocity));
    }
    // A longest side per step leaves nothing to see.
    velocity.forEach(number -> Values.requireWithin("velocity", number, -1, 1));
    velocity = List.copyOf(velocity);
    Steps.require(firstStep, lastStep, once);
  }

  Steps steps() {
    return Steps.of(firstStep, lastStep, once);
  }
}
