package org.perdura.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SlabsTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5, 64, 65, 1000})
  void everyIndexIsInOneSlab(int length) {
    for (int threads = 1; threads <= 4; threads++) {
      var seen = new AtomicIntegerArray(length);
      try (var slabs = new Slabs(threads)) {
        slabs.run(
            length,
            (from, to) -> {
              for (int i = from; i < to; i++) {
                seen.incrementAndGet(i);
              }
            });
        for (int i = 0; i < length; i++) {
          assertThat(seen.get(i)).isEqualTo(1);
        }
      }
    }
  }

  @Test
  void sumsAreTheSameBitsOnAnyNumberOfThreads() {
    try (var one = new Slabs(1);
        var three = new Slabs(3)) {
      Slabs.Term term = (from, to) -> Math.sqrt(2 + from) / to;
      assertThat(three.sum(1001, term)).isEqualTo(one.sum(1001, term));
      assertThat(three.max(1001, term)).isEqualTo(one.max(1001, term));
      assertThat(three.max(0, term)).isEqualTo(Double.NEGATIVE_INFINITY);
    }
  }

  /** Whoever catches the failure may use the arrays again. */
  @Test
  void afterAFailureNobodyWorksOn() {
    Thread caller = Thread.currentThread();
    try (var slabs = new Slabs(4)) {
      for (int round = 0; round < 5; round++) {
        var arrived = new AtomicInteger();
        var working = new AtomicInteger();
        assertThatThrownBy(
                () ->
                    slabs.run(
                        64,
                        (from, to) -> {
                          working.incrementAndGet();
                          try {
                            if (Thread.currentThread() != caller && arrived.getAndIncrement() < 2) {
                              throw new IllegalStateException("failed");
                            }
                            LockSupport.parkNanos(5_000_000);
                          } finally {
                            working.decrementAndGet();
                          }
                        }))
            .isInstanceOf(IllegalStateException.class)
            .hasMessage("failed");
        assertThat(working).hasValue(0);
      }
    }
  }
}
