package org.perdura.grid.render;

import java.util.OptionalDouble;

/**
 * A camera that looks at the domain's centre, y upwards.
 *
 * @param azimuth where it stands, in degrees from the front (z) to the right (x): -360 to 360
 * @param elevation where it stands, in degrees above the horizon: -90 to 90
 * @param distance from the centre, in the domain's longest sides; none: as near as shows the whole
 *     domain, and the same all the way around
 * @param fieldOfView how much it sees from the picture's bottom to its top, in degrees: 1 to 150
 */
public record Camera(
    double azimuth, double elevation, OptionalDouble distance, double fieldOfView) {

  /** Of a long lens on a small camera: not flat, and nothing is bent. */
  public static final double USUAL_FIELD_OF_VIEW = 30;

  /** From the front, a little to the right and above. */
  public static final Camera USUAL = at(25, 10);

  private static final double FARTHEST = 1000;

  public Camera {
    Direction.requireAzimuth(azimuth);
    Direction.requireElevation(elevation);
    distance.ifPresent(Camera::requireDistance);
    if (!(fieldOfView >= 1 && fieldOfView <= 150)) {
      throw new IllegalArgumentException(
          "a field of view of %s degrees: must be from 1 to 150".formatted(fieldOfView));
    }
  }

  private static void requireDistance(double distance) {
    if (!(distance > 0 && distance <= FARTHEST)) {
      throw new IllegalArgumentException(
          "a distance of %s longest sides: must be above 0 and at most %.0f"
              .formatted(distance, FARTHEST));
    }
  }

  /** One that sees the whole domain. */
  public static Camera at(double azimuth, double elevation) {
    return new Camera(azimuth, elevation, OptionalDouble.empty(), USUAL_FIELD_OF_VIEW);
  }

  /** The camera farther around to the right by so many degrees; a full turn changes nothing. */
  public Camera turned(double degrees) {
    return new Camera((azimuth + degrees) % 360, elevation, distance, fieldOfView);
  }
}
