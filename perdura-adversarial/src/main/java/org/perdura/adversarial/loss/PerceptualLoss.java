package org.perdura.adversarial.loss;

import java.util.List;
import java.util.function.Function;
import org.perdura.adversarial.Loss;
import org.perdura.adversarial.Rollout;
import org.perdura.nn.DType;
import org.perdura.nn.GradientMode;
import org.perdura.nn.Tensor;

/**
 * How differently a trained network sees result and truth: 1 - cosine of the angle between the two
 * feature vectors at each position, mean over positions and batch, summed over the layers, mean
 * over the frames looked at (Chu et al. 2020, L_phi, table 1).
 *
 * @param features of {@code [n, c, h, w]}: one {@code [n, c', h', w']} for each layer
 * @param every how many frames lie between those looked at; 1 for all. Neighbours are alike, and
 *     the network costs more than many a generator
 */
public record PerceptualLoss(Function<Tensor, List<Tensor>> features, int every) implements Loss {

  /** Keeps the length of a vector of zeros from dividing. */
  private static final double EPS = 1e-12;

  public PerceptualLoss {
    if (every < 1) {
      throw new IllegalArgumentException("perceptual loss: every " + every + ", must be 1 or more");
    }
  }

  @Override
  public Tensor of(Rollout rollout) {
    int looks = (rollout.frames() + every - 1) / every;
    return FrameMean.of(
        looks,
        look -> between(rollout.results().get(look * every), rollout.truths().get(look * every)));
  }

  private Tensor between(Tensor result, Tensor truth) {
    List<Tensor> wanted;
    try (var noGradient = GradientMode.off()) {
      wanted = features.apply(truth);
    }
    List<Tensor> seen = features.apply(result);
    Tensor sum = null;
    for (int layer = 0; layer < seen.size(); layer++) {
      Tensor distance = oneMinusCosine(seen.get(layer), wanted.get(layer));
      sum = sum == null ? distance : sum.add(distance);
    }
    return sum;
  }

  private static Tensor oneMinusCosine(Tensor a, Tensor b) {
    Tensor x = a.to(DType.FLOAT32);
    Tensor y = b.to(DType.FLOAT32);
    Tensor lengths = x.square().sum(1).mul(y.square().sum(1)).add(EPS).sqrt(); // [n, h, w]
    return x.mul(y).sum(1).div(lengths).mean().neg().add(1);
  }
}
