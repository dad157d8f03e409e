package org.perdura.adversarial.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.perdura.adversarial.loss.Frames.frame;
import static org.perdura.adversarial.loss.Frames.rollout;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.perdura.adversarial.Rollout;
import org.perdura.nn.DType;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;

class PerceptualLossTest {

  private static final double COS_45 = Math.sqrt(0.5);

  private final Scope scope = new Scope();

  @AfterEach
  void free() {
    scope.close();
  }

  private static List<Tensor> asItIs(Tensor x) {
    return List.of(x.mul(1));
  }

  /** One pixel whose feature vector has these two components. */
  private static Tensor vector(double x, double y) {
    return Tensor.of(new float[] {(float) x, (float) y}, 1, 2, 1, 1);
  }

  private static double between(Tensor result, Tensor truth) {
    return new PerceptualLoss(PerceptualLossTest::asItIs, 1)
        .of(rollout(List.of(result), List.of(truth)))
        .item();
  }

  @Test
  void isOneMinusTheCosineOfTheAngle() {
    assertThat(between(vector(1, 0), vector(1, 0))).isCloseTo(0, within(1e-6));
    assertThat(between(vector(1, 0), vector(1, 1))).isCloseTo(1 - COS_45, within(1e-6));
    assertThat(between(vector(1, 0), vector(0, 1))).isCloseTo(1, within(1e-6));
    assertThat(between(vector(1, 0), vector(-1, 0))).isCloseTo(2, within(1e-6));
  }

  @Test
  void doesNotSeeTheLengthOfFeatures() {
    assertThat(between(vector(70, 0), vector(0.1, 0.1))).isCloseTo(1 - COS_45, within(1e-6));
  }

  @Test
  void averagesOverPositions() {
    // First pixel (1, 0) against (0, 1): 1. Second (2, 2) against (1, 1): 0.
    assertThat(between(frame(1, 2, 0, 2), frame(0, 1, 1, 1))).isCloseTo(0.5, within(1e-6));
  }

  @Test
  void sumsOverLayers() {
    Function<Tensor, List<Tensor>> twice = x -> List.of(x, x.mul(vector(1, 0)));
    var loss = new PerceptualLoss(twice, 1);
    var rollout = rollout(List.of(vector(1, 0)), List.of(vector(1, 1)));
    assertThat(loss.of(rollout).item()).isCloseTo(1 - COS_45, within(1e-6));
    Function<Tensor, List<Tensor>> same = x -> List.of(x, x, x);
    assertThat(new PerceptualLoss(same, 1).of(rollout).item())
        .isCloseTo(3 * (1 - COS_45), within(1e-6));
  }

  @Test
  void averagesOverTheFramesLookedAt() {
    var truths = List.of(vector(1, 0), vector(1, 0), vector(1, 0), vector(1, 0));
    var results = List.of(vector(0, 1), vector(1, 1), vector(-1, 0), vector(1, 0));
    var rollout = rollout(results, truths);
    assertThat(new PerceptualLoss(PerceptualLossTest::asItIs, 1).of(rollout).item())
        .isCloseTo((1 + (1 - COS_45) + 2 + 0) / 4, within(1e-6));
    assertThat(new PerceptualLoss(PerceptualLossTest::asItIs, 2).of(rollout).item())
        .isCloseTo((1 + 2) / 2.0, within(1e-6));
    assertThat(new PerceptualLoss(PerceptualLossTest::asItIs, 3).of(rollout).item())
        .isCloseTo((1 + 0) / 2.0, within(1e-6));
  }

  @Test
  void theNetworkLooksAtNoFrameInVain() {
    var looks = new ArrayList<Tensor>();
    Function<Tensor, List<Tensor>> counting =
        x -> {
          looks.add(x);
          return List.of(x);
        };
    var frames = List.of(vector(1, 0), vector(1, 0), vector(1, 0), vector(1, 0));
    new PerceptualLoss(counting, 2).of(rollout(frames, frames));
    assertThat(looks).hasSize(4);
  }

  @Test
  void jitterCutsResultAndTruthAlikeFromAnotherCornerAtEachFrame() {
    var seen = new ArrayList<float[]>();
    Function<Tensor, List<Tensor>> watching =
        x -> {
          assertThat(x.shape()).containsExactly(1, 2, 2, 3);
          seen.add(new float[] {x.toFloats()[0], x.toFloats()[6]});
          return List.of(x);
        };
    // 5 x 6 pixels that say which row (first channel) and column they are in, jitter 4.
    Tensor rows = Tensor.range(5).reshape(1, 1, 5, 1).expand(1, 1, 5, 6);
    Tensor columns = Tensor.range(6).reshape(1, 1, 1, 6).expand(1, 1, 5, 6);
    var frames = Collections.nCopies(4, Tensor.cat(1, rows, columns));
    new PerceptualLoss(watching, 1, 4).of(rollout(frames, frames));
    var corners = new HashSet<List<Float>>();
    for (int look = 0; look < 4; look++) {
      assertThat(seen.get(2 * look)).isEqualTo(seen.get(2 * look + 1));
      corners.add(List.of(seen.get(2 * look)[0], seen.get(2 * look)[1]));
    }
    assertThat(corners.stream().map(corner -> corner.get(0))).containsOnly(0f, 1f, 2f, 3f);
    assertThat(corners.stream().map(corner -> corner.get(1))).containsOnly(0f, 1f, 2f, 3f);
  }

  @Test
  void fromStepToStepEveryCornerIsLookedFrom() {
    var corners = new HashSet<Float>();
    Function<Tensor, List<Tensor>> watching =
        x -> {
          corners.add(x.toFloats()[0]);
          return List.of(x);
        };
    var frames = Collections.nCopies(2, Tensor.range(49).add(1).reshape(1, 1, 7, 7));
    var loss = new PerceptualLoss(watching, 1, 4);
    for (int step = 0; step < 8; step++) {
      loss.of(new Rollout(frames, frames, List.of(), (frame, from, to) -> frame, Map.of(), step));
    }
    assertThat(corners).hasSize(16);
  }

  @Test
  void turnsTheResultTowardsTheTruthAndLeavesTheTruthAlone() {
    var result = vector(2, 0).withGradient();
    var truth = vector(0, 5).withGradient();
    new PerceptualLoss(PerceptualLossTest::asItIs, 1)
        .of(rollout(List.of(result), List.of(truth)))
        .backward();
    // d(1 - cos)/dx = -(y/|y| - cos x/|x|) / |x|
    assertThat(result.gradient().toFloats()[0]).isCloseTo(0, within(1e-6f));
    assertThat(result.gradient().toFloats()[1]).isCloseTo(-0.5f, within(1e-6f));
    assertThat(truth.gradient()).isNull();
  }

  @Test
  void staysFiniteWhereFeaturesAreAllZero() {
    var result = vector(0, 0).withGradient();
    var loss =
        new PerceptualLoss(PerceptualLossTest::asItIs, 1)
            .of(rollout(List.of(result), List.of(vector(0, 0))));
    loss.backward();
    assertThat(loss.allFinite()).isTrue();
    assertThat(result.gradient().toFloats()).containsExactly(0, 0);
  }

  @Test
  void measuresHalfPreciseFeaturesInFloat() {
    Function<Tensor, List<Tensor>> half = x -> List.of(x.to(DType.BFLOAT16));
    var loss =
        new PerceptualLoss(half, 1).of(rollout(List.of(vector(1, 0)), List.of(vector(1, 1))));
    assertThat(loss.dtype()).isEqualTo(DType.FLOAT32);
    assertThat(loss.item()).isCloseTo(1 - COS_45, within(1e-6));
  }

  @Test
  void countsFromOne() {
    assertThatThrownBy(() -> new PerceptualLoss(PerceptualLossTest::asItIs, 0))
        .hasMessage("perceptual loss: every 0, must be 1 or more");
    assertThatThrownBy(() -> new PerceptualLoss(PerceptualLossTest::asItIs, 1, 0))
        .hasMessage("perceptual loss: jitter 0, must be 1 or more");
  }
}
