package org.perdura.grid.vdb;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Where voxels lie in the world: an affine map of indices to places. A voxel's centre is at its
 * indices. As in OpenVDB, places are rows that are multiplied from the left: the translation is the
 * matrix's last row.
 *
 * @param matrix {@code [4, 4]}, row by row
 * @param isAffine false: the file had a frustum, which is read as if its voxels were cubes of side
 *     1
 */
public record VdbTransform(double[] matrix, boolean isAffine) {

  private static final int SIDE = 4;
  private static final double SAME = 1e-9;
  private static final int FRUSTUM_DOUBLES = 8;

  /** Cubes of a side, the centre of voxel (0, 0, 0) at a place. */
  public static VdbTransform uniform(double voxel, double x, double y, double z) {
    return scaled(new double[] {voxel, voxel, voxel}, new double[] {x, y, z});
  }

  private static VdbTransform scaled(double[] scale, double[] translation) {
    var matrix = new double[SIDE * SIDE];
    for (int axis = 0; axis < 3; axis++) {
      matrix[axis * SIDE + axis] = scale[axis];
      matrix[3 * SIDE + axis] = translation[axis];
    }
    matrix[SIDE * SIDE - 1] = 1;
    return new VdbTransform(matrix, true);
  }

  /** How long a voxel's edges are in the world. */
  public double[] voxelSize() {
    var size = new double[3];
    for (int axis = 0; axis < 3; axis++) {
      int row = axis * SIDE;
      size[axis] = Math.hypot(Math.hypot(matrix[row], matrix[row + 1]), matrix[row + 2]);
    }
    return size;
  }

  /** Whether voxels are cubes whose edges lie along the world's axes. */
  public boolean isUniform() {
    double side = matrix[0];
    return isAffine && isDiagonal() && side > 0 && same(matrix[5], side) && same(matrix[10], side);
  }

  private boolean isDiagonal() {
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 3; column++) {
        if (row != column && matrix[row * SIDE + column] != 0) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean same(double a, double b) {
    return Math.abs(a - b) <= SAME * Math.abs(b);
  }

  /**
   * For voxels of which {@code factor} lie along each edge of one of these: voxel {@code factor i +
   * r} is the r-th within voxel i, so that everything stays where it was.
   */
  public VdbTransform refined(int factor) {
    var fine = matrix.clone();
    double shift = -(factor - 1) / (2.0 * factor); // of the first centre, in voxels of these
    for (int axis = 0; axis < 3; axis++) {
      for (int column = 0; column < 3; column++) {
        fine[3 * SIDE + column] += shift * matrix[axis * SIDE + column];
        fine[axis * SIDE + column] = matrix[axis * SIDE + column] / factor;
      }
    }
    return new VdbTransform(fine, isAffine);
  }

  /**
   * By how many of these voxels another grid of the same voxels is shifted.
   *
   * @return along the voxels' edges; null if its voxels are of another size or turned
   */
  public double[] offset(VdbTransform other) {
    for (int i = 0; i < 3 * SIDE; i++) {
      double scale = voxelSize()[i / SIDE];
      if (Math.abs(matrix[i] - other.matrix[i]) > 1e-4 * scale) {
        return null;
      }
    }
    var offset = new double[3];
    double[] size = voxelSize();
    for (int axis = 0; axis < 3; axis++) { // the rows are at right angles in all that are like ours
      for (int column = 0; column < 3; column++) {
        double moved = other.matrix[3 * SIDE + column] - matrix[3 * SIDE + column];
        offset[axis] += moved * matrix[axis * SIDE + column] / (size[axis] * size[axis]);
      }
    }
    return offset;
  }

  static VdbTransform read(VdbInput in) throws IOException {
    String kind = in.readString("the kind of transform");
    return read(in, kind);
  }

  private static VdbTransform read(VdbInput in, String kind) throws IOException {
    var zero = new double[3];
    switch (kind) {
      case "UniformScaleMap", "ScaleMap" -> {
        double[] scale = scale(in);
        return checked(in.file(), scaled(scale, zero));
      }
      case "UniformScaleTranslateMap", "ScaleTranslateMap" -> {
        double[] translation = doubles(in, 3);
        return checked(in.file(), scaled(scale(in), translation));
      }
      case "TranslationMap" -> {
        return checked(in.file(), scaled(new double[] {1, 1, 1}, doubles(in, 3)));
      }
      case "AffineMap", "UnitaryMap" -> {
        return checked(in.file(), new VdbTransform(doubles(in, SIDE * SIDE), true));
      }
      case "NonlinearFrustumMap" -> { // its box, taper and depth, and the map of its near plane
        doubles(in, FRUSTUM_DOUBLES);
        String plane = in.readString("the kind of transform");
        if (!plane.equals(kind)) { // else a file could nest them without end
          read(in, plane);
        }
        return new VdbTransform(uniform(1, 0, 0, 0).matrix, false);
      }
      default ->
          throw new VdbException(
              in.file(), "has a transform of unknown kind '%s': cannot be read", printable(kind));
    }
  }

  /** For messages: short, and without what a terminal would act upon. */
  static String printable(String text) {
    return printable(text, 60);
  }

  static String printable(String text, int most) {
    String start = text.length() > most ? text.substring(0, most) + "..." : text;
    return start.replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}]", "?");
  }

  /** The scale; what is stored along with it follows from it. */
  private static double[] scale(VdbInput in) throws IOException {
    double[] scale = doubles(in, 3);
    doubles(in, 4 * 3);
    return scale;
  }

  private static double[] doubles(VdbInput in, int count) throws IOException {
    var values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = in.readDouble();
    }
    return values;
  }

  private static VdbTransform checked(Path file, VdbTransform transform) throws VdbException {
    boolean finite = Arrays.stream(transform.matrix).allMatch(Double::isFinite);
    boolean solid = Arrays.stream(transform.voxelSize()).allMatch(size -> size > 0);
    if (!finite || !solid) {
      throw new VdbException(
          file,
          "voxels of %s: must be finite, and larger than 0",
          Arrays.toString(transform.voxelSize()));
    }
    return transform;
  }

  void write(VdbOutput out) throws IOException {
    if (!isDiagonal()) {
      out.writeString("AffineMap");
      write(out, matrix);
      return;
    }
    double[] scale = {matrix[0], matrix[5], matrix[10]};
    double[] translation = {matrix[12], matrix[13], matrix[14]};
    boolean moved = translation[0] != 0 || translation[1] != 0 || translation[2] != 0;
    boolean uniform = scale[0] == scale[1] && scale[1] == scale[2];
    out.writeString((uniform ? "Uniform" : "") + "Scale" + (moved ? "Translate" : "") + "Map");
    if (moved) {
      write(out, translation);
    }
    write(out, scale);
    write(out, Arrays.stream(scale).map(Math::abs).toArray()); // the voxel's size
    write(out, Arrays.stream(scale).map(s -> 1 / s).toArray());
    write(out, Arrays.stream(scale).map(s -> 1 / (s * s)).toArray());
    write(out, Arrays.stream(scale).map(s -> 1 / (2 * s)).toArray());
  }

  private static void write(VdbOutput out, double[] values) throws IOException {
    for (double value : values) {
      out.writeDouble(value);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VdbTransform transform
        && isAffine == transform.isAffine
        && Arrays.equals(matrix, transform.matrix);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(matrix);
  }

  @Override
  public String toString() {
    return "VdbTransform" + Arrays.toString(matrix);
  }
}
