package org.perdura.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.perdura.adversarial.BatchSource;
import org.perdura.adversarial.Task;
import org.perdura.adversarial.train.Run;
import org.perdura.adversarial.train.StepReport;
import org.perdura.adversarial.train.Trainer;
import org.perdura.adversarial.train.TrainerSettings;
import org.perdura.adversarial.train.TrainingException;
import org.perdura.adversarial.train.TrainingListener;
import org.perdura.adversarial.train.TrainingResult;
import org.perdura.cli.report.Report;
import org.perdura.cli.report.ReportOptions;
import org.perdura.recipe.Recipe;
import org.perdura.recipe.RecipeReader;
import org.perdura.smoke.train.SmokeRecipe;
import org.perdura.smoke.train.SmokeTask;
import org.perdura.video.train.VideoRecipe;
import org.perdura.video.train.VideoTask;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code perdura train}. */
@Command(
    name = "train",
    description = {
      "Trains a model as a recipe says.",
      "Ctrl-C ends it after the present step with a checkpoint; --resume goes on from there, and"
          + " what comes out is the same, bit for bit."
    },
    footer = {
      "",
      "Recipes that come with Perdura:",
      "  video-4x          compact generator, content loss; made for processors",
      "  video-4x-rollout  its second part: long roll-outs",
      "  video-4x-still    its third part: scenes that stand still",
      "  frvsr             FRVSR, the reference; what tecogan begins from",
      "  tecogan           the reference with 16 blocks against a discriminator; needs a GPU",
      "  tecogan-mini      the same with 10 blocks",
      "  tecogan-compact   video-4x against a discriminator; made for processors",
      "",
      "For smoke:",
      "  compact-2d          compact generator, content loss; made for processors",
      "  compact-3d          the same for volumes",
      "  compact-2d-detail   compact-2d against two discriminators, one of them temporal",
      "  compact-3d-detail   the same for volumes",
      "  compact-2d-spatial  compact-2d-detail without the temporal one",
      "  compact-2d-l2       compact-2d-detail with a squared difference in its place",
      "  tempogan-2d         tempoGAN, the reference; takes days on a processor",
      "  tempogan-3d         the same for volumes"
    },
    sortOptions = false)
final class TrainCommand implements Callable<Integer> {

  private static final int PATIENCE_SECONDS = 120;

  /** The key by which recipes for smoke are told from others. */
  private static final String DOMAIN = "domain";

  private static final String SMOKE = "smoke";

  /** The trainer's own file, which alone is no run. */
  private static final String LOCK = "lock";

  @Parameters(
      paramLabel = "RECIPE",
      description = "A YAML file, or the name of one of the recipes below.")
  private String recipe;

  @Option(
      names = "--run",
      paramLabel = "DIR",
      required = true,
      description = "Where log, curves, checkpoints and model go; empty or not there yet.")
  private Path directory;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "What the recipe's paths are relative to (default: the recipe's folder).")
  private Path data;

  @Option(
      names = "--vgg",
      paramLabel = "FILE",
      description = {
        "Weights of a VGG-19 (torchvision's, .pth or .safetensors) for the perceptual loss",
        "(default: the distilled one that comes with Perdura)."
      })
  private Path vgg;

  @Option(names = "--resume", description = "Go on from the newest checkpoint.")
  private boolean resume;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Another value for a key of the recipe, e.g. training.steps=100; repeatable.")
  private List<String> overrides = List.of();

  @Option(
      names = "--cache",
      paramLabel = "DIR",
      description =
          "Where decoded films and prepared simulations are kept between runs, up to some GB; may be"
              + " deleted (default: ${DEFAULT-VALUE}).",
      defaultValue = "${sys:user.home}/.cache/perdura")
  private Path cache;

  @Mixin private ReportOptions reporting;

  @Override
  public Integer call() throws IOException {
    Report report = reporting.report();
    Path file = Recipes.find(recipe);
    Path base = data != null ? data : file.toAbsolutePath().getParent();
    if (RecipeReader.peek(file, DOMAIN).equals(Optional.of(SMOKE))) {
      trainSmoke(file, base, report);
    } else {
      trainVideo(file, base, report);
    }
    return 0;
  }

  private void trainVideo(Path file, Path base, Report report) throws IOException {
    var read = RecipeReader.read(file, VideoRecipe.class, overrides);
    Recipes.requireInside(read, base, overrides);
    VideoRecipe resolved = read.value().resolve(base);
    requireFreshRun();
    Recipes.requireData(resolved.data());
    Recipes.requireData(resolved.validation().data());
    tellPreparing(read, "films and clips", report);
    try (var task = new VideoTask(resolved, cache, Optional.ofNullable(vgg))) {
      train(task, task.batches(), resolved.workers(), resolved.training(), read, report);
    }
  }

  private void trainSmoke(Path file, Path base, Report report) throws IOException {
    var read = RecipeReader.read(file, SmokeRecipe.class, overrides);
    Recipes.requireInside(read, base, overrides);
    SmokeRecipe resolved = read.value().resolve(base);
    requireFreshRun();
    tellPreparing(read, "simulations", report);
    try (var task = new SmokeTask(resolved, cache)) {
      train(task, task.batches(), resolved.workers(), resolved.training(), read, report);
    }
  }

  private static void tellPreparing(Recipe<?> recipe, String what, Report report) {
    report.event(
        "preparing",
        Map.of("recipe", recipe.name()),
        "%s: preparing %s".formatted(recipe.name(), what));
  }

  private <B> void train(
      Task<B> task,
      BatchSource<B> batches,
      int workers,
      TrainerSettings settings,
      Recipe<?> read,
      Report report)
      throws IOException {
    try (var telling = new Telling(report)) {
      var trainer =
          new Trainer<>(
              task, batches, workers, settings, new Run(directory, resume, read), telling);
      TrainingResult result;
      try (var interruption = new Interruption(trainer::stop, PATIENCE_SECONDS)) {
        result = trainer.run();
      }
      telling.close();
      finish(result, report);
    }
  }

  /** What the trainer would find too, but only after films were decoded for minutes. */
  private void requireFreshRun() throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    if (!Files.isDirectory(directory)) {
      throw new TrainingException(directory + ": is a file, must be a directory for the run");
    }
    try (var entries = Files.newDirectoryStream(directory, entry -> !entry.endsWith(LOCK))) {
      if (!resume && entries.iterator().hasNext()) {
        throw new TrainingException(
            directory + ": not empty; resume the run in it, or name another directory");
      }
    }
  }

  private void finish(TrainingResult result, Report report) throws StoppedException {
    if (!result.finished()) {
      throw new StoppedException(
          "stopped after step %d; --resume goes on from there".formatted(result.step()));
    }
    var fields = new LinkedHashMap<String, Object>();
    fields.put("step", result.step());
    fields.put("model", result.model().toString());
    fields.put("seconds", result.elapsedSeconds());
    fields.put("figures", result.figures());
    report.event(
        "done",
        fields,
        "%s: %d steps in %.1f minutes"
            .formatted(result.model(), result.step(), result.elapsedSeconds() / 60));
  }

  /** Passes on what the trainer tells. */
  private static final class Telling implements TrainingListener, AutoCloseable {

    private final Report report;
    private Report.Progress progress;

    private Telling(Report report) {
      this.report = report;
    }

    @Override
    public void onStart(long step, long steps) {
      progress = report.progress("training", "steps", step, steps);
    }

    @Override
    public void onStep(StepReport step) {
      progress.at(step.step(), "loss %.4g".formatted(step.total()));
    }

    @Override
    public void onValidation(long step, Map<String, Double> figures) {
      if (figures.isEmpty()) {
        return;
      }
      var fields = new LinkedHashMap<String, Object>();
      fields.put("step", step);
      fields.putAll(figures);
      String text =
          figures.entrySet().stream()
              .map(figure -> "%s %.3f".formatted(figure.getKey(), figure.getValue()))
              .collect(Collectors.joining(", "));
      report.event("validation", fields, "step " + step + ": " + text);
    }

    @Override
    public void onWarning(String line) {
      report.warn(line);
    }

    @Override
    public void close() {
      if (progress != null) {
        progress.close();
        progress = null;
      }
    }
  }
}
