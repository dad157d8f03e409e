package org.perdura.nn;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Muon (Jordan et al. 2024): the momentum of a weight, read as a matrix, is replaced by its nearest
 * orthogonal one before the step, so that rare directions learn as fast as common ones. Scaled by
 * 0.2 sqrt(max(rows, columns)) (Liu et al. 2025, arXiv 2502.16982, eq. 4), which lets it share
 * learning rates with {@link Adam}.
 */
public final class Muon implements Optimizer {

  private static final int NEWTON_SCHULZ_STEPS = 5;
  // The quintic whose iteration drives all singular values near 1 fastest (Jordan et al. 2024).
  private static final double A = 3.4445;
  private static final double B = -4.7750;
  private static final double C = 2.0315;

  private final Map<String, Tensor> parameters;
  private final Map<String, Tensor> momenta = new LinkedHashMap<>();
  private final double momentum;

  /**
   * @param parameters of at least two dimensions: {@code [out, ...]} is read as a matrix of out
   *     rows
   * @param momentum usually 0.95
   */
  public Muon(Map<String, Tensor> parameters, double momentum) {
    this.parameters = parameters;
    this.momentum = momentum;
    parameters.forEach(
        (name, parameter) -> {
          if (parameter.rank() < 2) {
            throw new IllegalArgumentException(name + ": Muon needs two dimensions or more");
          }
          momenta.put(name, parameter.zerosLike().persistent());
        });
  }

  @Override
  public void step(double learningRate) {
    try (var noGradient = GradientMode.off();
        var scope = new Scope()) {
      parameters.forEach(
          (name, parameter) -> {
            Tensor gradient = parameter.gradient();
            if (gradient == null) {
              return;
            }
            Tensor average = momenta.get(name).lerpInPlace(gradient, 1 - momentum);
            // Nesterov: look ahead along the momentum.
            Tensor ahead = gradient.copy().lerpInPlace(average, momentum);
            long rows = parameter.size(0);
            Tensor matrix = ahead.reshape(rows, -1); // [out, in * kernel]
            double scale = 0.2 * Math.sqrt(Math.max(rows, matrix.size(1)));
            parameter.addInPlace(
                orthogonalize(matrix).reshape(parameter.shape()), -learningRate * scale);
          });
    }
  }

  /** The nearest matrix with orthonormal rows (or columns), by Newton-Schulz iteration. */
  static Tensor orthogonalize(Tensor matrix) {
    boolean tall = matrix.size(0) > matrix.size(1);
    Tensor x = tall ? matrix.transpose(0, 1) : matrix; // [r, c], r <= c
    x = x.div(x.norm().add(1e-7));
    for (int i = 0; i < NEWTON_SCHULZ_STEPS; i++) {
      Tensor gram = x.matmul(x.transpose(0, 1)); // [r, r]
      Tensor polynomial = gram.mul(B).add(gram.matmul(gram).mul(C));
      x = x.mul(A).add(polynomial.matmul(x));
    }
    return tall ? x.transpose(0, 1) : x;
  }

  @Override
  public Map<String, Tensor> state() {
    var state = new LinkedHashMap<String, Tensor>();
    momenta.forEach((name, tensor) -> state.put("muon.momentum." + name, tensor));
    return state;
  }

  @Override
  public void close() {
    momenta.values().forEach(Tensor::close);
  }
}
