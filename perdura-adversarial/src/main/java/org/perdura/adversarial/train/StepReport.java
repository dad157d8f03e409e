package org.perdura.adversarial.train;

import java.util.Map;

/**
 * One step of training.
 *
 * @param step how many steps have been trained, this one included
 * @param losses each term before its weight, and the judges' figures as {@code judge/figure}
 * @param total the weighted sum that the generator minimised
 * @param gradientNorm of the whole generator, before clipping
 * @param learningRates by optimiser
 * @param secondsPerStep of this step, waiting included
 * @param waitFraction how much of that was spent waiting for data, 0 to 1
 * @param elapsedSeconds since training began, without interruptions
 */
public record StepReport(
    long step,
    Map<String, Double> losses,
    double total,
    double gradientNorm,
    Map<String, Double> learningRates,
    double secondsPerStep,
    double waitFraction,
    double elapsedSeconds) {}
