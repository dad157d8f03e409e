package org.perdura.grid.render;

import org.perdura.grid.GridSize;
import org.perdura.grid.Interpolation;
import org.perdura.grid.Resampling;
import org.perdura.grid.ScalarField;
import org.perdura.grid.Slabs;
import org.perdura.grid.picture.Background;
import org.perdura.grid.picture.SmokePicture;
import org.perdura.grid.picture.SmokeView;

/**
 * Solid smoke as a camera sees it, in one light and the sky's, before a plain background.
 *
 * <p>Amounts of light are added up as such and become sRGB in the end; what is more than white is
 * white. Coarse grids are interpolated by Catmull-Rom cubics, as in the other views.
 */
public record VolumeView(
    Camera camera, DirectionalLight light, Medium medium, Background background)
    implements SmokeView {

  /** Of the light, a little warm: red, green and blue for a strength of 1. */
  private static final double[] SUN = {1.02, 1, 0.97};

  /** Of the sky, cool: the same where it is seen all around. */
  private static final double[] SKY = {0.1, 0.115, 0.14};

  /** Along a cell's side, about, if it can be made so small. */
  private static final double PIXELS = 2;

  private static final int FINEST = 4;
  private static final int MOST_CELLS = 16 << 20;

  /** A picture of the whole domain from any side has about its proportions. */
  @Override
  public GridSize natural(GridSize density) {
    requireSolid(density);
    return GridSize.flat((int) Math.ceil(Math.hypot(density.x(), density.z())), density.y());
  }

  @Override
  public SmokePicture draw(ScalarField density, int width, int height, Slabs slabs) {
    requireSolid(density.size());
    ScalarField shown = smooth(density, Eye.of(camera, density.size(), width, height), slabs);
    Eye eye = Eye.of(camera, shown.size(), width, height);
    Volume volume = Volume.of(shown, medium.absorption(), slabs);
    Shadows sun = Shadows.ofSun(volume, light.from(), slabs);
    Shadows sky = Shadows.ofSky(volume, slabs);
    var marcher = new RayMarcher(volume, sun, sky);
    var picture = new byte[3 * width * height];
    slabs.run(
        height,
        (from, to) -> {
          var ray = new BlockWalk(volume);
          var seen = new RayMarcher.Seen();
          for (int row = from; row < to; row++) {
            for (int column = 0; column < width; column++) {
              seen.clear();
              if (eye.look(column, row, ray)) {
                marcher.march(ray, jitter(column, row), seen);
              }
              put(seen, ray, picture, 3 * (row * width + column));
            }
          }
        });
    return new SmokePicture(width, height, picture);
  }

  /** Cells that are seen one by one are made smaller, so that their edges are not. */
  private static ScalarField smooth(ScalarField density, Eye eye, Slabs slabs) {
    GridSize size = density.size();
    int factor = (int) Math.min(FINEST, Math.round(eye.pixelsPerCell() / PIXELS));
    while (factor > 1 && (double) size.cells() * factor * factor * factor > MOST_CELLS) {
      factor--;
    }
    return factor > 1 ? Resampling.up(density, factor, Interpolation.CUBIC, slabs) : density;
  }

  private void put(RayMarcher.Seen seen, BlockWalk ray, byte[] picture, int at) {
    double behind = seen.transmittance * Srgb.decode(background.nothing());
    // Seen against the light, what is scattered goes on nearly straight.
    double cosine = light.from().dot(ray.dx(), ray.dy(), ray.dz());
    double fromSun = medium.albedo() * light.strength() * medium.phase(cosine) * seen.sun;
    double fromSky = medium.albedo() * seen.sky;
    for (int c = 0; c < 3; c++) {
      picture[at + c] = (byte) Srgb.encode(SUN[c] * fromSun + SKY[c] * fromSky + behind);
    }
  }

  /**
   * Evenly spread numbers from 0 to 1, very different at neighbours: interleaved gradient noise,
   * Jimenez, "Next generation post processing in Call of Duty" (SIGGRAPH 2014).
   */
  static double jitter(int column, int row) {
    double along = 0.06711056 * column + 0.00583715 * row;
    double noise = 52.9829189 * (along - Math.floor(along));
    return noise - Math.floor(noise);
  }

  private static void requireSolid(GridSize density) {
    if (density.isFlat()) {
      throw new IllegalArgumentException("a density of %s: must be solid".formatted(density));
    }
  }
}
