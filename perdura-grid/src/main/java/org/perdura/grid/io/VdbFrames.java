package org.perdura.grid.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.perdura.grid.ScalarField;
import org.perdura.grid.VectorField;
import org.perdura.grid.VectorField.Placement;
import org.perdura.grid.vdb.VdbFile;
import org.perdura.grid.vdb.VdbGrid;
import org.perdura.grid.vdb.VdbTransform;

/**
 * Reads one grid of OpenVDB files as fields of one size: of each frame the same part of the world.
 *
 * @param grid its name
 * @param rate frames a second by which velocities are counted; empty: as the files say
 */
record VdbFrames(String grid, VdbSpace space, Optional<Double> rate) {

  private static final String CREATOR = "creator";

  /**
   * For files that belong together.
   *
   * @param name the grid's; empty for the density, or the only one
   * @throws IOException one line: a file lacks it, or it is too large for a field
   */
  static VdbFrames of(Collection<Path> files, String name) throws IOException {
    VdbSpace space = VdbSpace.of(files, name);
    try (VdbFile file = VdbFile.open(files.iterator().next())) {
      return new VdbFrames(VdbSelection.of(file, name).name(), space, Optional.empty());
    }
  }

  /** The same with another frame rate than the files'. */
  VdbFrames atRate(double framesPerSecond) {
    return new VdbFrames(grid, space, Optional.of(framesPerSecond));
  }

  /** The same in another part of the world. */
  VdbFrames in(VdbSpace other) {
    return new VdbFrames(grid, other, rate);
  }

  /** The velocity of the same cells, in the same files or in others; empty if they have none. */
  Optional<VdbFrames> velocity(Path velocityFile) throws IOException {
    try (VdbFile file = VdbFile.open(velocityFile)) {
      Optional<VdbSelection> found = VdbSelection.velocity(file);
      if (found.isEmpty()) {
        return Optional.empty();
      }
      for (int axis = 0; axis < found.get().grids().size(); axis++) { // says so early
        space.boxOf(file, found.get().grids().get(axis), axis);
      }
      return Optional.of(new VdbFrames(found.get().name(), space, rate));
    }
  }

  GridInfo inspect(Path path) throws IOException {
    try (VdbFile file = VdbFile.open(path)) {
      VdbSelection selection = VdbSelection.of(file, grid);
      VdbGrid first = selection.grids().get(0);
      String format =
          "vdb %d, %s%s"
              .formatted(file.version(), first.compression(), first.half() ? ", half floats" : "");
      return new GridInfo(format, type(selection), space.box().size(), creator(file, first), 0);
    }
  }

  private static String creator(VdbFile file, VdbGrid grid) {
    return grid.metadata().string(CREATOR).or(() -> file.metadata().string(CREATOR)).orElse("");
  }

  /** Vectors say that they are staggered; three grids of numbers lie half a voxel lower. */
  private GridType type(VdbSelection selection) {
    if (!selection.isVector()) {
      return selection.isLevelSet() ? GridType.LEVELSET : GridType.REAL;
    }
    VdbGrid first = selection.grids().get(0);
    boolean staggered = selection.isSplit() ? space.isAtFaces(first, 0) : first.isStaggered();
    return staggered ? GridType.MAC : GridType.VEC3;
  }

  GridData read(Path path) throws IOException {
    try (VdbFile file = VdbFile.open(path)) {
      VdbSelection selection = VdbSelection.of(file, grid);
      GridType type = type(selection);
      VdbGrid first = selection.grids().get(0);
      String note = creator(file, first);
      if (!selection.isVector()) {
        var scalar = new ScalarField(space.box().size());
        file.read(first, space.boxOf(file, first, -1), scalar.values());
        return new GridData(type, scalar, note, 0);
      }
      var placement = type == GridType.MAC ? Placement.FACES : Placement.CENTRES;
      var vectors = new VectorField(space.box().size(), placement);
      if (selection.isSplit()) {
        for (int axis = 0; axis < 3; axis++) {
          VdbGrid part = selection.grids().get(axis);
          file.read(part, space.boxOf(file, part, axis), vectors.component(axis));
        }
      } else {
        file.read(first, space.boxOf(file, first, -1), vectors.x(), vectors.y(), vectors.z());
      }
      if (selection.isVelocity()) {
        VdbUnits.toCellsPerFrame(first, rate(file, first), vectors);
      }
      return new GridData(type, vectors, note, 0);
    }
  }

  /** Frames a second, by which a velocity in a frame's file would be counted. */
  double rate(Path path) throws IOException {
    try (VdbFile file = VdbFile.open(path)) {
      return rate(file, VdbSelection.of(file, grid).grids().get(0));
    }
  }

  private double rate(VdbFile file, VdbGrid of) {
    return rate.orElseGet(() -> VdbUnits.rate(file, of));
  }

  /**
   * What a frame's file tells besides.
   *
   * @throws IOException if what it does not hold is not 0, which no field can tell
   */
  VdbScene scene(Path path) throws IOException {
    try (VdbFile file = VdbFile.open(path)) {
      VdbSelection selection = VdbSelection.of(file, grid);
      VdbGrid first = selection.grids().get(0);
      for (VdbGrid part : selection.grids()) {
        for (float background : file.background(part)) {
          if (background != 0) {
            throw new GridFileException(
                path,
                "the grid %s is %s where it holds nothing: must be 0 to be written anew",
                part.name(),
                background);
          }
        }
      }
      return new VdbScene(
          Optional.of(path),
          selection.grids().stream().map(VdbGrid::uniqueName).toList(),
          selection.name(),
          selection.isVelocity(),
          space.box(),
          space.transform(),
          first.metadata(),
          file.metadata(),
          rate(file, first),
          first.half(),
          first.compression());
    }
  }

  /**
   * What should be known of a frame that can be read all the same.
   *
   * @param asked the grid's name; empty for the density, or the only one
   */
  static List<String> warnings(Path path, String asked) throws IOException {
    try (VdbFile file = VdbFile.open(path)) {
      var warnings = new ArrayList<String>();
      VdbSelection.unreadable(path, file).ifPresent(warnings::add);
      VdbSelection selection = VdbSelection.of(file, asked);
      String found = selection.name();
      if (asked.isEmpty() && !found.equals(VdbSelection.DENSITY) && !selection.isVelocity()) {
        warnings.add("%s: holds no grid density; %s is taken".formatted(path, found));
      }
      VdbTransform transform = selection.grids().get(0).transform();
      if (!transform.isAffine()) {
        warnings.add(
            path + ": has a frustum for a transform; its voxels are taken as cubes of side 1");
      } else if (!transform.isUniform()) {
        warnings.add(
            path
                + ": its voxels are no cubes along the axes; they are taken as such, and a"
                + " velocity along the wrong axes");
      }
      return warnings;
    }
  }
}
