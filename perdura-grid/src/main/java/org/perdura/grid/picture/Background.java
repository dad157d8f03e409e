package org.perdura.grid.picture;

import org.perdura.grid.GridSize;
import org.perdura.grid.ScalarField;
import org.perdura.grid.Slabs;

/**
 * What smoke stands before. Greys are spread evenly over what the smoke hides, from 0 to 1, as the
 * eye sees them: they are sRGB's, not amounts of light.
 */
public enum Background {
  /** White smoke before black. */
  DARK(0, 255),
  /** Black smoke before white. */
  LIGHT(255, 0);

  private final int nothing;
  private final int smoke;

  Background(int nothing, int smoke) {
    this.nothing = nothing;
    this.smoke = smoke;
  }

  /** The grey where there is no smoke: 0 or 255. */
  public int nothing() {
    return nothing;
  }

  /** How much of the background a value hides: 0 to 1; what lies beyond is taken as these. */
  interface Opacity {
    double of(float value);
  }

  /** The grey where so much of the background is hidden. */
  int grey(double opacity) {
    double within = Math.min(1, Math.max(0, opacity));
    return (int) Math.round(nothing + (smoke - nothing) * within);
  }

  /**
   * Draws a flat field.
   *
   * @param plane {@code [y, x]}, rows from the bottom
   */
  SmokePicture draw(ScalarField plane, Opacity opacity, Colours colours, Slabs slabs) {
    GridSize size = plane.size();
    var rgb = new byte[size.cells() * SmokePicture.CHANNELS];
    slabs.run(
        size.y(),
        (from, to) -> {
          for (int row = from; row < to; row++) {
            int in = size.index(0, size.y() - 1 - row, 0); // up is up
            int out = row * size.x() * SmokePicture.CHANNELS;
            for (int i = 0; i < size.x(); i++) {
              colours.put(opacity.of(plane.values()[in + i]), this, rgb, out);
              out += SmokePicture.CHANNELS;
            }
          }
        });
    return new SmokePicture(size.x(), size.y(), rgb);
  }
}
