package org.perdura.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.perdura.nn.Precision;
import org.perdura.recipe.Recipe;
import org.perdura.recipe.RecipeReader;
import org.perdura.video.train.VideoRecipe;

/**
 * One kind of training that is measured, on drawn clips, so that no data are needed.
 *
 * @param network "reference" (FRVSR with 10 blocks) or "compact"
 * @param losses "content", or "adversarial": with ping-pong, perceptual and discriminator losses
 */
record TrainingCase(String network, String losses, Precision precision) {

  /** What all have in common. No step changes much: it is the time that counts. */
  private static final String COMMON =
      """
      training:
        steps: 1000000
        optimizer: %s
        learning-rate: {muon: 0.0001, adam: 0.00005, warmup: 0, schedule: constant}
        ema: %s
        precision: %s
        threads: %d
        validate-every: 0
        checkpoint-every-minutes: 0
      phases:
        - {steps: 1000000, batch: %d, frames: %d, low-size: %d}
      data: {mix: {photo: 0, video: 0, synthetic: 1}}
      validation:
        {clips: 1, frames: 1, distinct: 1, low-size: 12, data: {mix: {photo: 0, video: 0, synthetic: 1}}}
      """;

  private static final String REFERENCE =
      """
      generator: {architecture: frvsr, channels: 64, blocks: 10}
      losses: {content-kind: squared, warp: 1, range: 2%s}
      """;

  private static final String COMPACT =
      """
      generator: {architecture: compact, channels: 64, blocks: 3}
      losses: {content-kind: charbonnier%s}
      """;

  /** As in the recipe tecogan, but that the discriminator always learns. */
  private static final String REFERENCE_JUDGE =
      """
      judges:
        - name: spatio-temporal
          view: {kind: spatio-temporal, every: 3, gain: 2, offset: -1, crop: 0.75, border: zero}
          network: {stem: 64, channels: [64, 64, 128, 256], batch-norm: true, head: dense}
          features: [0.00166667, 0.00142857, 0.00083333, 0.0002]
      """;

  /** As in the recipe tecogan-compact, likewise, and from the first step. */
  private static final String COMPACT_JUDGE =
      """
      judges:
        - name: spatio-temporal
          view:
            {kind: spatio-temporal, every: 2, detail: true, gain: 8, crop: 0.75, border: cut, jitter: 8}
          network: {stem: 0, channels: [48, 96, 128], batch-norm: false, head: patch}
          beta1: 0.5
      """;

  /** All there are, those with the same network beside one another. */
  static List<TrainingCase> all() {
    var all = new ArrayList<TrainingCase>();
    for (String network : List.of("reference", "compact")) {
      for (String losses : List.of("content", "adversarial")) {
        for (Precision precision : Precision.values()) {
          all.add(new TrainingCase(network, losses, precision));
        }
      }
    }
    return all;
  }

  /** Those that answer to every one of the words, given by network, losses or precision. */
  static List<TrainingCase> matching(List<String> words) {
    return all().stream()
        .filter(
            one ->
                words.stream()
                    .map(word -> word.strip().toLowerCase(Locale.ROOT))
                    .allMatch(List.of(one.network, one.losses, one.precisionName())::contains))
        .toList();
  }

  String precisionName() {
    return precision.name().toLowerCase(Locale.ROOT);
  }

  String name() {
    return network + ", " + losses;
  }

  /**
   * The whole recipe.
   *
   * @param frames of a clip; adversarial training plays them forth and back
   * @param lowSize in low-res pixels
   */
  Recipe<VideoRecipe> recipe(int threads, int batch, int frames, int lowSize) {
    boolean compact = network.equals("compact");
    String common =
        COMMON.formatted(
            compact ? "muon" : "adam",
            compact ? "0.999" : "0",
            precisionName(),
            threads,
            batch,
            frames,
            lowSize);
    String losses = "";
    String judges = "";
    if (this.losses.equals("adversarial")) {
      losses =
          compact
              ? ", ping-pong: 0.5, perceptual: 0.06, perceptual-every: 2, perceptual-jitter: 8"
              : ", ping-pong: 0.5, perceptual: 0.2";
      judges = compact ? COMPACT_JUDGE : REFERENCE_JUDGE;
    }
    String own = (compact ? COMPACT : REFERENCE).formatted(losses);
    return RecipeReader.parse(
        network + "-" + this.losses, own + judges + common, VideoRecipe.class, List.of());
  }
}
