package org.perdura.adversarial.train;

/** A loss, a gradient or a figure is NaN or infinite; the message says which. */
final class NotFiniteException extends RuntimeException {

  private static final long serialVersionUID = 1;

  NotFiniteException(String name, double value) {
    super(name + " is " + value);
  }

  static double require(String name, double value) {
    if (!Double.isFinite(value)) {
      throw new NotFiniteException(name, value);
    }
    return value;
  }
}
