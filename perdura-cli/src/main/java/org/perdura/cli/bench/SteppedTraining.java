package org.perdura.cli.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.perdura.adversarial.train.Run;
import org.perdura.adversarial.train.StepReport;
import org.perdura.adversarial.train.Trainer;
import org.perdura.adversarial.train.TrainingListener;
import org.perdura.recipe.Recipe;
import org.perdura.video.train.VideoRecipe;
import org.perdura.video.train.VideoTask;

/**
 * A whole training, with its data, log and run directory, that goes on step by step as it is told,
 * so that several can take turns.
 */
final class SteppedTraining implements AutoCloseable {

  private final Path folder;
  private final VideoTask task;
  private final Trainer<?> trainer;
  private final Thread thread;

  private static final int PATIENCE_MILLIS = 20;

  /** From the bench to the training: go on. */
  private final SynchronousQueue<Boolean> turns = new SynchronousQueue<>();

  /** Back: what the step found, or why there is none. */
  private final SynchronousQueue<Object> answers = new SynchronousQueue<>();

  private volatile boolean closed;

  /** A training that has not begun. */
  SteppedTraining(Recipe<VideoRecipe> recipe) throws IOException {
    folder = Files.createTempDirectory("perdura-bench");
    task = new VideoTask(recipe.value(), folder.resolve("cache"));
    trainer = trainer(task, recipe, new Run(folder.resolve("run"), false, recipe), new Turns());
    thread = new Thread(this::train, "training");
    thread.setDaemon(true);
    thread.start();
  }

  private static Trainer<?> trainer(
      VideoTask task, Recipe<VideoRecipe> recipe, Run run, TrainingListener listener) {
    VideoRecipe value = recipe.value();
    return new Trainer<>(task, task.batches(), value.workers(), value.training(), run, listener);
  }

  /** Waits for its turn before each step. */
  private final class Turns implements TrainingListener {
    @Override
    public void onStart(long step, long steps) {
      await();
    }

    @Override
    public void onStep(StepReport report) {
      answer(report);
      await();
    }

    private void await() {
      try {
        turns.take();
      } catch (InterruptedException e) {
        throw new IllegalStateException("interrupted between steps", e);
      }
    }
  }

  private void train() {
    try {
      trainer.run();
    } catch (RuntimeException | Error e) {
      answer(e);
    }
  }

  private void answer(Object answer) {
    if (closed) {
      return;
    }
    try {
      answers.put(answer);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * One step, and all that is done between it and the one before.
   *
   * @throws IllegalStateException if the training has failed
   */
  StepReport step() throws InterruptedException {
    Object answer = null;
    // A training can fail before it asks for its first turn.
    while (answer == null && !turns.offer(true, PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
      answer = answers.poll();
      if (answer == null && !thread.isAlive()) {
        throw new IllegalStateException("the training is over");
      }
    }
    if (answer == null) {
      answer = answers.take();
    }
    if (answer instanceof StepReport report) {
      return report;
    }
    throw new IllegalStateException(
        "the training failed: " + ((Throwable) answer).getMessage(), (Throwable) answer);
  }

  /** Of the thread that trains, not of those that help it or make its data. */
  double processorSeconds() {
    return ProcessFigures.processorSeconds(thread);
  }

  @Override
  public void close() {
    closed = true;
    trainer.stop();
    try {
      while (thread.isAlive()) {
        turns.offer(true, PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    task.close();
    try (var files = Files.walk(folder)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
