package org.perdura.adversarial.train;

import java.util.LinkedHashMap;
import java.util.Map;
import org.perdura.adversarial.Task;
import org.perdura.nn.Adam;
import org.perdura.nn.GradientMode;
import org.perdura.nn.LearningRate;
import org.perdura.nn.Muon;
import org.perdura.nn.Optimizer;
import org.perdura.nn.Tensor;

/** The generator's parameters, each in the hands of the optimiser that suits it. */
final class GeneratorOptimizer implements AutoCloseable {

  private static final double MUON_MOMENTUM = 0.95;
  private static final double BETA2 = 0.999;
  private static final double EPS = 1e-8;

  private final Map<String, Tensor> parameters;
  private final Map<String, Tensor> adamParameters = new LinkedHashMap<>();
  private final Map<String, Optimizer> optimizers = new LinkedHashMap<>();
  private final Map<String, Double> peaks;
  private final LearningRate factor;
  private final double clip;

  GeneratorOptimizer(Task<?> task, TrainerSettings settings) {
    parameters = task.generator().parameters();
    var muonParameters = new LinkedHashMap<String, Tensor>();
    parameters.forEach(
        (name, parameter) -> {
          boolean muon =
              settings.optimizer() == TrainerSettings.OptimizerKind.MUON
                  && parameter.rank() >= 2
                  && task.suitsMuon(name);
          (muon ? muonParameters : adamParameters).put(name, parameter);
        });
    if (!muonParameters.isEmpty()) {
      optimizers.put("muon", new Muon(muonParameters, MUON_MOMENTUM));
    }
    if (!adamParameters.isEmpty()) {
      optimizers.put("adam", new Adam(adamParameters, settings.learningRate().beta1(), BETA2, EPS));
    }
    peaks = Map.of("muon", settings.learningRate().muon(), "adam", settings.learningRate().adam());
    factor = task.learningRateFactor().orElseGet(settings::factor);
    clip = settings.clipGradientNorm();
  }

  void clearGradients() {
    parameters.values().forEach(Tensor::clearGradient);
  }

  /** The root of the sum of squares of all gradients. */
  double gradientNorm() {
    return norm(parameters);
  }

  private static double norm(Map<String, Tensor> parameters) {
    double sum = 0;
    for (Tensor parameter : parameters.values()) {
      Tensor gradient = parameter.gradient();
      if (gradient != null) {
        double norm = gradient.norm().item();
        sum += norm * norm;
      }
    }
    return Math.sqrt(sum);
  }

  /** One step of every optimiser. Muon's step has a length of its own, so only Adam is clipped. */
  void step(long step) {
    if (clip > 0) {
      double norm = norm(adamParameters);
      if (norm > clip) {
        try (var noGradient = GradientMode.off()) {
          adamParameters.values().stream()
              .map(Tensor::gradient)
              .filter(gradient -> gradient != null)
              .forEach(gradient -> gradient.mulInPlace(clip / norm));
        }
      }
    }
    learningRates(step).forEach((name, rate) -> optimizers.get(name).step(rate));
  }

  /** The rate of each optimiser at a step. */
  Map<String, Double> learningRates(long step) {
    var rates = new LinkedHashMap<String, Double>();
    optimizers.keySet().forEach(name -> rates.put(name, peaks.get(name) * factor.at(step)));
    return rates;
  }

  Map<String, Tensor> state() {
    var state = new LinkedHashMap<String, Tensor>();
    optimizers.values().forEach(optimizer -> state.putAll(optimizer.state()));
    return state;
  }

  @Override
  public void close() {
    optimizers.values().forEach(Optimizer::close);
  }
}
