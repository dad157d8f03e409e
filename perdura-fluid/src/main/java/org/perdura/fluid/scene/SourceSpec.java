package org.perdura.fluid.scene;

import java.util.Optional;
import org.perdura.fluid.noise.NoiseTexture;
import org.perdura.recipe.Default;

/**
 * Where smoke comes from. In every step it lasts, the density becomes {@code max(density, value *
 * clamp(1 - (distance + edge) / (2 edge)))} with the signed distance to the shape in cells; the
 * value is {@code density}, times the noise if there is one.
 *
 * @param shape of the source
 * @param density inside
 * @param noise its texture; none for an even source
 * @param edge half the width of the transition at its surface, in cells; 0 fills all cells whose
 *     centre is inside
 * @param firstStep when it begins, counted from 0
 * @param lastStep when it ends; never, if left out
 * @param once whether it gives smoke in its first step only
 */
public record SourceSpec(
    Shape shape,
    @Default("1") double density,
    Optional<NoiseTexture> noise,
    @Default("1") double edge,
    @Default("0") int firstStep,
    Optional<Integer> lastStep,
    @Default("false") boolean once) {

  public SourceSpec {
    Values.requireAbove("density", density, 0);
    Values.requireWithin("edge", edge, 0, 100);
    Steps.require(firstStep, lastStep, once);
  }

  Steps steps() {
    return Steps.of(firstStep, lastStep, once);
  }
}
