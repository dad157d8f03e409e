package org.perdura.adversarial.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
  private int timed; // those of this process: times of an earlier one are not known

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
    timed++;
  }

  /** What has been averaged up to now, but for times, which are no run's but a process's. */
  ObjectNode state() {
    ObjectNode state = JsonNodeFactory.instance.objectNode();
    ObjectNode sums = state.putObject("losses");
    losses.forEach((name, sum) -> sums.putArray(name).add(sum[0]).add((int) sum[1]));
    state.put("total", total);
    state.put("gradient-norm", gradientNorm);
    state.put("count", count);
    return state;
  }

  /** Goes on from there. */
  void restore(JsonNode state) {
    for (var loss : state.path("losses").properties()) {
      JsonNode sum = loss.getValue();
      losses.put(loss.getKey(), new double[] {sum.path(0).asDouble(), sum.path(1).asDouble()});
    }
    total = state.path("total").asDouble();
    gradientNorm = state.path("gradient-norm").asDouble();
    count = state.path("count").asInt();
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
            seconds / timed,
            seconds > 0 ? waitedSeconds / seconds : 0,
            last.elapsedSeconds());
    losses.clear();
    total = 0;
    gradientNorm = 0;
    seconds = 0;
    waitedSeconds = 0;
    count = 0;
    timed = 0;
    return report;
  }
}
