package org.perdura.grid.render;

/** Amounts of light and sRGB's bytes (IEC 61966-2-1). */
final class Srgb {

  private Srgb() {}

  /**
   * The byte of an amount of light.
   *
   * @param light 0 to 1; what lies beyond is taken as these
   * @return 0 to 255
   */
  static int encode(double light) {
    double within = Math.min(1, Math.max(0, light));
    double encoded =
        within <= 0.0031308 ? 12.92 * within : 1.055 * Math.pow(within, 1 / 2.4) - 0.055;
    return (int) Math.round(255 * encoded);
  }

  /** The amount of light, 0 to 1, of a byte, 0 to 255. */
  static double decode(int encoded) {
    double part = encoded / 255.0;
    return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
  }
}
