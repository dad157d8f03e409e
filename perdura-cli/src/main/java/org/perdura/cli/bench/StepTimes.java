package org.perdura.cli.bench;

import java.util.ArrayList;
import java.util.List;

/** Durations of steps, seconds. */
final class StepTimes {

  private final List<Double> seconds = new ArrayList<>();

  void add(double one) {
    seconds.add(one);
  }

  void addAll(StepTimes others) {
    seconds.addAll(others.seconds);
  }

  void clear() {
    seconds.clear();
  }

  int count() {
    return seconds.size();
  }

  double sum() {
    return seconds.stream().mapToDouble(Double::doubleValue).sum();
  }

  double median() {
    double[] sorted = seconds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
