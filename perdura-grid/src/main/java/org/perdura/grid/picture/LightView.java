package org.perdura.grid.picture;

import org.perdura.grid.GridSize;
import org.perdura.grid.Interpolation;
import org.perdura.grid.Resampling;
import org.perdura.grid.ScalarField;
import org.perdura.grid.Slabs;

/**
 * Solid smoke in the light from behind it: of the background {@code exp(-absorption * sum of
 * density * length of a cell)} gets through (Beer and Lambert).
 *
 * @param absorption per density and length; the length is the domain's longest side, as in scenes,
 *     so that coarse and fine grids of the same smoke are equally thick
 */
public record LightView(ViewAxis axis, double absorption, Background background)
    implements SmokeView {

  /** Shows thin veils, and thick smoke is not yet all one. */
  public static final double USUAL_ABSORPTION = 16;

  public LightView {
    if (!(absorption > 0) || Double.isInfinite(absorption)) {
      throw new IllegalArgumentException("absorption " + absorption + ": must be above 0");
    }
  }

  @Override
  public GridSize natural(GridSize density) {
    return axis.across(density);
  }

  @Override
  public SmokePicture draw(ScalarField density, int width, int height, Slabs slabs) {
    ScalarField sum = axis.sum(density, 0, axis.depth(density.size()), slabs);
    var size = GridSize.flat(width, height);
    double perCell = absorption / density.size().longest();
    return background.draw(
        Resampling.to(sum, size, Interpolation.CUBIC, slabs),
        value -> 1 - Math.exp(-perCell * value),
        Colours.GREY,
        slabs);
  }
}
