package org.perdura.grid.render;

/** A direction of length 1: x to the right, y upwards, z to the front. */
record Direction(double x, double y, double z) {

  /**
   * From the domain's centre.
   *
   * @param azimuth degrees from the front to the right
   * @param elevation degrees above the horizon
   */
  static Direction of(double azimuth, double elevation) {
    double around = Math.toRadians(azimuth);
    double above = Math.toRadians(elevation);
    return new Direction(
        Math.sin(around) * Math.cos(above), Math.sin(above), Math.cos(around) * Math.cos(above));
  }

  double dot(double otherX, double otherY, double otherZ) {
    return x * otherX + y * otherY + z * otherZ;
  }

  /** An angle above or below the horizon. */
  static void requireElevation(double elevation) {
    if (!(elevation >= -90 && elevation <= 90)) {
      throw new IllegalArgumentException(
          "an elevation of %s degrees: must be from -90 to 90".formatted(elevation));
    }
  }

  static void requireAzimuth(double azimuth) {
    if (!(azimuth >= -360 && azimuth <= 360)) {
      throw new IllegalArgumentException(
          "an azimuth of %s degrees: must be from -360 to 360".formatted(azimuth));
    }
  }
}
