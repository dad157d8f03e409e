package org.perdura.adversarial.train;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.perdura.adversarial.BatchSource;

/**
 * Makes batches ahead on threads of its own and delivers them in the order of the steps. How far
 * ahead is bounded, and so is memory.
 *
 * @param <B> one batch
 */
public final class Prefetcher<B> implements AutoCloseable {

  private final BatchSource<B> source;
  private final long end;
  private final ExecutorService workers;
  private final Deque<Future<B>> ahead = new ArrayDeque<>();
  private long asked;
  private long waitedNanos;

  /**
   * Begins at once.
   *
   * @param first step to deliver
   * @param end step before which to stop
   * @param workers threads
   * @param capacity how many batches may be finished or in the making
   */
  public Prefetcher(BatchSource<B> source, long first, long end, int workers, int capacity) {
    if (workers < 1 || capacity < 1) {
      throw new IllegalArgumentException(
          "prefetch: %d workers, %d batches ahead; must be 1 or more".formatted(workers, capacity));
    }
    this.source = source;
    this.end = end;
    this.asked = first;
    var number = new AtomicInteger();
    this.workers =
        Executors.newFixedThreadPool(
            workers,
            task -> {
              var thread = new Thread(task, "batch-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    for (int i = 0; i < capacity; i++) {
      ask();
    }
  }

  private void ask() {
    if (asked < end) {
      long step = asked++;
      ahead.add(workers.submit(() -> source.batch(step)));
    }
  }

  /**
   * The next step's batch; waits for it.
   *
   * @throws TrainingException if it could not be made
   * @throws IllegalStateException after the last
   */
  public B next() {
    Future<B> head = ahead.poll();
    if (head == null) {
      throw new IllegalStateException("prefetch: no batch after step " + end);
    }
    long before = System.nanoTime();
    try {
      B batch = head.get();
      ask();
      return batch;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TrainingException("interrupted", e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      throw new TrainingException("no batch: " + reason(cause), cause);
    } finally {
      waitedNanos += System.nanoTime() - before;
    }
  }

  private static String reason(Throwable cause) {
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }

  /** How long {@link #next} has waited in all, seconds. */
  public double waitedSeconds() {
    return waitedNanos * 1e-9;
  }

  /** Stops the workers and closes what nobody will fetch; waits for batches in the making. */
  @Override
  public void close() {
    // What has not begun by now never will.
    workers.shutdownNow().forEach(task -> ((Future<?>) task).cancel(false));
    ahead.removeIf(Future::isCancelled);
    for (Future<B> batch : ahead) {
      try {
        release(batch.get());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (ExecutionException e) {
        // Nobody asked for this batch, so nobody needs to know.
      }
    }
  }

  /** Frees a batch that holds more than Java's memory. */
  static void release(Object batch) {
    if (batch instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (Exception e) {
        throw new TrainingException("batch cannot be freed: " + e.getMessage(), e);
      }
    }
  }
}
