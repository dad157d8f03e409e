package org.perdura.smoke.train;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.perdura.adversarial.judge.JudgeSettings;
import org.perdura.adversarial.judge.ViewSettings;
import org.perdura.adversarial.train.TrainerSettings;
import org.perdura.recipe.Default;
import org.perdura.smoke.data.Augmentation;
import org.perdura.smoke.data.SmokeData;
import org.perdura.smoke.data.TileShape;
import org.perdura.smoke.model.GeneratorSpec;
import org.perdura.smoke.upscale.SmokeModel;

/**
 * One experiment, as its YAML file describes it.
 *
 * @param domain always {@code smoke}: what tells its recipes from others
 * @param initial a model to start from, as {@link SmokeModel#load} takes it; absent or empty: fresh
 *     weights
 * @param judges the discriminators; none: only the losses train
 * @param condition how low-res density is brought to high-res for the judges
 * @param data what is learned from
 * @param validation what is judged by; must share nothing with the data
 * @param workers threads that make tiles ahead
 */
public record SmokeRecipe(
    Domain domain,
    GeneratorSpec generator,
    Optional<String> initial,
    TrainerSettings training,
    Tiles tiles,
    @Default("{}") Augmentation augmentation,
    @Default("{}") LossWeights losses,
    @Default("[]") List<JudgeSettings> judges,
    @Default("cubic") Condition condition,
    SmokeData data,
    Judging validation,
    @Default("1") int workers) {

  /** Of all recipes read here. */
  public enum Domain {
    SMOKE
  }

  /** How low-res density becomes as large as high-res. */
  public enum Condition {
    /** Each cell repeated, as tempoGAN does it. */
    NEAREST,
    /** Smoothly. What a frame adds to that is its fine part, which judges can be shown alone. */
    CUBIC
  }

  public SmokeRecipe {
    initial = initial.filter(name -> !name.isBlank());
    judges = List.copyOf(judges);
    if (workers < 1) {
      throw new IllegalArgumentException("workers: %d, must be 1 or more".formatted(workers));
    }
    for (JudgeSettings judge : judges) {
      if (judge.view().kind() != ViewSettings.Kind.SPATIAL
          && tiles.frames() < ViewSettings.TRIPLET) {
        throw new IllegalArgumentException(
            "tiles: frames %d, must be %d or more for the judge %s"
                .formatted(tiles.frames(), ViewSettings.TRIPLET, judge.name()));
      }
    }
    if (tiles.frames() > 1 && augmentation.strides().contains(0)) {
      throw new IllegalArgumentException(
          "augmentation: strides with 0, but tiles: frames %d; 0 is for frames 1"
              .formatted(tiles.frames()));
    }
    if (losses.temporal() != 0 && tiles.frames() < 2) {
      throw new IllegalArgumentException("tiles: frames 1, but losses: temporal needs 2 or more");
    }
  }

  /** The same with relative paths of data taken as relative to a folder. */
  public SmokeRecipe resolve(Path folder) {
    return new SmokeRecipe(
        domain,
        generator,
        initial,
        training,
        tiles,
        augmentation,
        losses,
        judges,
        condition,
        data.resolve(folder),
        new Judging(
            validation.data().resolve(folder), validation.frames(), validation.firstFrame()),
        workers);
  }

  TileShape shape() {
    return new TileShape(
        generator.dimensions(), tiles.lowSize(), tiles.frames(), generator.neighbours());
  }

  /**
   * What a batch is made of.
   *
   * @param batch tiles at once
   * @param lowSize side in low-res cells
   * @param margin low-res cells along each side that the generator sees and that no loss or judge
   *     does: there it lacks what lies beyond the tile
   * @param frames in a row that are generated; three for temporal judges and losses
   */
  public record Tiles(
      @Default("16") int batch,
      @Default("16") int lowSize,
      @Default("0") int margin,
      @Default("1") int frames) {

    public Tiles {
      if (batch < 1 || frames < 1) {
        throw new IllegalArgumentException(
            "tiles: batch %d, frames %d; must be 1 or more".formatted(batch, frames));
      }
      if (margin < 0 || lowSize <= 2 * margin) {
        throw new IllegalArgumentException(
            "tiles: margin %d of low-size %d; must be 0 or more, and leave something"
                .formatted(margin, lowSize));
      }
    }

    /** Side of what losses and judges see, in low-res cells. */
    int inner() {
      return lowSize - 2 * margin;
    }
  }

  /**
   * How much each loss counts.
   *
   * @param content of L1
   * @param square of the mean squared error: beside L1 it cares most for the worst places
   * @param temporal of the squared difference of neighbouring results, aligned
   */
  public record LossWeights(
      @Default("1") double content, @Default("0") double square, @Default("0") double temporal) {

    public LossWeights {
      for (double weight : new double[] {content, square, temporal}) {
        if (!(weight >= 0) || Double.isInfinite(weight)) {
          throw new IllegalArgumentException(
              "losses: content %s, square %s, temporal %s; must be 0 or more"
                  .formatted(content, square, temporal));
        }
      }
    }
  }

  /**
   * The whole frames that validation uses, the same every time.
   *
   * @param frames how many of each simulation, spread over it; each with the one before
   * @param firstFrame from where on
   */
  public record Judging(SmokeData data, @Default("2") int frames, @Default("8") int firstFrame) {

    public Judging {
      if (frames < 1 || firstFrame < 1) {
        throw new IllegalArgumentException(
            "validation: frames %d, first-frame %d; must be 1 or more"
                .formatted(frames, firstFrame));
      }
    }
  }
}
