package org.perdura.adversarial.judge;

import java.util.Map;
import org.perdura.nn.GradientMode;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;

/**
 * Keeps a discriminator from running away: it learns only while the moving average of mean(log
 * D(truth)) - mean(log D(result)) stays below a threshold (the authors' configuration of Chu et al.
 * 2020). At chance both are log 1/2 and the figure is 0; the better the discriminator, the higher.
 */
final class Balance implements AutoCloseable {

  private static final double DECAY = 0.99;

  private final double threshold;
  private final Tensor average = Tensor.zeros(1).persistent();

  /**
   * @param threshold infinite: the discriminator always learns
   */
  Balance(double threshold) {
    this.threshold = threshold;
  }

  /**
   * Takes in how the discriminator does now.
   *
   * @param truthLoss -mean(log D(truth))
   * @param resultLoss -mean(log D(result)), the generator's adversarial loss
   */
  void observe(double truthLoss, double resultLoss) {
    try (var noGradient = GradientMode.off();
        var scope = new Scope()) {
      average.lerpInPlace(Tensor.full(resultLoss - truthLoss, 1), 1 - DECAY);
    }
  }

  boolean discriminatorMayLearn() {
    return value() < threshold;
  }

  double value() {
    return average.item();
  }

  Map<String, Tensor> state() {
    return Map.of("balance", average);
  }

  @Override
  public void close() {
    average.close();
  }
}
