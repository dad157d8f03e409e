package org.perdura.fluid.scene;

import java.util.List;
import java.util.Optional;
import org.perdura.grid.GridSize;
import org.perdura.recipe.Default;

/**
 * A sphere, box or cylinder. Flat scenes are its section through its middle; they ignore all third
 * numbers.
 *
 * @param kind which one
 * @param center of each axis, 0 at the lower side and 1 at the upper one
 * @param radius of a sphere or cylinder, in longest sides of the domain
 * @param stretch of a sphere along each axis
 * @param size of a box along each axis, in longest sides of the domain
 * @param length of a cylinder, in longest sides of the domain
 * @param axis of a cylinder
 */
public record Shape(
    Kind kind,
    List<Double> center,
    Optional<Double> radius,
    @Default("[1, 1, 1]") List<Double> stretch,
    Optional<List<Double>> size,
    Optional<Double> length,
    @Default("y") Axis axis) {

  /** What can be described. */
  public enum Kind {
    SPHERE,
    BOX,
    CYLINDER
  }

  /** Of a cylinder. */
  public enum Axis {
    X(0),
    Y(1),
    Z(2);

    private final int index;

    Axis(int index) {
      this.index = index;
    }
  }

  private static final List<Double> ROUND = List.of(1.0, 1.0, 1.0);

  public Shape {
    center = numbers("center", center);
    for (double number : center) {
      Values.requireWithin("center", number, -100, 100);
    }
    stretch = numbers("stretch", stretch);
    stretch.forEach(number -> Values.requireAbove("stretch", number, 0));
    radius.ifPresent(number -> Values.requireAbove("radius", number, 0));
    length.ifPresent(number -> Values.requireAbove("length", number, 0));
    size = size.map(numbers -> numbers("size", numbers));
    size.ifPresent(numbers -> numbers.forEach(n -> Values.requireAbove("size", n, 0)));
    requireFor(kind, "radius", radius.isPresent(), kind != Kind.BOX);
    requireFor(kind, "size", size.isPresent(), kind == Kind.BOX);
    requireFor(kind, "length", length.isPresent(), kind == Kind.CYLINDER);
  }

  private static List<Double> numbers(String key, List<Double> numbers) {
    if (numbers.size() != 2 && numbers.size() != 3) {
      throw new IllegalArgumentException(
          "%s: %s, must be 3 numbers, or 2 for flat scenes".formatted(key, numbers));
    }
    return List.copyOf(numbers);
  }

  private static void requireFor(Kind kind, String key, boolean given, boolean needed) {
    if (given != needed) {
      String name = Values.word(kind);
      throw new IllegalArgumentException(
          "%s: %s"
              .formatted(
                  key, given ? "a " + name + " has none" : "missing, a " + name + " needs it"));
    }
  }

  /**
   * A sphere.
   *
   * @param center of each axis, 0..1
   * @param radius in longest sides
   */
  public static Shape sphere(List<Double> center, double radius) {
    return sphere(center, radius, ROUND);
  }

  /** A sphere that is stretched along each axis. */
  public static Shape sphere(List<Double> center, double radius, List<Double> stretch) {
    return new Shape(
        Kind.SPHERE,
        center,
        Optional.of(radius),
        stretch,
        Optional.empty(),
        Optional.empty(),
        Axis.Y);
  }

  boolean isAlong(int axisIndex) {
    return axis.index == axisIndex;
  }

  /** Whether it has a third number everywhere. */
  private boolean isSolid() {
    return center.size() == 3 && stretch.size() == 3 && size.map(s -> s.size() == 3).orElse(true);
  }

  /**
   * The shape in a domain.
   *
   * @throws IllegalArgumentException if it has two numbers where the domain needs three, or lies
   *     outside of it
   */
  public PlacedShape in(GridSize domain) {
    if (!domain.isFlat() && !isSolid()) {
      throw new IllegalArgumentException(
          "center: %s, must be 3 numbers (and stretch and size alike) in a domain of %s"
              .formatted(center, domain));
    }
    var placed = new PlacedShape(this, domain);
    if (!placed.touchesDomain()) {
      throw new IllegalArgumentException(
          "center: %s, outside of the domain with the whole shape; its sides go from 0 to 1"
              .formatted(center));
    }
    return placed;
  }
}
