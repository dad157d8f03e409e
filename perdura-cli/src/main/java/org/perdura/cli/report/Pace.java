package org.perdura.cli.report;

/** How fast counted work goes, and how long it will take. */
final class Pace {

  private final long first;
  private final long total;
  private final long start = System.nanoTime();

  Pace(long first, long total) {
    this.first = first;
    this.total = total;
  }

  double seconds() {
    return (System.nanoTime() - start) * 1e-9;
  }

  double perSecond(long done) {
    return (done - first) / Math.max(1e-9, seconds());
  }

  /** NaN where it cannot be told. */
  double secondsLeft(long done) {
    double rate = perSecond(done);
    return total < 0 || rate <= 0 ? Double.NaN : Math.max(0, total - done) / rate;
  }

  static String duration(double seconds) {
    long whole = Math.round(seconds);
    if (whole < 60) {
      return whole + " s";
    }
    return whole < 3600
        ? "%d:%02d min".formatted(whole / 60, whole % 60)
        : "%d:%02d h".formatted(whole / 3600, whole / 60 % 60);
  }
}
