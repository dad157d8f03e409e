package org.perdura.adversarial.loss;

import java.util.IdentityHashMap;
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
 * <p>With jitter each frame is looked at from another corner. Pooling makes such a network blind to
 * patterns that lie in step with it, and a generator that makes its output in blocks as large soon
 * fills flat areas with them; out of step they show.
 *
 * @param features of {@code [n, c, h, w]}: one {@code [n, c', h', w']} for each layer
 * @param every how many frames lie between those looked at; 1 for all. Neighbours are alike, and
 *     the network costs more than many a generator
 * @param jitter up to how many pixels less one are cut off at the top and the left, and as many in
 *     all at each frame; 1 for none
 */
public record PerceptualLoss(Function<Tensor, List<Tensor>> features, int every, int jitter)
    implements Loss {

  /** With jitter a power of two, all its pairs of offsets come before one comes again. */
  private static final int ROW_STEP = 5;

  private static final int COLUMN_STEP = 3;

  /** Keeps the length of a vector of zeros from dividing. */
  private static final double EPS = 1e-12;

  public PerceptualLoss {
    if (every < 1) {
      throw new IllegalArgumentException("perceptual loss: every " + every + ", must be 1 or more");
    }
    if (jitter < 1) {
      throw new IllegalArgumentException(
          "perceptual loss: jitter " + jitter + ", must be 1 or more");
    }
  }

  /** Without jitter. */
  public PerceptualLoss(Function<Tensor, List<Tensor>> features, int every) {
    this(features, every, 1);
  }

  @Override
  public Tensor of(Rollout rollout) {
    int looks = (rollout.frames() + every - 1) / every;
    var wanted = new IdentityHashMap<Tensor, List<Tensor>>();
    return FrameMean.of(
        looks,
        look -> {
          Tensor truth = rollout.truths().get(look * every);
          List<Tensor> ofTruth =
              jitter == 1
                  // What is played forth and back is looked at once.
                  ? wanted.computeIfAbsent(truth, this::wanted)
                  : wanted(cut(truth, rollout.look(look, looks)));
          Tensor result = rollout.results().get(look * every);
          return between(cut(result, rollout.look(look, looks)), ofTruth);
        });
  }

  private List<Tensor> wanted(Tensor truth) {
    try (var noGradient = GradientMode.off()) {
      return features.apply(truth);
    }
  }

  /** {@code [n, c, h - jitter + 1, w - jitter + 1]}. */
  private Tensor cut(Tensor frame, long look) {
    if (jitter == 1) {
      return frame;
    }
    int less = jitter - 1;
    return frame
        .narrow(2, look * ROW_STEP % jitter, frame.size(2) - less)
        .narrow(3, (look * COLUMN_STEP + look / jitter) % jitter, frame.size(3) - less);
  }

  private Tensor between(Tensor result, List<Tensor> wanted) {
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
