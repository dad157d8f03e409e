package org.perdura.adversarial.train;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DivergenceGuardTest {

  private final DivergenceGuard guard = new DivergenceGuard();
  private long step;

  private void steps(int count, double loss) {
    for (int i = 0; i < count; i++) {
      guard.observe(++step, loss);
    }
  }

  @Test
  void lossesThatStayOrFallAreFine() {
    for (int i = 0; i < 500; i++) {
      steps(1, 1.0 / (1 + i));
      assertThat(guard.doubtful()).isFalse();
    }
    assertThat(guard.complaint()).isNull();
  }

  @Test
  void oneBadStepIsForgiven() {
    steps(100, 0.05);
    steps(1, 5);
    assertThat(guard.complaint()).isNull();
    steps(300, 0.05);
    assertThat(guard.doubtful()).isFalse();
  }

  @Test
  void aTermThatFadesInIsFine() {
    steps(100, 0.05);
    steps(500, 0.15);
    assertThat(guard.doubtful()).isFalse();
  }

  @Test
  void aLossThatStaysFiveTimesAsHighIsDoubtful() {
    steps(100, 0.05);
    steps(500, 0.25);
    assertThat(guard.doubtful()).isTrue();
    assertThat(guard.complaint()).isNull();
  }

  @Test
  void aLossThatStaysTwentyTimesAsHighHasDiverged() {
    steps(100, 0.05);
    steps(500, 1);
    assertThat(guard.complaint()).startsWith("diverged: the loss is 1.00, and was 0.0500 at step ");
  }
}
