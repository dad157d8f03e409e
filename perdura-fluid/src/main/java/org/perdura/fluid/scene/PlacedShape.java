package org.perdura.fluid.scene;

import org.perdura.grid.GridSize;

/** A shape in a domain's cells. */
public final class PlacedShape {

  private final Shape shape;
  private final GridSize domain;
  private final int dimensions;
  private final double[] center = new double[3];

  /** Half the extent along each axis; for a sphere, its radius times the stretch. */
  private final double[] half = new double[3];

  private final double radius;

  PlacedShape(Shape shape, GridSize domain) {
    this.shape = shape;
    this.domain = domain;
    dimensions = domain.dimensions();
    double unit = domain.longest();
    radius = unit * shape.radius().orElse(0.0);
    for (int axis = 0; axis < dimensions; axis++) {
      center[axis] = shape.center().get(axis) * side(axis);
      half[axis] =
          switch (shape.kind()) {
            case SPHERE -> radius * shape.stretch().get(axis);
            case BOX -> unit * shape.size().orElseThrow().get(axis) / 2;
            case CYLINDER -> shape.isAlong(axis) ? unit * shape.length().orElseThrow() / 2 : radius;
          };
    }
  }

  private int side(int axis) {
    return axis == 0 ? domain.x() : axis == 1 ? domain.y() : domain.z();
  }

  boolean touchesDomain() {
    for (int axis = 0; axis < dimensions; axis++) {
      if (center[axis] + half[axis] <= 0 || center[axis] - half[axis] >= side(axis)) {
        return false;
      }
    }
    return true;
  }

  /**
   * The first cell along an axis that the shape, widened by some cells, can reach; in a flat domain
   * 0 along z.
   */
  int from(int axis, double margin) {
    return axis < dimensions
        ? Math.max(0, (int) Math.floor(center[axis] - half[axis] - margin))
        : 0;
  }

  /** One after the last cell that the widened shape can reach. */
  int to(int axis, double margin) {
    return axis < dimensions
        ? (int) Math.min(side(axis), Math.ceil(center[axis] + half[axis] + margin) + 1)
        : 1;
  }

  /**
   * The signed distance of a place to the surface, in cells, negative inside; the centre of cell i
   * lies at i + 0.5. For stretched spheres it is the distance before stretching.
   *
   * @param z ignored in a flat domain
   */
  public double distance(double x, double y, double z) {
    double dx = x - center[0];
    double dy = y - center[1];
    double dz = dimensions == 3 ? z - center[2] : 0;
    return switch (shape.kind()) {
      case SPHERE -> toSphere(dx, dy, dz);
      case BOX -> {
        double outX = Math.abs(dx) - half[0];
        double outY = Math.abs(dy) - half[1];
        double outZ = dimensions == 3 ? Math.abs(dz) - half[2] : Double.NEGATIVE_INFINITY;
        yield join(join(outX, outY), outZ);
      }
      case CYLINDER ->
          switch (shape.axis()) {
            case X -> join(Math.hypot(dy, dz) - radius, Math.abs(dx) - half[0]);
            case Y -> join(Math.hypot(dx, dz) - radius, Math.abs(dy) - half[1]);
            case Z ->
                join(
                    Math.hypot(dx, dy) - radius,
                    dimensions == 3 ? Math.abs(dz) - half[2] : Double.NEGATIVE_INFINITY);
          };
    };
  }

  private double toSphere(double dx, double dy, double dz) {
    double x = dx / shape.stretch().get(0);
    double y = dy / shape.stretch().get(1);
    double z = dimensions == 3 ? dz / shape.stretch().get(2) : 0;
    return Math.sqrt(x * x + y * y + z * z) - radius;
  }

  /** Of the intersection of two regions whose surfaces stand at right angles. */
  private static double join(double one, double other) {
    return one > 0 && other > 0 ? Math.sqrt(one * one + other * other) : Math.max(one, other);
  }
}
