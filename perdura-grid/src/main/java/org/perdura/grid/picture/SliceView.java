package org.perdura.grid.picture;

import org.perdura.grid.GridSize;
import org.perdura.grid.Interpolation;
import org.perdura.grid.Resampling;
import org.perdura.grid.ScalarField;
import org.perdura.grid.Slabs;

/**
 * The middle of solid smoke, across an axis: density 0 hides nothing of the background, 1 all of
 * it. The middle of an even number of layers is the mean of two.
 */
public record SliceView(ViewAxis axis, Background background, Colours colours)
    implements SmokeView {

  /** In greys. */
  public SliceView(ViewAxis axis, Background background) {
    this(axis, background, Colours.GREY);
  }

  @Override
  public GridSize natural(GridSize density) {
    return axis.across(density);
  }

  @Override
  public SmokePicture draw(ScalarField density, int width, int height, Slabs slabs) {
    int depth = axis.depth(density.size());
    int layers = depth % 2 == 0 ? 2 : 1;
    int first = (depth - layers) / 2;
    ScalarField sum = axis.sum(density, first, first + layers, slabs);
    var size = GridSize.flat(width, height);
    return background.draw(
        Resampling.to(sum, size, Interpolation.CUBIC, slabs),
        value -> value / layers,
        colours,
        slabs);
  }
}
