package org.perdura.adversarial.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.perdura.adversarial.Alignment;
import org.perdura.adversarial.Rollout;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;

class AlignedDifferenceLossTest {

  private static final int WIDTH = 4;

  private final Scope scope = new Scope();

  @AfterEach
  void free() {
    scope.close();
  }

  /** A row of squares, or what has become of it after some samples' way to the right. */
  private static Tensor pattern(int moved) {
    var values = new float[WIDTH];
    for (int x = 0; x < WIDTH; x++) {
      values[Math.floorMod(x + moved, WIDTH)] = x * x;
    }
    return Tensor.of(values, 1, 1, 1, WIDTH);
  }

  /** One sample a frame to the right, and round. */
  private static final Alignment ROUND =
      (frame, from, to) -> {
        long cut = Math.floorMod(from - to, WIDTH);
        return cut == 0
            ? frame
            : Tensor.cat(3, frame.narrow(3, cut, WIDTH - cut), frame.narrow(3, 0, cut));
      };

  private static Rollout rollout(Alignment alignment, Tensor... frames) {
    return new Rollout(List.of(frames), List.of(frames), List.of(), alignment);
  }

  @Test
  void whatIsCarriedAlongCostsNothing() {
    var carried = rollout(ROUND, pattern(0), pattern(1), pattern(2));
    assertThat(new AlignedDifferenceLoss().of(carried).item()).isZero();
  }

  @Test
  void whatIsNotAlignedCostsItsSquares() {
    // 0, 1, 4, 9 after 9, 0, 1, 4: off by 9, 1, 3, 5.
    var still = rollout((frame, from, to) -> frame, pattern(1), pattern(0));
    double squares = (81 + 1 + 9 + 25) / 4.0;
    assertThat(new AlignedDifferenceLoss().of(still).item()).isCloseTo(squares, within(1e-5));
    // With two channels that are alike, twice; and a pair that fits halves the mean.
    Tensor[] two = {pattern(1), pattern(0), pattern(0)};
    for (int i = 0; i < two.length; i++) {
      two[i] = Tensor.cat(1, two[i], two[i]);
    }
    assertThat(new AlignedDifferenceLoss().of(rollout((f, from, to) -> f, two)).item())
        .isCloseTo(squares, within(1e-5));
  }

  @Test
  void gradientsPullBothFramesTogetherWhereTheyBelong() {
    // Aligned, the first is one too low at its last sample, the second's first.
    Tensor before = Tensor.of(new float[] {0, 0, 0, 1}, 1, 1, 1, WIDTH).withGradient();
    Tensor after = Tensor.of(new float[] {2, 0, 0, 0}, 1, 1, 1, WIDTH).withGradient();
    new AlignedDifferenceLoss().of(rollout(ROUND, before, after)).backward();
    // Plus 0, for there are zeros with a minus.
    assertThat(before.gradient().add(0).toFloats()).containsExactly(0, 0, 0, -0.5f);
    assertThat(after.gradient().add(0).toFloats()).containsExactly(0.5f, 0, 0, 0);
  }

  @Test
  void theMotionItselfIsAFact() {
    Tensor shift = Tensor.ones(1).withGradient();
    var learned =
        new Alignment() {
          @Override
          public Tensor align(Tensor frame, int from, int to) {
            return frame.add(shift);
          }

          @Override
          public Alignment detached() {
            return (frame, from, to) -> frame.add(shift.detach());
          }
        };
    Tensor frame = pattern(0).withGradient();
    Tensor loss = new AlignedDifferenceLoss().of(rollout(learned, frame, pattern(0)));
    assertThat(loss.item()).isEqualTo(1);
    loss.backward();
    assertThat(frame.gradient()).isNotNull();
    assertThat(shift.gradient()).isNull();
  }

  @Test
  void needsTwoFrames() {
    assertThatThrownBy(() -> new AlignedDifferenceLoss().of(rollout(ROUND, pattern(0))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("temporal L2 loss: a roll-out of 1 frames; must be two or more");
  }
}
