package org.perdura.cli.report;

/** Progress of work whose length is known only once it is under way. For one thread. */
public final class LateProgress implements AutoCloseable {

  private final Report report;
  private final String what;
  private final String unit;
  private Report.Progress progress; // null before the first news

  /** The parameters are those of {@link Report#progress}. */
  public LateProgress(Report report, String what, String unit) {
    this.report = report;
    this.what = what;
    this.unit = unit;
  }

  /** The work has come this far. */
  public void at(long done, long total) {
    if (progress == null) {
      progress = report.progress(what, unit, 0, total);
    }
    progress.at(done, "");
  }

  @Override
  public void close() {
    if (progress != null) {
      progress.close();
    }
  }
}
