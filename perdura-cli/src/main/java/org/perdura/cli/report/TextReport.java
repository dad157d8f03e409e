package org.perdura.cli.report;

import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** For people: a bar on a terminal, a line every few seconds elsewhere. */
final class TextReport implements Report {

  private static final double INTERVAL_SECONDS = 5;
  private static final int REFRESH_MILLIS = 250;
  private static final int WIDTH = 79;
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean quiet;
  private final boolean terminal;
  private boolean barIsOpen;

  TextReport(PrintWriter out, PrintWriter err, boolean quiet, boolean terminal) {
    this.out = out;
    this.err = err;
    this.quiet = quiet;
    this.terminal = terminal;
  }

  @Override
  public Progress progress(String what, String unit, long done, long total) {
    if (quiet) {
      return new Silence();
    }
    return terminal ? new Bar(what, unit, done, total) : new Lines(what, unit, done, total);
  }

  @Override
  public void event(String event, Map<String, ?> fields, String text) {
    if (!quiet) {
      clear();
      out.println(text);
      out.flush();
    }
  }

  @Override
  public void warn(String line) {
    clear();
    err.println("warning: " + line);
    err.flush();
  }

  /** The bar draws itself again below the line that follows. */
  private void clear() {
    if (barIsOpen) {
      err.print(CLEAR_LINE);
      err.flush();
    }
  }

  private static final class Silence implements Progress {

    @Override
    public void at(long done, String detail) {}

    @Override
    public void close() {}
  }

  private final class Bar implements Progress {

    private final ProgressBar bar;

    private Bar(String what, String unit, long done, long total) {
      var pace = new Pace(done, total);
      bar =
          new ProgressBarBuilder()
              .setTaskName(what)
              .setInitialMax(total)
              .setUnit(" " + unit, 1)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(REFRESH_MILLIS)
              .setConsumer(new ConsoleProgressBarConsumer(System.err, WIDTH))
              .showSpeed()
              .setEtaFunction(state -> left(pace.secondsLeft(state.getCurrent())))
              .build();
      bar.stepTo(done);
      barIsOpen = true;
    }

    private static Optional<java.time.Duration> left(double seconds) {
      return Double.isNaN(seconds)
          ? Optional.empty()
          : Optional.of(java.time.Duration.ofSeconds(Math.round(seconds)));
    }

    @Override
    public void at(long done, String detail) {
      bar.stepTo(done);
      bar.setExtraMessage(detail);
    }

    @Override
    public void close() {
      barIsOpen = false;
      bar.close();
    }
  }

  private final class Lines implements Progress {

    private final String what;
    private final String unit;
    private final long total;
    private final Pace pace;
    private double told;

    private Lines(String what, String unit, long done, long total) {
      this.what = what;
      this.unit = unit;
      this.total = total;
      pace = new Pace(done, total);
    }

    @Override
    public void at(long done, String detail) {
      if (pace.seconds() - told < INTERVAL_SECONDS) {
        return;
      }
      told = pace.seconds();
      double left = pace.secondsLeft(done);
      err.printf(
          "%s: %d%s %s, %.3g a second%s%s%n",
          what,
          done,
          total < 0 ? "" : " of " + total,
          unit,
          pace.perSecond(done),
          Double.isNaN(left) ? "" : ", " + Pace.duration(left) + " left",
          detail.isEmpty() ? "" : ", " + detail);
      err.flush();
    }

    @Override
    public void close() {}
  }
}
