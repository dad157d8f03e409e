package org.perdura.smoke.model;

/** Which fields of the low-res simulation a generator is given; each includes those before it. */
public enum Inputs {
  DENSITY,
  /** And the velocity. */
  VELOCITY,
  /** And the velocity's curl. */
  VORTICITY
}
