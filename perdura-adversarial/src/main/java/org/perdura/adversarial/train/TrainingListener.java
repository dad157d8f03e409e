package org.perdura.adversarial.train;

import java.nio.file.Path;
import java.util.Map;

/** Told how training goes on; called on the trainer's thread. */
public interface TrainingListener {

  TrainingListener SILENT = new TrainingListener() {};

  /**
   * Training begins or goes on.
   *
   * @param step the first step to come
   * @param steps how many there will have been in the end
   */
  default void onStart(long step, long steps) {}

  default void onStep(StepReport report) {}

  /**
   * The averaged weights have been measured.
   *
   * @param step how many steps have been trained
   */
  default void onValidation(long step, Map<String, Double> figures) {}

  default void onCheckpoint(long step, Path file) {}

  /** Something that the user should know; one line. */
  default void onWarning(String line) {}
}
