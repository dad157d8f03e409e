package org.perdura.fluid.output;

/** What happens if a folder holds results already. */
public enum Existing {
  /** They are left alone, and nothing is written. */
  REFUSE,
  /** If they are of the same making, they are completed. */
  RESUME,
  /** They make way. */
  REPLACE
}
