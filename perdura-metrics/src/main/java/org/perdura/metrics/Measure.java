package org.perdura.metrics;

/** What something can be judged by, as tables and plots show it. */
public interface Measure {

  /** Its name for people. */
  String label();

  /** {@code dB}, {@code x100} (a hundredfold) or the like; may be empty. */
  String unit();

  Better better();

  /** Digits after the point that are worth showing. */
  int digits();
}
