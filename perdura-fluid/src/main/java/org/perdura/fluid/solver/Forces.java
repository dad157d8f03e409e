package org.perdura.fluid.solver;

/**
 * What acts on the velocity in every step.
 *
 * @param buoyancyX velocity that a density of 1 gains per step, cells per step; y and z alike
 * @param confinement strength of the vorticity confinement (Fedkiw et al. 2001, section 4); 0 for
 *     none
 */
public record Forces(double buoyancyX, double buoyancyY, double buoyancyZ, double confinement) {

  /** Nothing acts. */
  public static final Forces NONE = new Forces(0, 0, 0, 0);

  public Forces {
    requireFinite(buoyancyX, "buoyancy along x");
    requireFinite(buoyancyY, "buoyancy along y");
    requireFinite(buoyancyZ, "buoyancy along z");
    requireFinite(confinement, "vorticity confinement");
  }

  /** Buoyancy along y, which is up. */
  public static Forces upward(double buoyancy) {
    return new Forces(0, buoyancy, 0, 0);
  }

  public Forces withConfinement(double strength) {
    return new Forces(buoyancyX, buoyancyY, buoyancyZ, strength);
  }

  /** Along axis 0, 1 or 2. */
  double buoyancy(int axis) {
    return axis == 0 ? buoyancyX : axis == 1 ? buoyancyY : buoyancyZ;
  }

  boolean isBuoyant() {
    return buoyancyX != 0 || buoyancyY != 0 || buoyancyZ != 0;
  }

  private static void requireFinite(double value, String what) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(what + " " + value + ": must be a finite number");
    }
  }
}
