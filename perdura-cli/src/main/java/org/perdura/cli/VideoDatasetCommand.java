package org.perdura.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.perdura.cli.report.Report;
import org.perdura.cli.report.ReportOptions;
import org.perdura.recipe.RecipeReader;
import org.perdura.video.data.ClipSampler;
import org.perdura.video.data.VideoDataSpec;
import org.perdura.video.data.VideoDataset;
import org.perdura.video.data.VideoDatasetWriter;
import org.perdura.video.data.VideoDatasetWriter.Existing;
import org.perdura.video.train.VideoRecipe;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code perdura dataset video}. */
@Command(
    name = "video",
    description = {
      "Writes clips of a recipe's data as PNG files: DIR/low/clip-0001/0001.png and so on, the"
          + " truth under the same names in DIR/high, and what they are in DIR/dataset.json.",
      "The same recipe, data, seed and sizes give the same clips.",
      "perdura upscale DIR/low RESULT and perdura evaluate RESULT DIR/high then judge a model."
    },
    sortOptions = false)
final class VideoDatasetCommand implements Callable<Integer> {

  private static final int PATIENCE_SECONDS = 60;

  /** {@link VideoDataset.Part} in small letters. */
  static final class PartName extends OneOf {
    PartName() {
      super("training", "validation");
    }
  }

  @Spec private CommandSpec command;

  @Parameters(
      paramLabel = "RECIPE",
      description = "A YAML file, or the name of a recipe that comes with Perdura: video-4x.")
  private String recipe;

  @Parameters(paramLabel = "DIR", description = "Empty or not there yet.")
  private Path directory;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "What the recipe's paths are relative to (default: the recipe's folder).")
  private Path data;

  @Option(
      names = "--part",
      paramLabel = "PART",
      defaultValue = "validation",
      converter = PartName.class,
      description = "training or validation, what is held out (default: validation).")
  private String part;

  @Option(
      names = "--clips",
      paramLabel = "N",
      defaultValue = "8",
      description = "How many (default: ${DEFAULT-VALUE}).")
  private int clips;

  @Option(
      names = "--frames",
      paramLabel = "F",
      defaultValue = "40",
      description = "Of each clip (default: ${DEFAULT-VALUE}).")
  private int frames;

  @Option(
      names = "--low-size",
      paramLabel = "S",
      defaultValue = "64",
      description = "Side of the low-res frames, in pixels (default: ${DEFAULT-VALUE}).")
  private int lowSize;

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      defaultValue = "0",
      description = "Another seed gives other clips (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--step",
      paramLabel = "K",
      defaultValue = "-1",
      description =
          "The training step whose clips to take, with the recipe's own seed as --seed"
              + " (default: ${DEFAULT-VALUE}, clips of no training step).")
  private long step;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "Another value for a key of the recipe, e.g. validation.data.mix.photo=0; repeatable.")
  private List<String> overrides = List.of();

  @Option(
      names = "--cache",
      paramLabel = "DIR",
      description = "Where decoded films are kept between runs (default: ${DEFAULT-VALUE}).",
      defaultValue = "${sys:user.home}/.cache/perdura")
  private Path cache;

  @ArgGroup private final IfThere ifThere = new IfThere();

  @Mixin private ReportOptions reporting;

  /** One or none of these. */
  private static final class IfThere {

    @Option(names = "--resume", description = "Finish a dataset that was begun in DIR.")
    private boolean resume;

    @Option(names = "--overwrite", description = "Replace a dataset in DIR.")
    private boolean overwrite;
  }

  @Override
  public Integer call() throws IOException {
    Report report = reporting.report();
    var read = RecipeReader.read(Recipes.find(recipe), VideoRecipe.class, overrides);
    Recipes.requireInside(read, base(), overrides);
    var named = VideoDataset.Part.valueOf(part.toUpperCase(Locale.ROOT));
    VideoDataSpec sources =
        named == VideoDataset.Part.TRAINING
            ? read.value().data()
            : read.value().validation().data();
    var writer = new VideoDatasetWriter(directory, order(read.name(), named, sources), existing());
    VideoDataSpec resolved = sources.resolve(base());
    Recipes.requireData(resolved);
    report.event(
        "preparing", Map.of("recipe", read.name()), read.name() + ": preparing films and photos");
    var sampler = new ClipSampler(resolved, cache, seed);
    boolean finished;
    try (var interruption = new Interruption(writer::stop, PATIENCE_SECONDS);
        var progress = report.progress("writing", "clips", writer.done(), clips)) {
      finished = writer.run(sampler, done -> progress.at(done, ""));
    }
    if (!finished) {
      throw new StoppedException(
          "stopped after %d of %d clips; --resume goes on from there"
              .formatted(writer.done(), clips));
    }
    tell(report);
    return 0;
  }

  private VideoDataset.Order order(String name, VideoDataset.Part part, VideoDataSpec sources) {
    try {
      return new VideoDataset.Order(name, part, seed, step, clips, frames, lowSize, sources);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }

  private Existing existing() {
    if (ifThere.resume) {
      return Existing.RESUME;
    }
    return ifThere.overwrite ? Existing.REPLACE : Existing.REFUSE;
  }

  private Path base() throws IOException {
    return data != null ? data : Recipes.find(recipe).toAbsolutePath().getParent();
  }

  private void tell(Report report) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("directory", directory.toString());
    fields.put("clips", clips);
    fields.put("frames", frames);
    fields.put("low-size", lowSize);
    report.event(
        "done",
        fields,
        "%s: %d clips of %d frames, low and high".formatted(directory, clips, frames));
  }
}
