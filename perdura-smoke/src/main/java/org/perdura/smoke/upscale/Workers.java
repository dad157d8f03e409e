package org.perdura.smoke.upscale;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** A thread that reads and some that write, beside the one that computes. */
final class Workers implements AutoCloseable {

  private final ExecutorService reader;
  private final ExecutorService writers;

  Workers(int writers) {
    this.reader = threads(1, "read");
    this.writers = threads(writers, "write");
  }

  private static ExecutorService threads(int count, String name) {
    return Executors.newFixedThreadPool(
        count,
        work -> {
          var thread = new Thread(work, name);
          thread.setDaemon(true);
          return thread;
        });
  }

  /** In the order of the calls. */
  <T> Future<T> read(Callable<T> work) {
    return reader.submit(work);
  }

  <T> Future<T> write(Callable<T> work) {
    return writers.submit(work);
  }

  /** Waits for what work came to, or throws what it failed by. */
  static <T> T result(Future<T> work) throws IOException, InterruptedException {
    try {
      return work.get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof IOException known) {
        throw known;
      }
      if (cause instanceof Error error) {
        throw error;
      }
      if (cause instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      throw new IllegalStateException(cause); // nothing else is thrown there
    }
  }

  /** Ends reading; what is being written is finished, so that nothing is lost. */
  @Override
  public void close() throws InterruptedException {
    reader.shutdownNow();
    writers.shutdown();
    reader.awaitTermination(1, TimeUnit.DAYS);
    writers.awaitTermination(1, TimeUnit.DAYS);
  }
}
