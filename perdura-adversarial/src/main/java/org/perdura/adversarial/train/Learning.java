package org.perdura.adversarial.train;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.perdura.adversarial.Judge;
import org.perdura.adversarial.LossTerm;
import org.perdura.adversarial.Rollout;
import org.perdura.adversarial.Task;
import org.perdura.adversarial.Validation;
import org.perdura.nn.Ema;
import org.perdura.nn.GradientMode;
import org.perdura.nn.Precision;
import org.perdura.nn.Scope;
import org.perdura.nn.StateCopy;
import org.perdura.nn.Tensor;

/**
 * All that learns: the generator with its optimisers and averaged weights, and the judges.
 *
 * @param <B> one batch of training data
 */
final class Learning<B> implements AutoCloseable {

  private final Task<B> task;
  private final TrainerSettings settings;
  private final Precision precision;
  private final GeneratorOptimizer optimizer;
  private final Ema ema;

  Learning(Task<B> task, TrainerSettings settings, Precision precision) {
    this.task = task;
    this.settings = settings;
    this.precision = precision;
    this.optimizer = new GeneratorOptimizer(task, settings);
    this.ema = new Ema(task.generator(), settings.ema());
    task.generator().training(true);
    task.judges().forEach(judge -> judge.module().training(true));
  }

  /**
   * What a step found.
   *
   * @param losses before their weights, and the judges' figures
   */
  record Outcome(Map<String, Double> losses, double total, double gradientNorm) {}

  /**
   * Learns from one batch: one run of a step.
   *
   * @param run from 0; whether generator and judges take part in it is up to the settings
   * @param before what the step's run before this one found; null in its first
   * @return what the step has found up to now: the newest figures
   * @throws NotFiniteException before any weight of the generator changes, if its loss or gradient
   *     is not finite
   */
  Outcome run(B batch, long step, int run, Outcome before) {
    try (var scope = new Scope()) {
      var losses = new LinkedHashMap<String, Double>();
      if (before != null) {
        losses.putAll(before.losses);
      }
      if (run < settings.generatorRuns()) {
        return learn(batch, step, run, losses);
      }
      Rollout rollout;
      try (var noGradient = GradientMode.off();
          var autocast = precision.autocast()) {
        rollout = task.rollout(batch, step);
      }
      updateJudges(rollout, step, losses);
      return new Outcome(losses, before.total, before.gradientNorm);
    }
  }

  private Outcome learn(B batch, long step, int run, Map<String, Double> losses) {
    optimizer.clearGradients();
    Rollout rollout;
    Tensor total;
    try (var autocast = precision.autocast()) {
      rollout = task.rollout(batch, step);
      total = total(rollout, step, losses);
    }
    double sum = NotFiniteException.require("total loss", total.item());
    total.backward();
    double norm = NotFiniteException.require("gradient norm", optimizer.gradientNorm());
    optimizer.step(step);
    if (run == settings.generatorRuns() - 1) {
      ema.update(step);
    }
    if (run < settings.judgeRuns()) {
      updateJudges(rollout, step, losses);
    }
    return new Outcome(losses, sum, norm);
  }

  private Tensor total(Rollout rollout, long step, Map<String, Double> losses) {
    Tensor total = null;
    var names = new HashSet<String>();
    for (LossTerm term : terms()) {
      double weight = term.weight().at(step);
      if (weight == 0) {
        continue;
      }
      Tensor loss = term.loss().of(rollout);
      double value = NotFiniteException.require("loss " + term.name(), loss.item());
      losses.put(term.name(), value);
      if (!names.add(term.name())) {
        throw new IllegalArgumentException("two losses have the name " + term.name());
      }
      Tensor weighted = loss.mul(weight);
      total = total == null ? weighted : total.add(weighted);
    }
    if (total == null) {
      throw new IllegalArgumentException(
          "step " + (step + 1) + ": nothing to minimise, all losses have weight 0");
    }
    return total;
  }

  private List<LossTerm> terms() {
    var terms = new ArrayList<>(task.terms());
    task.judges().forEach(judge -> terms.addAll(judge.generatorTerms()));
    return terms;
  }

  private void updateJudges(Rollout rollout, long step, Map<String, Double> losses) {
    for (Judge judge : task.judges()) {
      // The generator's backward went through the judge and left gradients there.
      judge.module().parameters().values().forEach(Tensor::clearGradient);
      judge
          .update(rollout, step, precision)
          .forEach(
              (figure, value) -> {
                String name = judge.name() + "/" + figure;
                losses.put(name, NotFiniteException.require(name, value));
              });
    }
  }

  Map<String, Double> learningRates(long step) {
    return optimizer.learningRates(step);
  }

  /** Validates the averaged weights; the weights in training are back in place afterwards. */
  Validation validate(long step) {
    Map<String, Tensor> state = task.generator().state();
    try (var noGradient = GradientMode.off();
        var scope = new Scope()) {
      var trained = new LinkedHashMap<String, Tensor>();
      state.forEach((name, tensor) -> trained.put(name, tensor.copy()));
      StateCopy.copy(ema.state(), state);
      task.generator().training(false);
      try {
        return task.validate(step);
      } finally {
        StateCopy.copy(trained, state);
        task.generator().training(true);
      }
    }
  }

  /** The averaged weights by the generator's names. */
  Map<String, Tensor> averaged() {
    return ema.state();
  }

  /** Everything that later steps depend on, by name. */
  Map<String, Tensor> state() {
    var state = new TreeMap<String, Tensor>();
    task.generator().state().forEach((name, tensor) -> state.put("generator." + name, tensor));
    ema.state().forEach((name, tensor) -> state.put("ema." + name, tensor));
    optimizer.state().forEach((name, tensor) -> state.put("optimizer." + name, tensor));
    for (Judge judge : task.judges()) {
      judge.state().forEach((name, tensor) -> state.put(prefix(judge) + name, tensor));
    }
    return state;
  }

  /**
   * Takes over a saved {@link #state}.
   *
   * @throws IllegalArgumentException if it is another network's
   */
  void load(Map<String, Tensor> saved) {
    var own = new LinkedHashMap<String, Tensor>();
    var judged = new LinkedHashMap<Judge, Map<String, Tensor>>();
    task.judges().forEach(judge -> judged.put(judge, new LinkedHashMap<>()));
    saved.forEach(
        (name, tensor) -> {
          for (var entry : judged.entrySet()) {
            String prefix = prefix(entry.getKey());
            if (name.startsWith(prefix)) {
              entry.getValue().put(name.substring(prefix.length()), tensor);
              return;
            }
          }
          own.put(name, tensor);
        });
    var targets = state();
    targets.keySet().removeIf(name -> name.startsWith("judge."));
    StateCopy.copy(own, targets);
    judged.forEach(Judge::load);
  }

  private static String prefix(Judge judge) {
    return "judge." + judge.name() + ".";
  }

  @Override
  public void close() {
    optimizer.close();
    ema.close();
  }
}
