package org.perdura.grid.render;

import org.perdura.grid.GridSize;
import org.perdura.grid.Slabs;

/**
 * How much of a light gets to each place of a volume, 0 to 1, worked out once for a picture. Places
 * far from all smoke are not worked out: nobody asks there.
 *
 * @param factor cells of the volume along each side of one of this grid's
 * @param light {@code [z, y, x]}, at the centres of this grid's cells
 */
record Shadows(GridSize size, int factor, float[] light) {

  /** Of the sun: larger volumes have one value for 2 cells along each side, or more. */
  private static final int MOST_CELLS = 4 << 20;

  /** Of the sky: the volume is made so coarse that its longest side has about so many cells. */
  private static final int SKY_SIDE = 48;

  /** Optical depth behind which it is dark: exp(-9) is 0.0001. */
  private static final double DARK = 9;

  /** The light that gets through from one direction: exp(-optical depth), Beer and Lambert. */
  static Shadows ofSun(Volume volume, Direction from, Slabs slabs) {
    int factor = 1;
    while (volume.size().cells() / (factor * factor * factor) > MOST_CELLS) {
      factor++;
    }
    return of(volume, factor, new Direction[] {from}, new double[] {1}, slabs);
  }

  /**
   * The light that gets through from a sky that is brighter above, by the rule of 14 directions
   * that is exact for polynomials up to degree 5: Lebedev, "Quadratures on a sphere" (1976).
   */
  static Shadows ofSky(Volume volume, Slabs slabs) {
    int factor = Math.max(1, Math.round((float) volume.size().longest() / SKY_SIDE));
    var from = new Direction[14];
    var weights = new double[14];
    for (int n = 0; n < 6; n++) {
      int sign = n % 2 == 0 ? 1 : -1;
      from[n] = new Direction(n / 2 == 0 ? sign : 0, n / 2 == 1 ? sign : 0, n / 2 == 2 ? sign : 0);
      weights[n] = 1.0 / 15;
    }
    double part = Math.sqrt(1.0 / 3);
    for (int n = 0; n < 8; n++) {
      from[6 + n] =
          new Direction(
              (n & 1) == 0 ? part : -part,
              (n & 2) == 0 ? part : -part,
              (n & 4) == 0 ? part : -part);
      weights[6 + n] = 3.0 / 40;
    }
    for (int n = 0; n < weights.length; n++) {
      weights[n] *= sky(from[n]);
    }
    return of(volume, factor, from, weights, slabs);
  }

  /** How bright the sky is in a direction; 1 on average. */
  private static double sky(Direction from) {
    return 1 + 0.5 * from.y();
  }

  /** On a grid coarser by a factor, of which the light goes through the smoke, too. */
  private static Shadows of(
      Volume fine, int factor, Direction[] from, double[] weights, Slabs slabs) {
    Volume volume = fine.coarser(factor, slabs);
    GridSize size = volume.size();
    var light = new float[size.cells()];
    slabs.run(
        size.y() * size.z(),
        (first, last) -> {
          var ray = new BlockWalk(volume);
          for (int row = first; row < last; row++) {
            int j = row % size.y();
            int k = row / size.y();
            for (int i = 0; i < size.x(); i++) {
              if (volume.smokeAround(i, j, k)) {
                light[row * size.x() + i] =
                    arriving(volume, ray, i + 0.5, j + 0.5, k + 0.5, from, weights);
              }
            }
          }
        });
    return new Shadows(size, factor, light);
  }

  private static float arriving(
      Volume volume,
      BlockWalk ray,
      double x,
      double y,
      double z,
      Direction[] from,
      double[] weights) {
    double sum = 0;
    for (int n = 0; n < from.length; n++) {
      double depth =
          ray.start(x, y, z, from[n].x(), from[n].y(), from[n].z()) ? opticalDepth(volume, ray) : 0;
      sum += weights[n] * Math.exp(-depth);
    }
    return (float) sum;
  }

  /** Along a ray that has been started, to its end or until it is dark. */
  static double opticalDepth(Volume volume, BlockWalk ray) {
    GridSize size = volume.size();
    float[] density = volume.density();
    boolean[] occupied = volume.occupied();
    double near = ray.near();
    int steps = (int) Math.ceil(ray.far() - near);
    double step = (ray.far() - near) / steps;
    double sum = 0;
    double most = DARK / (volume.extinction() * step);
    int n = 0;
    while (true) {
      int until = (int) Math.min(steps, Math.ceil((ray.end() - near) / step - 0.5));
      if (occupied[ray.block()]) {
        sum += sum(size, density, ray, near + (n + 0.5) * step, step, until - n);
      }
      n = Math.max(n, until);
      if (n >= steps || sum > most) {
        return sum * step * volume.extinction();
      }
      ray.next();
    }
  }

  /** The sum of some samples of the density. */
  private static float sum(
      GridSize size, float[] density, BlockWalk ray, double from, double step, int count) {
    int nx = size.x();
    int ny = size.y();
    int nz = size.z();
    // In samples, of which the first is half a cell from the corner.
    float x = (float) (ray.ox() + from * ray.dx() - 0.5);
    float y = (float) (ray.oy() + from * ray.dy() - 0.5);
    float z = (float) (ray.oz() + from * ray.dz() - 0.5);
    float dx = (float) (step * ray.dx());
    float dy = (float) (step * ray.dy());
    float dz = (float) (step * ray.dz());
    float sum = 0;
    for (int n = 0; n < count; n++) {
      sum += Volume.at(density, nx, ny, nz, x + n * dx, y + n * dy, z + n * dz);
    }
    return sum;
  }
}
