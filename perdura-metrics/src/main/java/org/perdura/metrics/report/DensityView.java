package org.perdura.metrics.report;

import java.util.List;
import org.perdura.grid.GridSize;
import org.perdura.grid.ScalarField;
import org.perdura.media.Frame;

/** What a density is seen by: up is up, and smoke is bright. */
enum DensityView {
  /** A flat density as it is: 0 black, 1 white. */
  FLAT("density"),
  /** The part of the light along z that the smoke does not let through. */
  LIGHT("light along z that the smoke holds back"),
  /** The layer in the middle of z, as a flat density. */
  MIDDLE("middle slice");

  /** How much light one longest side full of smoke of density 1 swallows, as an exponent. */
  private static final double THICKNESS = 16;

  private final String label;

  DensityView(String label) {
    this.label = label;
  }

  static List<DensityView> of(GridSize size) {
    return size.isFlat() ? List.of(FLAT) : List.of(LIGHT, MIDDLE);
  }

  String label() {
    return label;
  }

  /** {@code [y, x]} from the top row, 0 to 1 for densities of 0 to 1. */
  float[] shades(ScalarField density) {
    GridSize size = density.size();
    var shades = new float[size.layer()];
    for (int j = 0; j < size.y(); j++) {
      int row = (size.y() - 1 - j) * size.x();
      for (int i = 0; i < size.x(); i++) {
        shades[row + i] = this == LIGHT ? heldBack(density, i, j) : density.at(i, j, size.z() / 2);
      }
    }
    return shades;
  }

  private static float heldBack(ScalarField density, int i, int j) {
    double sum = 0;
    for (int k = 0; k < density.size().z(); k++) {
      sum += Math.max(0, density.at(i, j, k));
    }
    return (float) (1 - Math.exp(-THICKNESS / density.size().longest() * sum));
  }

  /**
   * A picture in greys.
   *
   * @param shades {@code [h, w]}, 0 black to 1 white
   */
  static Frame grey(float[] shades, int width, int height) {
    var pixels = new byte[shades.length * Frame.CHANNELS];
    for (int i = 0; i < shades.length; i++) {
      byte grey = (byte) Math.round(255 * Math.min(1, Math.max(0, shades[i])));
      for (int c = 0; c < Frame.CHANNELS; c++) {
        pixels[i * Frame.CHANNELS + c] = grey;
      }
    }
    return Frame.still(width, height, pixels);
  }
}
