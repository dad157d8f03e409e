package org.perdura.adversarial.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.perdura.adversarial.Rollout;
import org.perdura.nn.GradientMode;
import org.perdura.nn.LearningRate;
import org.perdura.nn.Precision;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;
import org.perdura.recipe.RecipeException;
import org.perdura.recipe.RecipeReader;

class AdversarialJudgeTest {

  private static final int SIZE = 8;
  private static final String SMALL =
      "view: {kind: temporal, every: 1, conditional: false},"
          + " network: {stem: 4, channels: [6, 8], head: patch}, learning-rate: 0.01";

  private final Scope scope = new Scope();

  @AfterEach
  void free() {
    scope.close();
  }

  private static JudgeSettings settings(String more, String... overrides) {
    String yaml = "{" + SMALL + more + "}";
    return RecipeReader.parse("judge", yaml, JudgeSettings.class, List.of(overrides)).value();
  }

  private static JudgeSettings withoutNorm(String more) {
    return settings(more, "network.batch-norm=false");
  }

  private static Discriminator network(JudgeSettings settings, long seed) {
    var network =
        new Discriminator(
            settings.network(), 3, new long[] {SIZE, SIZE}, new SplittableRandom(seed));
    network.training(true);
    return network;
  }

  private static AdversarialJudge judge(JudgeSettings settings, long seed) {
    return new AdversarialJudge(
        settings,
        network(settings, seed),
        settings.view().create(x -> x),
        LearningRate.constant(1));
  }

  /** Noise that is the same along x or along y: of equal histograms, told apart by direction. */
  private static List<Tensor> stripes(SplittableRandom random, boolean upright) {
    var frames = new ArrayList<Tensor>();
    for (int t = 0; t < 3; t++) {
      var values = new float[4 * SIZE];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextGaussian();
      }
      Tensor line = upright ? Tensor.of(values, 4, 1, 1, SIZE) : Tensor.of(values, 4, 1, SIZE, 1);
      frames.add(line.expand(4, 1, SIZE, SIZE).contiguous());
    }
    return frames;
  }

  private static Rollout rollout(long seed) {
    var random = new SplittableRandom(seed);
    return new Rollout(
        stripes(random, true), stripes(random, false), List.of(), (frame, from, to) -> frame);
  }

  private static Map<String, float[]> state(AdversarialJudge judge) {
    var copy = new TreeMap<String, float[]>();
    judge.state().forEach((name, tensor) -> copy.put(name, tensor.toFloats()));
    return copy;
  }

  /** A step as the trainer does it, without a generator. */
  private static Map<String, Double> learn(AdversarialJudge judge, Rollout rollout, long step) {
    judge.module().parameters().values().forEach(Tensor::clearGradient);
    return judge.update(rollout, step, Precision.FP32);
  }

  @Test
  void learnsToTellTwoDistributionsApart() {
    try (var judge = judge(withoutNorm(""), 1)) {
      Map<String, Double> first = learn(judge, rollout(0), 0);
      for (int step = 1; step < 120; step++) {
        learn(judge, rollout(step), step);
      }
      Map<String, Double> unseen = learn(judge, rollout(1_000_000), 120);
      assertThat(first.get("loss")).isCloseTo(2 * Math.log(2), within(0.5));
      assertThat(unseen.get("loss")).isLessThan(0.7);
      assertThat(unseen.get("accuracy-truths")).isGreaterThan(0.8);
      assertThat(unseen.get("accuracy-results")).isGreaterThan(0.8);
      assertThat(unseen.get("balance")).isPositive();
    }
  }

  @Test
  void cannotLearnWhereThereIsNothingToTell() {
    try (var judge = judge(settings(""), 1)) {
      double loss = 0;
      for (int step = 0; step < 40; step++) {
        var frames = stripes(new SplittableRandom(step), true);
        var same = new Rollout(frames, frames, List.of(), (frame, from, to) -> frame);
        loss = learn(judge, same, step).get("loss");
      }
      // Log 2 for each side is the best that can be done.
      assertThat(loss).isBetween(2 * Math.log(2) - 1e-5, 2 * Math.log(2) + 0.1);
    }
  }

  @Test
  void itsTermsAreTheLossesOfItsNetworksVerdict() {
    var settings = settings(", adversarial: 0.25, features: [0.5, -0.125]");
    var rollout = rollout(3);
    try (var judge = judge(settings, 1);
        var same = network(settings, 1)) {
      var view = settings.view().create(x -> x);
      var results = same.forward(view.of(rollout, rollout.results()));
      var truths = same.forward(view.of(rollout, rollout.truths()));
      double adversarial = 0;
      float[] logits = results.logits().toFloats();
      for (float logit : logits) {
        adversarial += Math.log1p(Math.exp(-logit)) / logits.length;
      }
      double features = 0;
      for (int block = 0; block < 2; block++) {
        Tensor apart = results.features().get(block).sub(truths.features().get(block)).abs();
        features += (block == 0 ? 0.5 : -0.125) * apart.sum(1).mean().item();
      }
      var terms = judge.generatorTerms();
      assertThat(terms.stream().map(term -> term.name()).toList())
          .containsExactly("judge/adversarial", "judge/features");
      assertThat(terms.get(0).weight().at(0)).isEqualTo(0.25);
      assertThat(terms.get(1).weight().at(0)).isEqualTo(1);
      assertThat(terms.get(0).loss().of(rollout).item()).isCloseTo(adversarial, within(1e-5));
      assertThat(terms.get(1).loss().of(rollout).item()).isCloseTo(features, within(1e-5));
    }
  }

  @Test
  void withoutFeatureWeightsThereIsNoFeatureLoss() {
    try (var none = judge(settings(""), 1);
        var zeros = judge(settings(", features: [0, 0]"), 1)) {
      assertThat(none.generatorTerms()).hasSize(1);
      assertThat(zeros.generatorTerms()).hasSize(1);
    }
  }

  @Test
  void countsFromItsStartAndFadesIn() {
    try (var judge =
        judge(settings(", adversarial: 0.5, features: [1, 1], start: 100, fade-in: 10"), 1)) {
      var adversarial = judge.generatorTerms().get(0).weight();
      var features = judge.generatorTerms().get(1).weight();
      assertThat(adversarial.at(99)).isZero();
      assertThat(adversarial.at(104)).isCloseTo(0.2, within(1e-12));
      assertThat(adversarial.at(110)).isEqualTo(0.5);
      assertThat(features.at(99)).isZero();
      assertThat(features.at(104)).isCloseTo(0.4, within(1e-12));
      assertThat(features.at(5000)).isEqualTo(1);
    }
  }

  @Test
  void theGeneratorsTermsReachTheResultsAndNotTheJudge() {
    try (var judge = judge(settings(", features: [1, 1]"), 1)) {
      var plain = rollout(5);
      var results = plain.results().stream().map(Tensor::withGradient).toList();
      var rollout = new Rollout(results, plain.truths(), List.of(), plain.alignment());
      Tensor sum = null;
      for (var term : judge.generatorTerms()) {
        Tensor loss = term.loss().of(rollout);
        sum = sum == null ? loss : sum.add(loss);
      }
      sum.backward();
      for (Tensor result : results) {
        assertThat(result.gradient().abs().max().item()).isPositive();
        result.clearGradient();
      }
      judge
          .module()
          .parameters()
          .forEach((name, parameter) -> assertThat(parameter.gradient()).as(name).isNull());

      // The other way round: learning reaches the judge and not the results.
      var before = state(judge);
      judge.update(rollout, 0, Precision.FP32);
      results.forEach(result -> assertThat(result.gradient()).isNull());
      judge
          .module()
          .parameters()
          .forEach((name, p) -> assertThat(p.toFloats()).as(name).isNotEqualTo(before.get(name)));
    }
  }

  @Test
  void learnsTheSameWhetherTheGeneratorLookedBeforeOrNot() {
    // With batch norm, the running statistics would tell how often it has looked.
    var plain = withoutNorm(", features: [1, 1]");
    try (var one = judge(plain, 1);
        var other = judge(plain, 1)) {
      for (int step = 0; step < 3; step++) {
        var rollout = rollout(step);
        one.generatorTerms().forEach(term -> term.loss().of(rollout));
        learn(one, rollout, step);
        learn(other, rollout, step);
      }
      assertSame(state(one), state(other));
    }
  }

  private static void assertSame(Map<String, float[]> actual, Map<String, float[]> expected) {
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    actual.forEach((name, values) -> assertThat(values).as(name).isEqualTo(expected.get(name)));
  }

  @Test
  void theViewIsTakenOnceOfResultsAndOnceOfTruths() {
    var settings = settings(", features: [1, 1]");
    View real = settings.view().create(x -> x);
    var taken = new ArrayList<List<Tensor>>();
    View counting =
        new View() {
          @Override
          public Tensor of(Rollout rollout, List<Tensor> frames) {
            taken.add(frames);
            return real.of(rollout, frames);
          }

          @Override
          public int inputs(int channels, int conditionChannels) {
            return real.inputs(channels, conditionChannels);
          }
        };
    try (var judge =
        new AdversarialJudge(settings, network(settings, 1), counting, LearningRate.constant(1))) {
      for (int step = 0; step < 2; step++) {
        taken.clear();
        var rollout = rollout(step);
        judge.generatorTerms().forEach(term -> term.loss().of(rollout));
        learn(judge, rollout, step);
        assertThat(taken).containsExactlyInAnyOrder(rollout.results(), rollout.truths());
      }
    }
  }

  @Test
  void stopsLearningWhileTooFarAhead() {
    try (var judge = judge(settings(", balance: 0.05"), 1)) {
      int step = 0;
      while (learn(judge, rollout(step), step).get("learns") > 0) {
        assertThat(++step).as("learned steps").isLessThan(200);
      }
      var stopped = state(judge);
      assertThat(stopped.get("balance")[0]).isGreaterThanOrEqualTo(0.05f);
      Map<String, Double> figures = learn(judge, rollout(step), step);
      assertThat(figures).containsEntry("learns", 0.0).doesNotContainKey("gradient-norm");
      judge
          .module()
          .parameters()
          .forEach((name, p) -> assertThat(p.toFloats()).as(name).isEqualTo(stopped.get(name)));

      // Results that it takes for truths bring it back.
      int waited = 0;
      Map<String, Double> last;
      do {
        var random = new SplittableRandom(waited);
        var fooled =
            new Rollout(
                stripes(random, false),
                stripes(random, true),
                List.of(),
                (frame, from, to) -> frame);
        last = learn(judge, fooled, step);
        assertThat(++waited).as("steps without learning").isLessThan(200);
      } while (last.get("learns") == 0);
    }
  }

  @Test
  void goesOnFromItsStateBitForBit() {
    var settings = settings(", balance: 0.4, features: [1, 1]");
    try (var whole = judge(settings, 1);
        var part = judge(settings, 1);
        var resumed = judge(settings, 2)) {
      for (int step = 0; step < 8; step++) {
        var rollout = rollout(step);
        for (var judge : step < 4 ? List.of(whole, part) : List.of(whole, resumed)) {
          judge.generatorTerms().forEach(term -> term.loss().of(rollout));
          learn(judge, rollout, step);
        }
        if (step == 3) {
          resumed.load(part.state());
        }
      }
      assertThat(whole.state().keySet())
          .contains(
              "balance", "adam.steps", "adam.second.stem.weight", "blocks.0.norm.running_var");
      assertSame(state(resumed), state(whole));
    }
  }

  @Test
  void theScheduleScalesItsRate() {
    var settings = settings("");
    try (var idle =
            new AdversarialJudge(
                settings, network(settings, 1), settings.view().create(x -> x), step -> step);
        var plain = judge(settings, 1)) {
      var before = state(idle);
      learn(idle, rollout(0), 0); // at step 0 the rate is 0
      assertThat(state(idle).get("stem.weight")).isEqualTo(before.get("stem.weight"));
      // Adam's first step has the length of the rate.
      learn(plain, rollout(0), 1);
      float moved = state(plain).get("head.bias")[0] - before.get("head.bias")[0];
      assertThat(Math.abs(moved)).isCloseTo(0.01f, within(1e-4f));
    }
  }

  @Test
  void whatIsNotFiniteIsReportedAndNotLearned() {
    var settings = withoutNorm("");
    try (var judge = judge(settings, 1)) {
      learn(judge, rollout(0), 0);
      var before = state(judge);
      var broken = rollout(1);
      try (var noGradient = GradientMode.off()) {
        broken.truths().get(1).mulInPlace(Double.POSITIVE_INFINITY);
      }
      Map<String, Double> figures = learn(judge, broken, 1);
      assertThat(figures.get("loss")).matches(loss -> !Double.isFinite(loss));
      assertThat(figures).containsEntry("learns", 0.0);
      assertSame(state(judge), before);
    }
  }

  @Test
  void settingsMustFit() {
    assertThatThrownBy(() -> settings(", features: [1]"))
        .isInstanceOf(RecipeException.class)
        .hasMessage(
            "judge: judge judge: 1 features weights for 2 blocks; must be as many, or none");
    assertThatThrownBy(() -> settings("", "learning-rate=0"))
        .isInstanceOf(RecipeException.class)
        .hasMessage("judge: judge judge: learning-rate 0.0, must be above 0");
  }
}
