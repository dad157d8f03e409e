package org.perdura.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ctrl-C while something must be put in order first: asks the work to stop, and holds the end of
 * the process back until {@link Main} has said its last line. The exit code is then the system's,
 * 130.
 */
final class Interruption implements AutoCloseable {

  private static final CountDownLatch ALL_SAID = new CountDownLatch(1);
  private static final AtomicInteger OPEN = new AtomicInteger();
  private static final AtomicBoolean SAID = new AtomicBoolean();

  private final Thread hook;
  private volatile boolean requested;

  /**
   * From now on.
   *
   * @param stop called on another thread
   * @param patienceSeconds how long the end is held back at most
   * @throws StoppedException if Ctrl-C came before
   */
  Interruption(Runnable stop, long patienceSeconds) throws StoppedException {
    hook = new Thread(() -> stopAndWait(stop, patienceSeconds), "interruption");
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException e) { // the process is ending already
      throw new StoppedException("stopped");
    }
    OPEN.incrementAndGet();
  }

  private void stopAndWait(Runnable stop, long patienceSeconds) {
    requested = true;
    stop.run();
    try {
      if (!ALL_SAID.await(patienceSeconds, TimeUnit.SECONDS)) {
        System.err.println("perdura: gave up waiting for the work to stop");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  boolean requested() {
    return requested;
  }

  /** From now on Ctrl-C is answered by a line even while there is nothing to put in order. */
  static void answer() {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  if (ALL_SAID.getCount() > 0 && OPEN.get() == 0 && toBeSaid()) {
                    System.err.println("perdura: stopped");
                  }
                },
                "answer"));
  }

  /** Whether nobody has said yet that the process was stopped; true but once. */
  static boolean toBeSaid() {
    return SAID.compareAndSet(false, true);
  }

  /** The process may end. */
  static void letGo() {
    ALL_SAID.countDown();
  }

  @Override
  public void close() {
    if (!requested) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
        OPEN.decrementAndGet();
      } catch (IllegalStateException e) {
        // The process is ending already: the hook asks what is done to stop, and ends with it.
      }
    }
  }
}
