package org.perdura.adversarial;

import java.util.Objects;

/**
 * One term of the sum that the generator minimises. A term is not evaluated at steps where its
 * weight is 0.
 *
 * @param name as logs and curves show it
 * @param weight may be negative
 */
public record LossTerm(String name, Weight weight, Loss loss) {

  public LossTerm {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(weight, "weight");
    Objects.requireNonNull(loss, "loss");
  }

  public LossTerm(String name, double weight, Loss loss) {
    this(name, Weight.constant(weight), loss);
  }
}
