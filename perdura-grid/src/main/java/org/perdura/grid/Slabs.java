package org.perdura.grid;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs loops over slabs of a grid on several threads. The slabs depend on the length of the loop
 * alone, never on the number of threads, and sums are added up slab by slab in order: the results
 * are the same bit for bit on any number of threads.
 */
public final class Slabs implements AutoCloseable {

  /** Enough to balance some dozen threads, few enough to cost nothing. */
  private static final int MOST_SLABS = 64;

  private final int threads;
  private final ExecutorService helpers; // null: one thread

  /**
   * @param threads how many work at once, the caller's included
   */
  public Slabs(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("%d threads: must be at least 1".formatted(threads));
    }
    this.threads = threads;
    this.helpers =
        threads == 1
            ? null
            : Executors.newFixedThreadPool(
                threads - 1,
                work -> {
                  var thread = new Thread(work, "slabs");
                  thread.setDaemon(true);
                  return thread;
                });
  }

  public int threads() {
    return threads;
  }

  /** A part of a loop: from (inclusive) to (exclusive). */
  public interface Body {
    void run(int from, int to);
  }

  /** A part of a loop that comes to a number. */
  public interface Term {
    double of(int from, int to);
  }

  /** Runs a loop of a length: each index in exactly one slab. */
  public void run(int length, Body body) {
    forSlabs(length, (slab, from, to) -> body.run(from, to));
  }

  /** The sum of what the slabs come to. */
  public double sum(int length, Term term) {
    double sum = 0;
    for (double part : parts(length, term)) {
      sum += part;
    }
    return sum;
  }

  /** The largest of what the slabs come to; negative infinity for a loop of length 0. */
  public double max(int length, Term term) {
    double max = Double.NEGATIVE_INFINITY;
    for (double part : parts(length, term)) {
      max = Math.max(max, part);
    }
    return max;
  }

  private double[] parts(int length, Term term) {
    var parts = new double[slabs(length)];
    forSlabs(length, (slab, from, to) -> parts[slab] = term.of(from, to));
    return parts;
  }

  private static int slabs(int length) {
    return Math.min(length, MOST_SLABS);
  }

  private interface SlabBody {
    void run(int slab, int from, int to);
  }

  private void forSlabs(int length, SlabBody body) {
    int slabs = slabs(length);
    var next = new AtomicInteger();
    Runnable work =
        () -> {
          for (int slab = next.getAndIncrement(); slab < slabs; slab = next.getAndIncrement()) {
            int from = (int) ((long) length * slab / slabs);
            int to = (int) ((long) length * (slab + 1) / slabs);
            body.run(slab, from, to);
          }
        };
    List<Future<?>> started = new ArrayList<>();
    for (int i = 1; i < Math.min(threads, slabs); i++) {
      started.add(helpers.submit(work));
    }
    Throwable failure = null;
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      failure = e;
      next.set(slabs); // nobody begins another slab
    }
    for (Future<?> other : started) {
      // All of them, whatever failed: they write into the caller's arrays.
      Throwable others = await(other);
      failure = failure == null ? others : failure;
    }
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure != null) {
      throw (RuntimeException) failure; // a body throws nothing else
    }
  }

  /** Waits for the end, and returns what it failed by; null if it did not. */
  private static Throwable await(Future<?> work) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          work.get();
          return null;
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          return e.getCause();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    if (helpers != null) {
      helpers.shutdown();
    }
  }
}
