package org.perdura.grid;

import org.perdura.grid.Taps.Places;
import org.perdura.grid.VectorField.Placement;

/**
 * Fields made finer, coarser and smoother. The grids cover the same box: a low-res cell is a block
 * of factor x factor (x factor) high-res cells, and what is sampled at centres or faces stays
 * there. Beyond the border the outermost values go on. A flat field is filtered along x and y only.
 */
public final class Resampling {

  /** What {@link #down} blurs by is the factor over this, in high-res cells: tempoGAN's pairs. */
  public static final double FACTOR_PER_SIGMA = 3.5449;

  private Resampling() {}

  /**
   * The coarse partner of a fine field, as in tempoGAN's training data: a low-res cell is the
   * blurred high-res field at the centre of its block, by linear interpolation.
   *
   * @param high {@code [z, y, x]}, every side a multiple of the factor
   * @return {@code [z / factor, y / factor, x / factor]}; of factor 1 a copy
   */
  public static ScalarField down(ScalarField high, int factor, Slabs slabs) {
    GridSize low = high.size().over(factor);
    if (factor == 1) {
      return high.copy();
    }
    return new ScalarField(low, down(high.size(), high.values(), low, factor, NO_AXIS, slabs));
  }

  /**
   * The coarse partner of a fine velocity: blurred, at the low-res faces (or centres) by linear
   * interpolation, and divided by the factor, since a low-res cell is so much larger: low-res cells
   * per step.
   */
  public static VectorField down(VectorField high, int factor, Slabs slabs) {
    GridSize low = high.size().over(factor);
    if (factor == 1) {
      return high.copy();
    }
    var components = new float[3][];
    for (int c = 0; c < 3; c++) {
      int staggered = high.placement() == Placement.FACES ? c : NO_AXIS;
      components[c] = down(high.size(), high.component(c), low, factor, staggered, slabs);
      scale(components[c], 1f / factor, slabs);
    }
    return new VectorField(low, high.placement(), components[0], components[1], components[2]);
  }

  /**
   * A field at finer centres.
   *
   * @param low {@code [z, y, x]}
   * @return {@code [z * factor, y * factor, x * factor]}
   */
  public static ScalarField up(
      ScalarField low, int factor, Interpolation interpolation, Slabs slabs) {
    GridSize high = low.size().times(factor);
    if (factor == 1) {
      return low.copy();
    }
    return new ScalarField(
        high, up(low.size(), low.values(), high, factor, NO_AXIS, interpolation, slabs));
  }

  /** A velocity at finer faces (or centres), times the factor: high-res cells per step. */
  public static VectorField up(
      VectorField low, int factor, Interpolation interpolation, Slabs slabs) {
    GridSize high = low.size().times(factor);
    if (factor == 1) {
      return low.copy();
    }
    var components = new float[3][];
    for (int c = 0; c < 3; c++) {
      int staggered = low.placement() == Placement.FACES ? c : NO_AXIS;
      components[c] =
          up(low.size(), low.component(c), high, factor, staggered, interpolation, slabs);
      scale(components[c], factor, slabs);
    }
    return new VectorField(high, low.placement(), components[0], components[1], components[2]);
  }

  /**
   * A field on a grid of any size over the same box, finer along some axes and coarser along
   * others. Where it becomes coarser, it is blurred as by {@link #down}.
   *
   * @param to of as many dimensions as the field
   */
  public static ScalarField to(
      ScalarField field, GridSize to, Interpolation interpolation, Slabs slabs) {
    GridSize from = field.size();
    if (from.dimensions() != to.dimensions()) {
      throw new IllegalArgumentException(
          "a grid of %s to %s: must have as many dimensions".formatted(from, to));
    }
    if (from.equals(to)) {
      return field.copy();
    }
    var taps = new Taps[3];
    for (int axis = 0; axis < from.dimensions(); axis++) {
      int inputs = side(from, axis);
      int outputs = side(to, axis);
      double scale = (double) inputs / outputs;
      var places = new Places(inputs, outputs, scale, 0.5 * scale - 0.5);
      if (scale < 1) {
        taps[axis] = Taps.of(places, interpolation);
      } else if (scale > 1) {
        taps[axis] = Taps.blurred(places, Interpolation.LINEAR, scale / FACTOR_PER_SIGMA);
      }
    }
    return new ScalarField(to, AxisPasses.run(from, field.values(), taps, false, slabs));
  }

  /**
   * A Gaussian blur.
   *
   * @param sigma in cells; 0 changes nothing
   */
  public static ScalarField blur(ScalarField field, double sigma, Slabs slabs) {
    requireSigma(sigma);
    return sigma == 0
        ? field.copy()
        : new ScalarField(field.size(), blur(field.size(), field.values(), sigma, slabs));
  }

  /** The same for each component. */
  public static VectorField blur(VectorField field, double sigma, Slabs slabs) {
    requireSigma(sigma);
    GridSize size = field.size();
    return sigma == 0
        ? field.copy()
        : new VectorField(
            size,
            field.placement(),
            blur(size, field.x(), sigma, slabs),
            blur(size, field.y(), sigma, slabs),
            blur(size, field.z(), sigma, slabs));
  }

  /**
   * A staggered velocity at the cells' centres. The last cells' upper faces are not held: there the
   * outermost values go on. A field at centres is returned as it is.
   */
  public static VectorField toCentres(
      VectorField velocity, Interpolation interpolation, Slabs slabs) {
    if (velocity.placement() == Placement.CENTRES) {
      return velocity;
    }
    GridSize size = velocity.size();
    var components = new float[3][];
    for (int c = 0; c < 3; c++) {
      var taps = new Taps[3];
      if (c < size.dimensions()) {
        int length = side(size, c);
        taps[c] = Taps.of(new Places(length, length, 1, 0.5), interpolation);
      }
      float[] values = velocity.component(c);
      float[] centred = AxisPasses.run(size, values, taps, true, slabs);
      components[c] = centred == values ? values.clone() : centred; // a flat field's z
    }
    return new VectorField(size, Placement.CENTRES, components[0], components[1], components[2]);
  }

  private static final int NO_AXIS = -1;

  private static float[] down(
      GridSize from, float[] values, GridSize to, int factor, int staggered, Slabs slabs) {
    var taps = new Taps[3];
    for (int axis = 0; axis < from.dimensions(); axis++) {
      // Centres: (o + 0.5) * factor = i + 0.5. Lower faces: o * factor = i.
      double offset = axis == staggered ? 0 : 0.5 * factor - 0.5;
      var places = new Places(side(from, axis), side(to, axis), factor, offset);
      taps[axis] = Taps.blurred(places, Interpolation.LINEAR, factor / FACTOR_PER_SIGMA);
    }
    return AxisPasses.run(from, values, taps, true, slabs);
  }

  private static float[] up(
      GridSize from,
      float[] values,
      GridSize to,
      int factor,
      int staggered,
      Interpolation interpolation,
      Slabs slabs) {
    var taps = new Taps[3];
    for (int axis = 0; axis < from.dimensions(); axis++) {
      double offset = axis == staggered ? 0 : 0.5 / factor - 0.5;
      var places = new Places(side(from, axis), side(to, axis), 1.0 / factor, offset);
      taps[axis] = Taps.of(places, interpolation);
    }
    return AxisPasses.run(from, values, taps, false, slabs);
  }

  private static float[] blur(GridSize size, float[] values, double sigma, Slabs slabs) {
    var taps = new Taps[3];
    for (int axis = 0; axis < size.dimensions(); axis++) {
      taps[axis] = Taps.blur(side(size, axis), sigma);
    }
    return AxisPasses.run(size, values, taps, true, slabs);
  }

  private static void requireSigma(double sigma) {
    if (!(sigma >= 0) || sigma > 1000) {
      throw new IllegalArgumentException("sigma " + sigma + ": must be 0 to 1000 cells");
    }
  }

  private static int side(GridSize size, int axis) {
    return switch (axis) {
      case 0 -> size.x();
      case 1 -> size.y();
      default -> size.z();
    };
  }

  private static void scale(float[] values, float by, Slabs slabs) {
    slabs.run(
        values.length,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            values[i] *= by;
          }
        });
  }
}
