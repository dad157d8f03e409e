package org.perdura.grid.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.perdura.grid.GridSize;
import org.perdura.grid.vdb.IndexBox;
import org.perdura.grid.vdb.VdbFile;
import org.perdura.grid.vdb.VdbGrid;
import org.perdura.grid.vdb.VdbMetadata;
import org.perdura.grid.vdb.VdbTransform;

/**
 * The part of the world that the frames of a sequence are read in: the same for all, also where a
 * file's own voxel 0 lies elsewhere than the first one's.
 *
 * @param transform of the first frame's voxels, by which all is counted
 * @param domainKnown whether the files tell the cells that the simulation had
 */
record VdbSpace(IndexBox box, VdbTransform transform, boolean domainKnown) {

  /** Kept in our own files: the first and last of the cells that a simulation had. */
  static final String DOMAIN_MIN = "perdura_domain_min";

  static final String DOMAIN_MAX = "perdura_domain_max";

  /** In the caches of Blender's simulations: how many they had. */
  static final String BLENDER_DOMAIN = "file_base_resolution";

  /** How much of a voxel a grid may lie beside another and still be the same. */
  private static final double TOLERANCE = 0.1;

  /** Of a voxel, that rounding may be off. */
  private static final double ALIGNED = 1e-3;

  /** Of Java's memory, that one field may take. */
  private static final double SHARE = 0.7;

  /**
   * The least that holds the simulation's domain, if the files tell it, and what is active in any.
   *
   * @param grid its name; empty for the density, or the only one
   * @throws IOException one line: a file lacks it, its voxels are of another size, or it is too
   *     large
   */
  static VdbSpace of(Collection<Path> files, String grid) throws IOException {
    VdbSpace space = null;
    IndexBox box = null;
    boolean known = true;
    String name = grid;
    for (Path path : files) {
      try (VdbFile file = VdbFile.open(path)) {
        VdbSelection selection = VdbSelection.of(file, name);
        name = selection.name(); // of all frames, what was found in the first
        if (space == null) {
          space = new VdbSpace(IndexBox.of(GridSize.flat(1, 1)), selection.transform(), false);
        }
        for (int axis = 0; axis < selection.grids().size(); axis++) {
          VdbGrid part = selection.grids().get(axis);
          int[] by = space.offset(file, part, selection.isSplit() ? axis : -1);
          Optional<IndexBox> domain = domain(part.metadata());
          known &= domain.isPresent();
          box = union(file, part, box, domain, by);
          box = union(file, part, box, file.activeBox(part), by);
        }
      }
    }
    Path first = files.iterator().next();
    if (box == null) {
      throw new GridFileException(
          first, "is empty, and so are all that follow: the grid %s has no voxels", name);
    }
    var found = new VdbSpace(box, space.transform, known);
    found.requireField(first, "the grid " + name);
    return found;
  }

  private static IndexBox union(
      VdbFile file, VdbGrid part, IndexBox box, Optional<IndexBox> other, int[] by)
      throws IOException {
    if (other.isEmpty()) {
      return box;
    }
    if (!other.get().isNear()) {
      throw new GridFileException(
          file.path(),
          "the grid %s covers %s: must be within 2^28 of voxel 0",
          part.name(),
          other.get());
    }
    IndexBox more = other.get().shifted(by[0], by[1], by[2]);
    return box == null ? more : box.union(more);
  }

  /**
   * Refuses what no field can hold, or no memory.
   *
   * @param where for the message
   * @param what it is, for the message
   */
  private void requireField(Object where, String what) throws IOException {
    GridSize size;
    try {
      size = box.size();
    } catch (IllegalArgumentException e) {
      throw new GridFileException(
          where, "%s covers %s, which is too much: %s", what, box, e.getMessage());
    }
    double bytes = (double) size.cells() * Float.BYTES;
    double most = SHARE * Runtime.getRuntime().maxMemory();
    if (bytes > most) {
      throw new GridFileException(
          where,
          "%s covers %s voxels, which take %.1f GB: must be %.1f GB at most, of what Java may use",
          what,
          size,
          bytes / 1e9,
          most / 1e9);
    }
  }

  /** The cells of the simulation that a grid is of, if its file tells. */
  private static Optional<IndexBox> domain(VdbMetadata metadata) {
    Optional<int[]> min = metadata.triple(DOMAIN_MIN);
    Optional<int[]> max = metadata.triple(DOMAIN_MAX);
    if (min.isEmpty() || max.isEmpty()) {
      min = Optional.of(new int[3]);
      max = metadata.triple(BLENDER_DOMAIN);
      if (max.isPresent()) {
        for (int axis = 0; axis < 3; axis++) {
          max.get()[axis]--;
        }
      }
    }
    if (max.isEmpty()) {
      return Optional.empty();
    }
    int[] from = min.get();
    int[] to = max.get();
    return from[0] <= to[0] && from[1] <= to[1] && from[2] <= to[2]
        ? Optional.of(new IndexBox(from[0], from[1], from[2], to[0], to[1], to[2]))
        : Optional.empty();
  }

  /** With so many voxels more on every side, unless the files tell the domain. */
  VdbSpace grown(int voxels) {
    return domainKnown ? this : of(box.grown(voxels));
  }

  private VdbSpace of(IndexBox other) {
    return new VdbSpace(other, transform, true);
  }

  /**
   * The box in the indices of a grid of some file.
   *
   * @param face the axis along which it may lie half a voxel lower; -1 for none
   * @throws IOException one line: its voxels are of another size, or lie between these
   */
  IndexBox boxOf(VdbFile file, VdbGrid part, int face) throws IOException {
    int[] by = offset(file, part, face);
    try {
      return box.shifted(-by[0], -by[1], -by[2]);
    } catch (ArithmeticException e) {
      throw new GridFileException(file.path(), "the grid %s lies too far away", part.name());
    }
  }

  /** How many of these voxels another grid's voxel 0 is shifted. */
  private int[] offset(VdbFile file, VdbGrid part, int face) throws IOException {
    double[] offset = transform.offset(part.transform());
    if (offset == null) {
      throw new GridFileException(
          file.path(),
          "the grid %s has voxels of %.6g, but %.6g is the size of the others: must be the same",
          part.name(),
          part.transform().voxelSize()[0],
          transform.voxelSize()[0]);
    }
    var by = new int[3];
    for (int axis = 0; axis < by.length; axis++) {
      boolean half = Math.abs(offset[axis] - Math.rint(offset[axis])) > TOLERANCE;
      double whole = half && axis == face ? offset[axis] + 0.5 : offset[axis];
      if (Math.abs(whole - Math.rint(whole)) > TOLERANCE || Math.abs(whole) > 1 << 29) {
        throw new GridFileException(
            file.path(),
            "the grid %s lies %.3g voxels beside the others: must be whole ones",
            part.name(),
            offset[axis]);
      }
      by[axis] = (int) Math.rint(whole);
    }
    return by;
  }

  /** Whether a grid lies half a voxel lower along an axis. */
  boolean isAtFaces(VdbGrid part, int axis) {
    double[] offset = transform.offset(part.transform());
    return offset != null && Math.abs(offset[axis] - Math.rint(offset[axis])) > TOLERANCE;
  }

  /**
   * The same smoke coarse and fine, each in the voxels of one part of the world: the least that
   * holds all of them and ends where the coarsest's voxels do. As they are if some voxels are no
   * cubes along the axes.
   *
   * @throws IOException if that is too large for a field
   */
  static List<VdbSpace> together(List<VdbSpace> all) throws IOException {
    if (!all.stream().allMatch(space -> space.transform.isUniform())) {
      return all;
    }
    VdbSpace coarsest = all.get(0);
    for (VdbSpace space : all) {
      coarsest = space.side() > coarsest.side() ? space : coarsest;
    }
    int axes = coarsest.box.size().isFlat() ? 2 : 3;
    var low = new double[3];
    var high = new double[3];
    for (int axis = 0; axis < axes; axis++) {
      low[axis] = Double.POSITIVE_INFINITY;
      high[axis] = Double.NEGATIVE_INFINITY;
      for (VdbSpace space : all) { // in voxels of the coarsest
        double perVoxel = space.side() / coarsest.side();
        double begin = (space.begin(axis) - coarsest.begin(axis)) / coarsest.side();
        low[axis] = Math.min(low[axis], begin + space.box.min(axis) * perVoxel);
        high[axis] = Math.max(high[axis], begin + (space.box.max(axis) + 1) * perVoxel);
      }
      low[axis] = coarsest.begin(axis) + coarsest.side() * Math.floor(low[axis] + ALIGNED);
      high[axis] = coarsest.begin(axis) + coarsest.side() * Math.ceil(high[axis] - ALIGNED);
    }
    List<VdbSpace> moved =
        all.stream().map(space -> space.of(space.voxels(low, high, axes))).toList();
    for (VdbSpace space : moved) {
      space.requireField("compared", "the part of the world that holds all");
    }
    return moved;
  }

  /** Of a voxel. */
  private double side() {
    return transform.matrix()[0];
  }

  /** Where voxel 0 begins. */
  private double begin(int axis) {
    return transform.matrix()[12 + axis] - side() / 2;
  }

  private IndexBox voxels(double[] low, double[] high, int axes) {
    int[] min = {box.minX(), box.minY(), box.minZ()};
    int[] max = {box.maxX(), box.maxY(), box.maxZ()};
    for (int axis = 0; axis < axes; axis++) {
      min[axis] = (int) Math.rint((low[axis] - begin(axis)) / side());
      max[axis] = (int) Math.rint((high[axis] - begin(axis)) / side()) - 1;
    }
    return new IndexBox(min[0], min[1], min[2], max[0], max[1], max[2]);
  }
}
