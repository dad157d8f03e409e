package org.perdura.adversarial.judge;

import java.util.List;
import org.perdura.recipe.Default;

/**
 * A judge, as a recipe says it.
 *
 * @param name for log and curves
 * @param learningRate Adam's
 * @param beta1 Adam's
 * @param adversarial weight of the generator's adversarial loss
 * @param features weights of the discriminator feature loss, one for each block; none for no such
 *     loss
 * @param featureDistance how that loss measures
 * @param start the step at which the judge begins to count for the generator; it learns from the
 *     first
 * @param fadeIn over how many steps its adversarial weight then rises
 * @param balance the judge learns only while it is ahead by less than this, see {@code Balance}; 0
 *     for always
 */
public record JudgeSettings(
    @Default("judge") String name,
    @Default("{}") ViewSettings view,
    @Default("{}") DiscriminatorSettings network,
    @Default("0.00005") double learningRate,
    @Default("0.9") double beta1,
    @Default("0.01") double adversarial,
    @Default("[]") List<Double> features,
    @Default("absolute") FeatureLoss.Distance featureDistance,
    @Default("0") long start,
    @Default("0") long fadeIn,
    @Default("0") double balance) {

  public JudgeSettings {
    features = List.copyOf(features);
    if (!name.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
      // Names begin the keys of checkpoints.
      throw new IllegalArgumentException(
          "judge %s: its name must be lower-case words joined by dashes".formatted(name));
    }
    if (!(beta1 >= 0 && beta1 < 1) || start < 0 || fadeIn < 0 || !(balance >= 0)) {
      throw new IllegalArgumentException(
          ("judge %s: beta1 %s, start %d, fade-in %d, balance %s; must be 0 or more, and beta1"
                  + " below 1")
              .formatted(name, beta1, start, fadeIn, balance));
    }
    if (!features.isEmpty() && features.size() != network.channels().size()) {
      throw new IllegalArgumentException(
          "judge %s: %d features weights for %d blocks; must be as many, or none"
              .formatted(name, features.size(), network.channels().size()));
    }
    if (!(learningRate > 0)) {
      throw new IllegalArgumentException(
          "judge %s: learning-rate %s, must be above 0".formatted(name, learningRate));
    }
  }
}
