package org.perdura.adversarial.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.perdura.adversarial.loss.Frames.flat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.perdura.adversarial.Rollout;
import org.perdura.nn.Scope;

class WarpLossTest {

  private final Scope scope = new Scope();

  @AfterEach
  void free() {
    scope.close();
  }

  @Test
  void alignsEachConditionToTheNext() {
    // The alignment adds 10 for each step forward, so that errors are 1 and 2 at every element.
    var conditions = List.of(flat(0), flat(11), flat(23));
    var rollout =
        new Rollout(
            conditions, conditions, conditions, (frame, from, to) -> frame.add(10.0 * (to - from)));
    assertThat(new WarpLoss().of(rollout).item()).isCloseTo((2 * 1 + 2 * 4) / 2.0, within(1e-6));
  }

  @Test
  void needsTwoConditions() {
    var one = List.of(flat(0));
    assertThatThrownBy(
            () -> new WarpLoss().of(new Rollout(one, one, one, (frame, from, to) -> frame)))
        .hasMessage("warp loss: 1 conditions; must be two or more");
  }
}
