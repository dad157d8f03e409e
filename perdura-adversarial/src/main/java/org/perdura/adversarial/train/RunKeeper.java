package org.perdura.adversarial.train;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.imageio.ImageIO;
import org.perdura.adversarial.Picture;
import org.perdura.adversarial.Task;
import org.perdura.adversarial.Validation;
import org.perdura.nn.SafeTensors;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;
import org.perdura.nn.Torch;

/** Everything that a run leaves behind: log, curves, event files, checkpoints, pictures, model. */
final class RunKeeper implements AutoCloseable {

  static {
    // The cache on disk registers a shutdown hook, which fails while the program is stopping.
    ImageIO.setUseCache(false);
    // Curves are drawn into files; a screen that is named but cannot be reached must not matter.
    if (System.getProperty("java.awt.headless") == null) {
      System.setProperty("java.awt.headless", "true");
    }
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Key of a checkpoint's strings: what the log and the watch on divergence go on from. */
  private static final String STATE = "keeper";

  private static final String MEANS = "means";
  private static final String DIVERGENCE = "divergence";

  private final RunDirectory directory;
  private final Run run;
  private final TrainerSettings settings;
  private final Task<?> task;
  private final Learning<?> learning;
  private final TrainingListener listener;
  private final Checkpoints checkpoints;
  private final StepMeans means = new StepMeans();
  private final DivergenceGuard divergence = new DivergenceGuard();
  private final long started = System.nanoTime();

  private RunLog log;
  private EventFile events;
  private long firstStep;
  private double secondsBefore;
  private Path newestCheckpoint;
  private long checkpointStep = -1;
  private long checkpointNanos = System.nanoTime();
  private long validatedStep = -1;
  private Map<String, Double> figures = Map.of();

  RunKeeper(
      RunDirectory directory,
      Run run,
      TrainerSettings settings,
      Task<?> task,
      Learning<?> learning,
      TrainingListener listener) {
    this.directory = directory;
    this.run = run;
    this.settings = settings;
    this.task = task;
    this.learning = learning;
    this.listener = listener;
    this.checkpoints = new Checkpoints(directory.checkpoints(), settings.keepCheckpoints());
  }

  /** Goes back to the newest checkpoint, if the run is resumed, and opens the files. */
  void begin() throws IOException {
    if (run.resume()) {
      directory.deleteUnfinished();
      restore();
    }
    log = new RunLog(directory.log(), firstStep);
    events = new EventFile(directory.root(), firstStep + 1, Clock.systemUTC());
    for (JsonNode line : log.entries()) {
      secondsBefore = line.path("elapsed").asDouble(secondsBefore);
      if (line.has("validation")) {
        validatedStep = line.path("step").asLong();
        var saved = new LinkedHashMap<String, Double>();
        line.get("validation")
            .properties()
            .forEach(figure -> saved.put(figure.getKey(), figure.getValue().asDouble()));
        figures = saved;
      }
    }
  }

  private void restore() throws IOException {
    try (var scope = new Scope()) {
      var loaded = checkpoints.newest(listener::onWarning);
      if (loaded == null) {
        listener.onWarning(directory.checkpoints() + ": no checkpoint; training begins at step 0");
        return;
      }
      Map<String, String> metadata = loaded.content().metadata();
      Path file = loaded.file();
      directory.requireSameRecipe(metadata.getOrDefault("recipe", ""), file, listener::onWarning);
      long step = loaded.step();
      if (step > settings.steps()) {
        throw new TrainingException(
            "%s: at step %d already, but the recipe ends at %d"
                .formatted(file, step, settings.steps()));
      }
      learning.load(loaded.content().tensors());
      firstStep = step;
      JsonNode kept = JSON.readTree(metadata.getOrDefault(STATE, "{}"));
      means.restore(kept.path(MEANS));
      divergence.restore(kept.path(DIVERGENCE));
      newestCheckpoint = file;
      checkpointStep = step;
      checkpoints.deleteAfter(step);
    } catch (IllegalArgumentException | JacksonException e) {
      throw new TrainingException(
          directory.checkpoints() + ": does not fit this recipe: " + e.getMessage(), e);
    }
  }

  /** How many steps have been trained before. */
  long firstStep() {
    return firstStep;
  }

  /** Of all training of this run, without interruptions. */
  double elapsedSeconds() {
    return secondsBefore + (System.nanoTime() - started) * 1e-9;
  }

  /** A step has been trained: logs, validates and saves what is due. */
  void trained(StepReport report) throws IOException {
    long step = report.step();
    boolean gone = !directory.isThere();
    if (gone) {
      Files.createDirectories(directory.root());
    }
    means.add(report);
    boolean last = step == settings.steps();
    if (step % settings.logEvery() == 0 || last) {
      log(means.take(report));
    }
    listener.onStep(report);
    requireConvergence(report);
    if (!last && settings.validateEvery() > 0 && step % settings.validateEvery() == 0) {
      validate(step);
      if (!divergence.doubtful()) {
        exportModel(step);
      }
    }
    if (gone || checkpointDue(step)) {
      checkpoint(step);
    }
    if (gone) {
      // What is in memory would be lost with the process, and nobody would look for it elsewhere.
      log.rewrite();
      throw new TrainingException(
          "%s: was moved or deleted during the training; %s, from which --resume goes on"
              .formatted(directory.root(), lastCheckpoint()));
    }
  }

  /** Judges' figures and terms, which have a slash, rise and fall with the other side's skill. */
  private void requireConvergence(StepReport report) {
    long step = report.step();
    double own =
        report.losses().entrySet().stream()
            .filter(loss -> loss.getKey().indexOf('/') < 0)
            .mapToDouble(loss -> Math.abs(loss.getValue()))
            .sum();
    divergence.observe(step, own);
    String complaint = divergence.complaint();
    if (complaint != null) {
      throw new TrainingException("step %d: %s; %s".formatted(step, complaint, lastCheckpoint()));
    }
  }

  private void log(StepReport report) throws IOException {
    log.step(report);
    var scalars = new LinkedHashMap<String, Double>();
    report.losses().forEach((name, value) -> scalars.put("loss/" + name, value));
    scalars.put("loss/total", report.total());
    scalars.put("training/gradient-norm", report.gradientNorm());
    scalars.put("training/seconds-per-step", report.secondsPerStep());
    scalars.put("training/wait", report.waitFraction());
    report.learningRates().forEach((name, rate) -> scalars.put("learning-rate/" + name, rate));
    events.scalars(report.step(), scalars);
  }

  private void validate(long step) throws IOException {
    Validation validation = learning.validate(step);
    for (var figure : validation.figures().entrySet()) {
      if (!Double.isFinite(figure.getValue())) {
        listener.onWarning(
            "step %d: validation: %s is %s".formatted(step, figure.getKey(), figure.getValue()));
      }
    }
    figures = validation.figures();
    var scalars = new LinkedHashMap<String, Double>();
    figures.forEach((name, value) -> scalars.put("validation/" + name, value));
    events.scalars(step, scalars);
    for (var entry : validation.pictures().entrySet()) {
      Picture picture = entry.getValue();
      byte[] png = directory.picture(entry.getKey(), step, picture);
      events.picture(step, "validation/" + entry.getKey(), picture.width(), picture.height(), png);
    }
    Curves.draw(log.entriesWith(step, figures), directory.curves());
    // Last: to a run that is resumed the line says that all of this has been done.
    log.validation(step, figures);
    validatedStep = step;
    listener.onValidation(step, figures);
  }

  private boolean checkpointDue(long step) {
    int steps = settings.checkpointEverySteps();
    double minutes = settings.checkpointEveryMinutes();
    double minutesSince = (System.nanoTime() - checkpointNanos) * 1e-9 / 60;
    return (steps > 0 && step % steps == 0) || (minutes > 0 && minutesSince >= minutes);
  }

  private void requireFinite(long step, Map<String, Tensor> tensors) {
    for (var entry : tensors.entrySet()) {
      if (!entry.getValue().allFinite()) {
        throw new TrainingException(
            "step %d: %s is not finite; %s".formatted(step, entry.getKey(), lastCheckpoint()));
      }
    }
  }

  /** Saves everything that later steps depend on, unless that has been done. */
  void checkpoint(long step) throws IOException {
    if (step == checkpointStep) {
      return;
    }
    if (divergence.doubtful()) {
      checkpointNanos = System.nanoTime();
      listener.onWarning(
          "step %d: the loss has risen to many times its lowest: not saved; %s"
              .formatted(step, lastCheckpoint()));
      return;
    }
    var state = learning.state();
    requireFinite(step, state);
    newestCheckpoint = checkpoints.write(step, state, metadata(step));
    checkpointStep = step;
    checkpointNanos = System.nanoTime();
    Torch.trimMemory(); // what validation, and Java's compiler, took for a moment
    listener.onCheckpoint(step, newestCheckpoint);
  }

  /** In an order and without times, so that runs that are the same leave files that are. */
  private Map<String, String> metadata(long step) throws IOException {
    ObjectNode kept = JSON.createObjectNode();
    kept.set(MEANS, means.state());
    kept.set(DIVERGENCE, divergence.state());
    var metadata = new LinkedHashMap<String, String>();
    metadata.put("kind", "perdura training checkpoint 1");
    metadata.put(Checkpoints.STEP, String.valueOf(step));
    metadata.put("recipe-name", run.name());
    metadata.put("recipe", directory.recipe());
    metadata.put(STATE, JSON.writeValueAsString(kept));
    return metadata;
  }

  /** Where to go back to, as the end of a message. */
  String lastCheckpoint() {
    return newestCheckpoint == null
        ? "there is no checkpoint yet"
        : "the last good checkpoint is " + newestCheckpoint;
  }

  private void exportModel(long step) throws IOException {
    requireFinite(step, learning.averaged());
    var metadata = new LinkedHashMap<>(task.metadata());
    metadata.put("recipe", run.name());
    metadata.put("steps", String.valueOf(step));
    SafeTensors.write(directory.model(), learning.averaged(), metadata);
  }

  /** Training is over, or stopped. */
  TrainingResult end(long step) throws IOException {
    checkpoint(step);
    boolean finished = step == settings.steps();
    if (finished && validatedStep != step) {
      validate(step);
    }
    if (!divergence.doubtful() || !Files.exists(directory.model())) {
      exportModel(step);
    }
    if (!finished) {
      Curves.draw(log.entries(), directory.curves());
    }
    return new TrainingResult(step, finished, directory.model(), figures, elapsedSeconds());
  }

  @Override
  public void close() throws IOException {
    if (log != null) {
      log.close();
    }
    if (events != null) {
      events.close();
    }
  }
}
