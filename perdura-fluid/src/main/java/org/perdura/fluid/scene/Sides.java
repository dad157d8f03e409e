package org.perdura.fluid.scene;

import org.perdura.fluid.Boundary;
import org.perdura.fluid.Boundary.Side;
import org.perdura.recipe.Default;

/** Which of the domain's sides are open. */
public record Sides(
    @Default("wall") Side lowerX,
    @Default("wall") Side upperX,
    @Default("wall") Side lowerY,
    @Default("wall") Side upperY,
    @Default("wall") Side lowerZ,
    @Default("wall") Side upperZ) {

  /** Walls, but bottom and top open. */
  public static final Sides OPEN_Y =
      new Sides(Side.WALL, Side.WALL, Side.OPEN, Side.OPEN, Side.WALL, Side.WALL);

  Boundary boundary() {
    return new Boundary(lowerX, upperX, lowerY, upperY, lowerZ, upperZ);
  }
}
