package org.perdura.adversarial.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.perdura.nn.Scope;
import org.perdura.nn.StateCopy;

class BalanceTest {

  private final Scope scope = new Scope();

  @AfterEach
  void free() {
    scope.close();
  }

  private static void observe(Balance balance, double lead, int times) {
    for (int i = 0; i < times; i++) {
      balance.observe(0.25, 0.25 + lead);
    }
  }

  @Test
  void isTheMovingAverageOfTheLead() {
    try (var balance = new Balance(1)) {
      assertThat(balance.value()).isZero();
      observe(balance, 2, 1);
      assertThat(balance.value()).isCloseTo(2 * 0.01, within(1e-6));
      observe(balance, 2, 99);
      assertThat(balance.value()).isCloseTo(2 * (1 - Math.pow(0.99, 100)), within(1e-5));
      observe(balance, -1, 50);
      double expected = -1 + (2 * (1 - Math.pow(0.99, 100)) + 1) * Math.pow(0.99, 50);
      assertThat(balance.value()).isCloseTo(expected, within(1e-5));
    }
  }

  @Test
  void staysAtZeroWhenNeitherSideIsAhead() {
    try (var balance = new Balance(0.4)) {
      balance.observe(Math.log(2), Math.log(2));
      assertThat(balance.value()).isZero();
      assertThat(balance.discriminatorMayLearn()).isTrue();
    }
  }

  @Test
  void stopsTheDiscriminatorAtTheThresholdAndLetsItLearnAgainBelow() {
    try (var balance = new Balance(0.4)) {
      // 1 - 0.99^n reaches 0.4 at n = ln 0.6 / ln 0.99 = 50.8.
      observe(balance, 1, 50);
      assertThat(balance.discriminatorMayLearn()).isTrue();
      observe(balance, 1, 1);
      assertThat(balance.discriminatorMayLearn()).isFalse();
      observe(balance, 0, 1);
      assertThat(balance.discriminatorMayLearn()).isTrue();
    }
  }

  @Test
  void withoutAThresholdTheDiscriminatorAlwaysLearns() {
    try (var balance = new Balance(Double.POSITIVE_INFINITY)) {
      observe(balance, 1e6, 500);
      assertThat(balance.discriminatorMayLearn()).isTrue();
    }
  }

  @Test
  void goesOnFromItsState() {
    try (var balance = new Balance(0.4);
        var other = new Balance(0.4)) {
      observe(balance, 3, 7);
      StateCopy.copy(balance.state(), other.state());
      observe(balance, 1, 3);
      observe(other, 1, 3);
      assertThat(other.value()).isEqualTo(balance.value());
    }
  }
}
