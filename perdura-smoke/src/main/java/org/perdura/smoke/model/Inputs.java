package org.perdura.smoke.model;

/** Which fields of the low-res simulation a generator is given; each includes those before it. */
public enum Inputs {
  DENSITY(0),
  /** And the velocity. */
  VELOCITY(1),
  /** And the velocity's curl. */
  VORTICITY(2);

  private final int vectors;

  Inputs(int vectors) {
    this.vectors = vectors;
  }

  /** How many fields of vectors that is. */
  int vectors() {
    return vectors;
  }
}
