package org.perdura.fluid.solver;

/** How a field is carried along by the velocity. */
public enum Advection {
  /** A look-up at where the flow comes from, linear in between: stable, but it blurs. */
  SEMI_LAGRANGIAN,
  /**
   * Semi-Lagrangian forth and back, and half the error of coming back taken off; where that leaves
   * the range of the source cells, the first look-up is kept (Selle et al. 2008, "An
   * Unconditionally Stable MacCormack Method"). Of second order.
   */
  MACCORMACK
}
