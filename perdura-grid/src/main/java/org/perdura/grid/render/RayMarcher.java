package org.perdura.grid.render;

import org.perdura.grid.GridSize;

/**
 * What comes along a ray: absorption and single scattering, with the light's part and the sky's
 * kept apart so that each has its colour (Pharr, Jakob and Humphreys, "Physically Based Rendering",
 * 4th edition, chapters 11 and 14). Within a step the density and the light are constant and the
 * light that is scattered in is integrated exactly, so that its sum does not depend on the step:
 * Hillaire, "Physically based and unified volumetric rendering in Frostbite" (SIGGRAPH 2015).
 */
final class RayMarcher {

  /** In smoke of density 1 no step's optical depth is larger, lest the jitter is seen as noise. */
  private static final double THICKEST_STEP = 0.2;

  private static final double SHORTEST_STEP = 0.25;

  /** What is behind so little is not seen. */
  private static final double OPAQUE = 1e-3;

  private final Volume volume;
  private final Shadows sun;
  private final Shadows sky;
  private final double longestStep;

  /**
   * What came along a ray. The light's and the sky's parts are what smoke of albedo 1 would scatter
   * evenly of a light of strength 1.
   */
  static final class Seen {
    double sun;
    double sky;

    /** Which part of what is behind gets through, 0 to 1. */
    double transmittance;

    /** As if nothing had been met. */
    void clear() {
      sun = 0;
      sky = 0;
      transmittance = 1;
    }
  }

  /** With steps of at most a cell; shorter ones where a cell is thick. */
  RayMarcher(Volume volume, Shadows sun, Shadows sky) {
    this(
        volume,
        sun,
        sky,
        Math.max(SHORTEST_STEP, Math.min(1, THICKEST_STEP / volume.extinction())));
  }

  /**
   * With steps of a given length.
   *
   * @param longestStep in cells; all are the same, and divide the ray's way through the volume
   */
  RayMarcher(Volume volume, Shadows sun, Shadows sky, double longestStep) {
    this.volume = volume;
    this.sun = sun;
    this.sky = sky;
    this.longestStep = longestStep;
  }

  /**
   * Follows a ray that has been started.
   *
   * @param jitter where in each step the density is met: 0 to 1. If it differs from pixel to pixel,
   *     steps become no bands
   */
  void march(BlockWalk ray, double jitter, Seen seen) {
    boolean[] occupied = volume.occupied();
    double near = ray.near();
    int steps = (int) Math.ceil((ray.far() - near) / longestStep);
    double step = (ray.far() - near) / steps;
    seen.clear();
    int n = 0;
    while (true) {
      int until = (int) Math.min(steps, Math.ceil((ray.end() - near) / step - jitter));
      if (occupied[ray.block()] && n < until) {
        cross(ray, near + (n + jitter) * step, step, until - n, seen);
      }
      n = Math.max(n, until);
      if (n >= steps || seen.transmittance < OPAQUE) {
        return;
      }
      ray.next();
    }
  }

  /** Goes through a block. */
  private void cross(BlockWalk ray, double from, double step, int count, Seen seen) {
    GridSize size = volume.size();
    float[] density = volume.density();
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
    double perDensity = -volume.extinction() * step;
    double transmittance = seen.transmittance;
    double fromSun = seen.sun;
    double fromSky = seen.sky;
    for (int n = 0; n < count; n++) {
      float px = x + n * dx;
      float py = y + n * dy;
      float pz = z + n * dz;
      float here = Volume.at(density, nx, ny, nz, px, py, pz);
      if (here > 0) {
        // The integral of extinction * exp(-extinction * t) over the step.
        double met = transmittance * (1 - Math.exp(perDensity * here));
        fromSun += met * arriving(sun, px, py, pz);
        fromSky += met * arriving(sky, px, py, pz);
        transmittance -= met;
        if (transmittance < OPAQUE) {
          break;
        }
      }
    }
    seen.transmittance = transmittance;
    seen.sun = fromSun;
    seen.sky = fromSky;
  }

  private static float arriving(Shadows shadows, float x, float y, float z) {
    GridSize size = shadows.size();
    float scale = 1f / shadows.factor();
    float shift = 0.5f * scale - 0.5f;
    return Volume.at(
        shadows.light(),
        size.x(),
        size.y(),
        size.z(),
        x * scale + shift,
        y * scale + shift,
        z * scale + shift);
  }
}
