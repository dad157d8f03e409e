package org.perdura.cli.bench;

import java.io.PrintWriter;

/** Tells every few seconds what is being measured. */
final class ProgressLines {

  private static final double INTERVAL_SECONDS = 2;

  private final PrintWriter out;
  private final long start = System.nanoTime();
  private double told;

  ProgressLines(PrintWriter out) {
    this.out = out;
  }

  void at(String what) {
    double now = (System.nanoTime() - start) * 1e-9;
    if (now - told >= INTERVAL_SECONDS) {
      told = now;
      out.printf("bench: %.0f s, %s%n", now, what);
      out.flush();
    }
  }
}
