package org.perdura.video.train;

import java.util.List;
import org.perdura.recipe.RecipeReader;

/** A training that takes a second, on drawings alone. */
final class TinyRecipe {

  private static final String YAML =
      """
      generator: {architecture: compact, channels: 8, blocks: 1}
      training:
        steps: 10
        seed: 5
        precision: fp32
        threads: 1
        learning-rate: {muon: 0.002, adam: 0.001, warmup: 2}
        log-every: 1
        validate-every: 0
      phases:
        - {steps: 4, batch: 2, frames: 2, low-size: 10}
        - {steps: 3, batch: 1, frames: 3, low-size: 12}
        - {steps: 3, batch: 1, frames: 2, low-size: 10, lead-in: [0, 2, 14]}
      data: {mix: {photo: 0, video: 0, synthetic: 1}}
      validation:
        clips: 1
        frames: 4
        distinct: 4
        low-size: 12
        data: {mix: {photo: 0, video: 0, synthetic: 1}}
      """;

  private TinyRecipe() {}

  /**
   * The recipe with changes.
   *
   * @param overrides {@code key.sub=value}
   */
  static VideoRecipe with(String... overrides) {
    return RecipeReader.parse("tiny.yaml", YAML, VideoRecipe.class, List.of(overrides)).value();
  }
}
