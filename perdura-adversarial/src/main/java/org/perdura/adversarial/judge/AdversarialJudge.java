package org.perdura.adversarial.judge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.perdura.adversarial.Judge;
import org.perdura.adversarial.LossTerm;
import org.perdura.adversarial.Rollout;
import org.perdura.adversarial.Weight;
import org.perdura.nn.Adam;
import org.perdura.nn.DType;
import org.perdura.nn.GradientMode;
import org.perdura.nn.LearningRate;
import org.perdura.nn.Module;
import org.perdura.nn.Precision;
import org.perdura.nn.StateCopy;
import org.perdura.nn.Tensor;

/**
 * A judge that learns as the discriminator of a GAN does: from a {@link View} of truths and
 * results, by {@link AdversarialLoss}, with Adam, as far as the balance lets it.
 */
public final class AdversarialJudge implements Judge {

  private static final double BETA2 = 0.999;
  private static final double EPS = 1e-8;

  private final JudgeSettings settings;
  private final Discriminator network;
  private final View view;
  private final LearningRate factor;
  private final Adam adam;
  private final Balance balance;
  private final LossTerm adversarial;
  private Look look;

  /**
   * A judge that has not learned yet.
   *
   * @param network takes as many channels as the view gives; this judge owns it from now on
   * @param factor on the learning rate, by step
   */
  public AdversarialJudge(
      JudgeSettings settings, Discriminator network, View view, LearningRate factor) {
    this.settings = settings;
    this.network = network;
    this.view = view;
    this.factor = factor;
    this.adam = new Adam(network.parameters(), settings.beta1(), BETA2, EPS);
    this.balance =
        new Balance(settings.balance() > 0 ? settings.balance() : Double.POSITIVE_INFINITY);
    this.adversarial =
        new LossTerm(
            settings.name() + "/adversarial",
            Weight.fadeIn(
                settings.adversarial(), settings.start(), settings.start() + settings.fadeIn()),
            rollout -> AdversarialLoss.ofGenerator(look(rollout).results().logits()));
  }

  /** A roll-out, seen with the weights of one step; shared by all that is done in that step. */
  private final class Look {
    private final Rollout rollout;
    private final Tensor resultInput;
    private Discriminator.Verdict results;
    private Discriminator.Verdict truths;

    private Look(Rollout rollout) {
      this.rollout = rollout;
      this.resultInput = view.of(rollout, rollout.results());
    }

    /** With gradients for the generator, and none for the judge. */
    private Discriminator.Verdict results() {
      if (results == null) {
        network.trainable(false);
        results = network.forward(resultInput);
        network.trainable(true);
      }
      return results;
    }

    /** With gradients for the judge; the generator's feature loss takes the values alone. */
    private Discriminator.Verdict truths() {
      if (truths == null) {
        Tensor input;
        try (var noGradient = GradientMode.off()) {
          input = view.of(rollout, rollout.truths());
        }
        truths = network.forward(input);
      }
      return truths;
    }
  }

  @SuppressWarnings("ReferenceEquality") // the same object, not one that looks the same
  private Look look(Rollout rollout) {
    if (look == null || look.rollout != rollout) {
      look = new Look(rollout);
    }
    return look;
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public Module module() {
    return network;
  }

  @Override
  public List<LossTerm> generatorTerms() {
    var terms = new ArrayList<LossTerm>();
    terms.add(adversarial);
    if (settings.features().stream().anyMatch(weight -> weight != 0)) {
      var loss = new FeatureLoss(settings.features(), settings.featureDistance());
      // The blocks' own weights hold the size; this one only says from when on.
      terms.add(
          new LossTerm(
              settings.name() + "/features",
              Weight.fadeIn(1, settings.start(), settings.start() + settings.fadeIn()),
              rollout ->
                  loss.of(look(rollout).results().features(), look(rollout).truths().features())));
    }
    return terms;
  }

  @Override
  public Map<String, Double> update(Rollout rollout, long step, Precision precision) {
    Tensor truths;
    Tensor results;
    Tensor loss;
    try (var autocast = precision.autocast()) {
      Look seen = look(rollout);
      truths = seen.truths().logits();
      results = network.forward(seen.resultInput.detach()).logits();
      loss = AdversarialLoss.ofDiscriminator(truths, results);
    }
    look = null;
    var figures = new LinkedHashMap<String, Double>();
    double value = loss.item();
    figures.put("loss", value);
    figures.put("accuracy-truths", share(truths));
    figures.put("accuracy-results", share(results.neg()));
    if (Double.isFinite(value)) {
      balance.observe(
          AdversarialLoss.ofGenerator(truths).item(), AdversarialLoss.ofGenerator(results).item());
    }
    figures.put("balance", balance.value());
    boolean learns = balance.discriminatorMayLearn() && Double.isFinite(value);
    figures.put("learns", learns ? 1.0 : 0.0);
    if (learns) {
      loss.backward();
      double norm = gradientNorm();
      figures.put("gradient-norm", norm);
      if (Double.isFinite(norm)) {
        adam.step(settings.learningRate() * factor.at(step));
      }
    }
    return figures;
  }

  /** How many of the logits are above 0, from 0 to 1. */
  private static double share(Tensor logits) {
    int above = 0;
    float[] values = logits.to(DType.FLOAT32).toFloats();
    for (float value : values) {
      above += value > 0 ? 1 : 0;
    }
    return above / (double) values.length;
  }

  private double gradientNorm() {
    double sum = 0;
    for (Tensor parameter : network.parameters().values()) {
      double norm = parameter.gradient().norm().item();
      sum += norm * norm;
    }
    return Math.sqrt(sum);
  }

  @Override
  public Map<String, Tensor> state() {
    var state = new LinkedHashMap<>(network.state());
    state.putAll(adam.state());
    state.putAll(balance.state());
    return state;
  }

  @Override
  public void load(Map<String, Tensor> values) {
    StateCopy.copy(values, state());
  }

  @Override
  public void close() {
    adam.close();
    balance.close();
    network.close();
  }
}
