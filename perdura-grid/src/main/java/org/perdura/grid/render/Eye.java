package org.perdura.grid.render;

import org.perdura.grid.GridSize;

/**
 * A camera set up before a domain, for pictures of a size. Places are in cells.
 *
 * @param x where it stands
 * @param distance from the domain's centre
 * @param toCamera from there
 * @param perPixel how far apart pixels are on a plane 1 before the camera
 */
record Eye(
    double x,
    double y,
    double z,
    double distance,
    Direction toCamera,
    Direction right,
    Direction up,
    double perPixel,
    int width,
    int height) {

  /** So that the domain does not touch the picture's border. */
  private static final double MARGIN = 1.02;

  /** Of the circles around the domain's top and bottom. */
  private static final int POINTS = 180;

  static Eye of(Camera camera, GridSize domain, int width, int height) {
    Direction toCamera = Direction.of(camera.azimuth(), camera.elevation());
    // Right and up are defined straight above, too.
    Direction right = Direction.of(camera.azimuth() + 90, 0);
    Direction up = Direction.of(camera.azimuth() + 180, 90 - camera.elevation());
    double slope = Math.tan(Math.toRadians(camera.fieldOfView() / 2));
    double longest = domain.longest();
    double distance =
        camera.distance().isPresent()
            ? camera.distance().getAsDouble() * longest
            : fitting(camera.elevation(), domain, slope, slope * width / height);
    return new Eye(
        0.5 * domain.x() + distance * toCamera.x(),
        0.5 * domain.y() + distance * toCamera.y(),
        0.5 * domain.z() + distance * toCamera.z(),
        distance,
        toCamera,
        right,
        up,
        2 * slope / height,
        width,
        height);
  }

  /**
   * From where an upright cylinder around the domain is seen as a whole, so that it is so however
   * far the camera goes around.
   */
  private static double fitting(
      double elevation, GridSize domain, double slopeUp, double slopeRight) {
    double radius = 0.5 * Math.hypot(domain.x(), domain.z());
    double half = 0.5 * domain.y();
    double sine = Math.sin(Math.toRadians(elevation));
    double cosine = Math.cos(Math.toRadians(elevation));
    double distance = 0;
    for (int n = 0; n < POINTS; n++) {
      double along = radius * Math.cos(2 * Math.PI * n / POINTS); // towards the camera
      double aside = radius * Math.sin(2 * Math.PI * n / POINTS);
      for (int end = -1; end <= 1; end += 2) {
        double before = along * cosine + end * half * sine;
        double above = end * half * cosine - along * sine;
        distance = Math.max(distance, before + MARGIN * Math.abs(above) / slopeUp);
        distance = Math.max(distance, before + MARGIN * Math.abs(aside) / slopeRight);
      }
    }
    return distance;
  }

  /** How many pixels a cell in the middle of the domain has along each side. */
  double pixelsPerCell() {
    return 1 / (distance * perPixel);
  }

  /**
   * Starts a ray through a pixel's centre.
   *
   * @param row from the top
   * @return whether it goes through the domain
   */
  boolean look(int column, int row, BlockWalk ray) {
    double aside = (column + 0.5 - 0.5 * width) * perPixel;
    double above = (0.5 * height - row - 0.5) * perPixel;
    double length = Math.sqrt(1 + aside * aside + above * above);
    return ray.start(
        x,
        y,
        z,
        (aside * right.x() + above * up.x() - toCamera.x()) / length,
        (aside * right.y() + above * up.y() - toCamera.y()) / length,
        (aside * right.z() + above * up.z() - toCamera.z()) / length);
  }
}
