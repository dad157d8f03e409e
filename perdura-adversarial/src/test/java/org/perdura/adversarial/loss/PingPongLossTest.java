package org.perdura.adversarial.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.perdura.adversarial.loss.Frames.flat;
import static org.perdura.adversarial.loss.Frames.frame;
import static org.perdura.adversarial.loss.Frames.rollout;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdura.nn.DType;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;

class PingPongLossTest {

  private final Scope scope = new Scope();

  @AfterEach
  void free() {
    scope.close();
  }

  private static double of(Tensor... results) {
    return new PingPongLoss().of(rollout(List.of(results), List.of(results))).item();
  }

  @Test
  void isTheMeanDifferenceBetweenMirrorFrames() {
    // Frames 0 and 4 differ by 4, frames 1 and 3 by 3; frame 2 is its own mirror.
    assertThat(of(flat(1), flat(2), flat(9), flat(5), flat(-3))).isCloseTo(3.5, within(1e-6));
    // Elements count one by one: |1| + |-2| + |3| + |0| over 4.
    assertThat(of(frame(1, 0, 3, 5), flat(7), frame(0, 2, 0, 5))).isCloseTo(1.5, within(1e-6));
  }

  @Test
  void isZeroForASequenceThatComesBackTheSameWay() {
    assertThat(of(flat(1), flat(2), flat(3), flat(2), flat(1))).isZero();
  }

  @Test
  void pullsBothWaysTowardsEachOther() {
    var first = flat(3).withGradient();
    var middle = flat(0).withGradient();
    var last = flat(1).withGradient();
    var results = List.of(first, middle, last);
    new PingPongLoss().of(rollout(results, results)).backward();
    assertThat(first.gradient().toFloats()).containsOnly(0.25f);
    assertThat(last.gradient().toFloats()).containsOnly(-0.25f);
    assertThat(middle.gradient()).isNull();
  }

  @Test
  void comparesHalfPreciseResultsInFloat() {
    var first = flat(1.0078125).to(DType.BFLOAT16); // the next number after 1
    assertThat(of(first, flat(0), flat(1))).isEqualTo(0.0078125);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void needsAWayForthAndBack(int frames) {
    var results = java.util.Collections.nCopies(frames, flat(0)).toArray(Tensor[]::new);
    assertThatThrownBy(() -> of(results))
        .hasMessage("ping-pong loss: " + frames + " frames; must be an odd number, three or more");
  }
}
