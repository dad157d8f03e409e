package org.perdura.fluid.solver;

import org.perdura.fluid.Domain;

/** What the cells of a domain are, as numbers to multiply and add in loops without branches. */
final class CellMasks {

  /** 1 in fluid, else 0. */
  final float[] fluid;

  /** 0 in obstacles, else 1. */
  final float[] open;

  /** {@link Stencil#HUGE} in obstacles, else 0. */
  final float[] closed;

  CellMasks(Domain domain) {
    byte[] cells = domain.cells();
    fluid = new float[cells.length];
    open = new float[cells.length];
    closed = new float[cells.length];
    for (int c = 0; c < cells.length; c++) {
      fluid[c] = cells[c] == Domain.FLUID ? 1 : 0;
      open[c] = cells[c] == Domain.OBSTACLE ? 0 : 1;
      closed[c] = cells[c] == Domain.OBSTACLE ? Stencil.HUGE : 0;
    }
  }
}
