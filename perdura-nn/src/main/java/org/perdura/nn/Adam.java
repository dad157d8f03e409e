package org.perdura.nn;

import java.util.LinkedHashMap;
import java.util.Map;

/** Adam (Kingma and Ba 2015, algorithm 1), without weight decay. */
public final class Adam implements Optimizer {

  private final Map<String, Tensor> parameters;
  private final Map<String, Tensor> first = new LinkedHashMap<>();
  private final Map<String, Tensor> second = new LinkedHashMap<>();
  private final Tensor steps = Tensor.zeros(1).persistent();
  private final double beta1;
  private final double beta2;
  private final double eps;

  /** With the usual beta1 0.9, beta2 0.999, eps 1e-8. */
  public Adam(Map<String, Tensor> parameters) {
    this(parameters, 0.9, 0.999, 1e-8);
  }

  /** With given decays of the first and second moment, and the number that guards the division. */
  public Adam(Map<String, Tensor> parameters, double beta1, double beta2, double eps) {
    this.parameters = parameters;
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.eps = eps;
    parameters.forEach(
        (name, parameter) -> {
          first.put(name, parameter.zerosLike().persistent());
          second.put(name, parameter.zerosLike().persistent());
        });
  }

  @Override
  public void step(double learningRate) {
    try (var noGradient = GradientMode.off();
        var scope = new Scope()) {
      double step = steps.addInPlace(Tensor.ones(1)).item();
      double correction1 = 1 - Math.pow(beta1, step);
      double correction2 = 1 - Math.pow(beta2, step);
      parameters.forEach(
          (name, parameter) -> {
            Tensor gradient = parameter.gradient();
            if (gradient == null) {
              return;
            }
            Tensor m = first.get(name).lerpInPlace(gradient, 1 - beta1);
            Tensor v =
                second.get(name).mulInPlace(beta2).addProductInPlace(gradient, gradient, 1 - beta2);
            Tensor root = v.sqrt().mulInPlace(1 / Math.sqrt(correction2)).add(eps);
            parameter.addQuotientInPlace(m, root, -learningRate / correction1);
          });
    }
  }

  @Override
  public Map<String, Tensor> state() {
    var state = new LinkedHashMap<String, Tensor>();
    state.put("adam.steps", steps);
    first.forEach((name, tensor) -> state.put("adam.first." + name, tensor));
    second.forEach((name, tensor) -> state.put("adam.second." + name, tensor));
    return state;
  }

  @Override
  public void close() {
    state().values().forEach(Tensor::close);
  }
}
