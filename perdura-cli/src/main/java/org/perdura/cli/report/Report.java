package org.perdura.cli.report;

import java.util.Map;

/** What a command tells while it works and when it is done. */
public interface Report {

  /**
   * Begins a stretch of work.
   *
   * @param what is being done, one word
   * @param unit what is counted, in the plural
   * @param done how many are behind already
   * @param total how many there will be; -1 if unknown
   */
  Progress progress(String what, String unit, long done, long total);

  /**
   * Something happened, or a result is there.
   *
   * @param event its name, for machines
   * @param fields its numbers, for machines
   * @param text the same in one line, for people
   */
  void event(String event, Map<String, ?> fields, String text);

  /** Something the user should know although the work goes on. */
  void warn(String line);

  /** A stretch of work. */
  interface Progress extends AutoCloseable {

    /**
     * The work has come this far.
     *
     * @param detail a few words, or empty
     */
    void at(long done, String detail);

    @Override
    void close();
  }
}
