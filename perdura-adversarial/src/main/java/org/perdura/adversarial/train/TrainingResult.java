package org.perdura.adversarial.train;

import java.nio.file.Path;
import java.util.Map;

/**
 * How training ended.
 *
 * @param step how many steps have been trained
 * @param finished all of them, rather than stopped before
 * @param model the exported model
 * @param figures of the last validation
 * @param elapsedSeconds of training, without interruptions
 */
public record TrainingResult(
    long step, boolean finished, Path model, Map<String, Double> figures, double elapsedSeconds) {}
