package org.perdura.grid.picture;

import org.perdura.grid.GridSize;
import org.perdura.grid.ScalarField;
import org.perdura.grid.Slabs;

/** A way of looking at smoke. The same smoke looks the same whatever the grid's resolution. */
public interface SmokeView {

  /**
   * How large a picture shows each cell as one pixel.
   *
   * @return flat: x to the right, y upwards
   */
  GridSize natural(GridSize density);

  /**
   * Draws a density. Other sizes than {@link #natural} are smoothly interpolated.
   *
   * @param width of the picture, in pixels
   * @param height of the picture, in pixels
   */
  SmokePicture draw(ScalarField density, int width, int height, Slabs slabs);

  /** Draws a density, each cell as one pixel. */
  default SmokePicture draw(ScalarField density, Slabs slabs) {
    GridSize size = natural(density.size());
    return draw(density, size.x(), size.y(), slabs);
  }
}
