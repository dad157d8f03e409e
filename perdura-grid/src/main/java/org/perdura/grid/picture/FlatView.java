package org.perdura.grid.picture;

import org.perdura.grid.GridSize;
import org.perdura.grid.Interpolation;
import org.perdura.grid.Resampling;
import org.perdura.grid.ScalarField;
import org.perdura.grid.Slabs;

/** Flat smoke as it is: density 0 hides nothing of the background, 1 all of it. */
public record FlatView(Background background, Colours colours) implements SmokeView {

  /** In greys. */
  public FlatView(Background background) {
    this(background, Colours.GREY);
  }

  @Override
  public GridSize natural(GridSize density) {
    requireFlat(density);
    return density;
  }

  @Override
  public SmokePicture draw(ScalarField density, int width, int height, Slabs slabs) {
    requireFlat(density.size());
    var size = GridSize.flat(width, height);
    return background.draw(
        Resampling.to(density, size, Interpolation.CUBIC, slabs), value -> value, colours, slabs);
  }

  private static void requireFlat(GridSize density) {
    if (!density.isFlat()) {
      throw new IllegalArgumentException("a density of %s: must be flat".formatted(density));
    }
  }
}
