package org.perdura.adversarial.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.perdura.adversarial.BatchSource;

@Timeout(20)
class PrefetcherTest {

  @Test
  void deliversInOrderWhateverTheWorkersOrder() {
    BatchSource<Long> source =
        step -> {
          Thread.sleep(step % 3 == 0 ? 12 : 1);
          return step;
        };
    try (var batches = new Prefetcher<>(source, 40, 70, 3, 5)) {
      for (long step = 40; step < 70; step++) {
        assertThat(batches.next()).isEqualTo(step);
      }
      assertThatThrownBy(batches::next).isInstanceOf(IllegalStateException.class);
      assertThat(batches.waitedSeconds()).isPositive();
    }
  }

  @Test
  void neverRunsFurtherAheadThanAllowed() throws InterruptedException {
    var begun = new ConcurrentSkipListSet<Long>();
    var four = new CountDownLatch(4);
    BatchSource<Long> source =
        step -> {
          begun.add(step);
          four.countDown();
          return step;
        };
    try (var batches = new Prefetcher<>(source, 0, 1000, 2, 4)) {
      assertThat(four.await(10, TimeUnit.SECONDS)).isTrue();
      Thread.sleep(50);
      assertThat(begun).containsExactly(0L, 1L, 2L, 3L);
      assertThat(batches.next()).isZero();
      assertThat(batches.next()).isEqualTo(1);
      Thread.sleep(50);
      assertThat(begun.last()).isEqualTo(5);
    }
  }

  @Test
  void passesOnWhatTheSourceThrowsAtItsStep() {
    BatchSource<Long> source =
        step -> {
          if (step == 2) {
            throw new IOException("photo.png: no picture");
          }
          return step;
        };
    try (var batches = new Prefetcher<>(source, 0, 10, 2, 4)) {
      assertThat(batches.next()).isZero();
      assertThat(batches.next()).isEqualTo(1);
      assertThatThrownBy(batches::next)
          .isInstanceOf(TrainingException.class)
          .hasMessage("no batch: photo.png: no picture")
          .hasCauseInstanceOf(IOException.class);
    }
  }

  @Test
  void closesBatchesThatNobodyFetched() {
    var open = new AtomicInteger();
    BatchSource<AutoCloseable> source =
        step -> {
          open.incrementAndGet();
          return open::decrementAndGet;
        };
    try (var batches = new Prefetcher<>(source, 0, 100, 2, 8)) {
      Prefetcher.release(batches.next());
      Prefetcher.release(batches.next());
    }
    assertThat(open).hasValue(0);
  }
}
