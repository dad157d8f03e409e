package org.perdura.adversarial.train;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.perdura.adversarial.BatchSource;
import org.perdura.adversarial.Judge;
import org.perdura.adversarial.Task;
import org.perdura.nn.Precision;
import org.perdura.nn.Torch;

/**
 * Trains a generator, with any number of judges, in any domain.
 *
 * <p>A run of the same recipe, seed and number of threads gives the same weights bit for bit,
 * whether it was interrupted or not: everything a step depends on is in the checkpoints or follows
 * from the number of the step.
 *
 * @param <B> one batch of training data
 */
public final class Trainer<B> {

  private final Task<B> task;
  private final BatchSource<B> source;
  private final int workers;
  private final TrainerSettings settings;
  private final Run run;
  private final TrainingListener listener;
  private volatile boolean stopped;

  /**
   * A training that has not begun.
   *
   * @param workers threads that make batches ahead
   */
  public Trainer(
      Task<B> task,
      BatchSource<B> source,
      int workers,
      TrainerSettings settings,
      Run run,
      TrainingListener listener) {
    this.task = task;
    this.source = source;
    this.workers = workers;
    this.settings = settings;
    this.run = run;
    this.listener = listener;
    var names = new HashSet<String>();
    for (Judge judge : task.judges()) {
      if (!names.add(judge.name())) {
        throw new IllegalArgumentException("two judges have the name " + judge.name());
      }
    }
  }

  /**
   * Trains until the last step or {@link #stop}.
   *
   * @throws TrainingException if the directory or the checkpoint does not fit, the data cannot be
   *     made, or a loss or gradient is not finite
   */
  public TrainingResult run() {
    Torch.threads(
        settings.threads() > 0 ? settings.threads() : Runtime.getRuntime().availableProcessors());
    Precision precision = Precision.of(settings.precision());
    try (var directory = new RunDirectory(run);
        var learning = new Learning<>(task, settings, precision);
        var keeper = new RunKeeper(directory, run, settings, task, learning, listener)) {
      keeper.begin();
      return train(learning, keeper);
    } catch (IOException e) {
      throw new TrainingException(e.getMessage(), e);
    }
  }

  private TrainingResult train(Learning<B> learning, RunKeeper keeper) throws IOException {
    long step = keeper.firstStep();
    listener.onStart(step, settings.steps());
    try (var batches = batches(step)) {
      while (step < settings.steps() && !stopped) {
        step = trainStep(step, learning, keeper, batches);
      }
    }
    return keeper.end(step);
  }

  /** The batches of the steps to come, as many for each as it has runs. */
  private Prefetcher<B> batches(long step) {
    int runs = settings.runs();
    return new Prefetcher<>(
        source, step * runs, settings.steps() * runs, workers, workers + 1 + runs);
  }

  private long trainStep(long step, Learning<B> learning, RunKeeper keeper, Prefetcher<B> batches)
      throws IOException {
    long start = System.nanoTime();
    double waitedBefore = batches.waitedSeconds();
    Learning.Outcome outcome = null;
    List<B> ofThisStep = next(step, keeper, batches);
    try {
      for (int run = 0; run < ofThisStep.size(); run++) {
        outcome = learning.run(ofThisStep.get(run), step, run, outcome);
      }
    } catch (NotFiniteException e) {
      throw new TrainingException(
          "step %d: %s; %s".formatted(step + 1, e.getMessage(), keeper.lastCheckpoint()), e);
    } finally {
      ofThisStep.forEach(Prefetcher::release);
    }
    double waited = batches.waitedSeconds() - waitedBefore;
    double seconds = (System.nanoTime() - start) * 1e-9;
    keeper.trained(
        new StepReport(
            step + 1,
            outcome.losses(),
            outcome.total(),
            outcome.gradientNorm(),
            learning.learningRates(step),
            seconds,
            Math.min(1, waited / seconds),
            keeper.elapsedSeconds()));
    return step + 1;
  }

  /**
   * All batches of a step, before any of them is learned from: if the data fails, what is saved
   * first is the state between two steps.
   */
  private List<B> next(long step, RunKeeper keeper, Prefetcher<B> batches) throws IOException {
    var ofThisStep = new ArrayList<B>();
    try {
      while (ofThisStep.size() < settings.runs()) {
        ofThisStep.add(batches.next());
      }
      return ofThisStep;
    } catch (TrainingException e) {
      ofThisStep.forEach(Prefetcher::release);
      keeper.checkpoint(step);
      throw new TrainingException("step %d: %s".formatted(step + 1, e.getMessage()), e.getCause());
    }
  }

  /**
   * Asks, from any thread, to finish the present step, write a checkpoint and the model, and
   * return.
   */
  public void stop() {
    stopped = true;
  }
}
