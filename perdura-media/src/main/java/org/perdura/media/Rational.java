package org.perdura.media;

/** An exact fraction, as time bases and frame rates are given. */
public record Rational(int numerator, int denominator) {

  public Rational {
    if (denominator <= 0) {
      throw new IllegalArgumentException(
          numerator + "/" + denominator + ": denominator must be > 0");
    }
  }

  public double value() {
    return (double) numerator / denominator;
  }

  /** The time base of a frame rate and the other way round. */
  public Rational inverse() {
    return new Rational(/* numerator= */ denominator, /* denominator= */ numerator);
  }

  @Override
  public String toString() {
    return numerator + "/" + denominator;
  }
}
