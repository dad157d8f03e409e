package org.perdura.adversarial.train;

import java.util.LinkedHashMap;
import java.util.Map;

/** Averages the reports of several steps into one line of the log. */
final class StepMeans {

  private final Map<String, double[]> losses = new LinkedHashMap<>(); // {sum, count}
  private double total;
  private double gradientNorm;
  private double seconds;
  private double waitedSeconds;
  private int count;

  void add(StepReport report) {
    report
        .losses()
        .forEach(
            (name, value) -> {
              double[] sum = losses.computeIfAbsent(name, n -> new double[2]);
              sum[0] += value;
              sum[1]++;
            });
    total += report.total();
    gradientNorm += report.gradientNorm();
    seconds += report.secondsPerStep();
    waitedSeconds += report.waitFraction() * report.secondsPerStep();
    count++;
  }

  /** The means up to that last step, whose own rates and times are kept; begins anew. */
  StepReport take(StepReport last) {
    var means = new LinkedHashMap<String, Double>();
    losses.forEach((name, sum) -> means.put(name, sum[0] / sum[1]));
    var report =
        new StepReport(
            last.step(),
            means,
            total / count,
            gradientNorm / count,
            last.learningRates(),
            seconds / count,
            seconds > 0 ? waitedSeconds / seconds : 0,
            last.elapsedSeconds());
    losses.clear();
    total = 0;
    gradientNorm = 0;
    seconds = 0;
    waitedSeconds = 0;
    count = 0;
    return report;
  }
}
