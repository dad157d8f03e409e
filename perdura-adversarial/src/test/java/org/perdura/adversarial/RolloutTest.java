package org.perdura.adversarial;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;

class RolloutTest {

  private static final Alignment STILL = (frame, from, to) -> frame;

  private final Scope scope = new Scope();

  @AfterEach
  void free() {
    scope.close();
  }

  @Test
  void listsMustFit() {
    var one = List.of(Tensor.zeros(1));
    var two = List.of(Tensor.zeros(1), Tensor.zeros(1));
    assertThatThrownBy(() -> new Rollout(one, List.of(), List.of(), STILL))
        .hasMessage("rollout: 1 results and 0 truths; must be as many, and one or more");
    assertThatThrownBy(() -> new Rollout(List.of(), List.of(), List.of(), STILL))
        .hasMessage("rollout: 0 results and 0 truths; must be as many, and one or more");
    assertThatThrownBy(() -> new Rollout(two, two, one, STILL))
        .hasMessage("rollout: 1 conditions for 2 results; must be as many, or none");
  }

  @Test
  void missingExtrasAreNamed() {
    var one = List.of(Tensor.zeros(1));
    var rollout = new Rollout(one, one, List.of(), STILL, Map.of("depth", Tensor.zeros(1)), 7);
    assertThatThrownBy(() -> rollout.extra("flow"))
        .hasMessage("rollout: no extra tensor flow; there are [depth]");
  }
}
