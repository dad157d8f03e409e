package org.perdura.grid.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.perdura.grid.vdb.VdbFile;
import org.perdura.grid.vdb.VdbGrid;
import org.perdura.grid.vdb.VdbTransform;

/**
 * Which grids of an OpenVDB file are meant: one, or three numbers that make up a vector ({@code
 * vel.x}, {@code vel.y}, {@code vel.z}, as Houdini writes it).
 *
 * @param name of the grid; of three, without the component
 * @param grids one or three, of one file
 * @param isVelocity whether they are one, in metres a second
 */
record VdbSelection(String name, List<VdbGrid> grids, boolean isVelocity) {

  /** What programs call densities. */
  static final String DENSITY = "density";

  private static final List<String> VELOCITIES = List.of("velocity", "vel", "v");
  private static final List<String> COMPONENTS = List.of(".x", ".y", ".z");
  private static final String CLASS = "class";

  /** Whether it is three grids, one for each component. */
  boolean isSplit() {
    return grids.size() == COMPONENTS.size();
  }

  /** Where its voxels lie; of three, where they would if they were one grid at the centres. */
  VdbTransform transform() {
    if (!isSplit()) {
      return grids.get(0).transform();
    }
    // Each may lie half a voxel lower along its own axis: x is read off the y component's.
    double[] matrix = grids.get(0).transform().matrix().clone();
    matrix[12] = grids.get(1).transform().matrix()[12];
    return new VdbTransform(matrix, grids.get(0).transform().isAffine());
  }

  /** Whether there are three numbers for each voxel. */
  boolean isVector() {
    return grids.size() * grids.get(0).components() == COMPONENTS.size();
  }

  boolean isLevelSet() {
    return !isVector()
        && grids.get(0).metadata().string(CLASS).filter("level set"::equals).isPresent();
  }

  /**
   * The grid of a name; of no name, the density, or else the only grid there is.
   *
   * @throws IOException if there is none, or more than one
   */
  static VdbSelection of(VdbFile file, String name) throws IOException {
    if (!name.isEmpty()) {
      return named(file, name)
          .orElseThrow(
              () ->
                  new GridFileException(
                      file.path(),
                      "holds no grid %s that can be read, but %s",
                      name,
                      file.names()));
    }
    Optional<VdbSelection> density = named(file, DENSITY);
    if (density.isPresent()) {
      return density.get();
    }
    Optional<VdbGrid> other = file.grid(DENSITY);
    if (other.isPresent()) {
      throw new GridFileException(
          file.path(),
          "the grid density is a %s, which cannot be read: must be of numbers (float)",
          other.get().type());
    }
    List<VdbSelection> numbers = numbers(file);
    Optional<VdbSelection> velocity = velocity(file);
    if (numbers.size() == 1) {
      return numbers.get(0);
    }
    if (numbers.isEmpty() && velocity.isPresent()) {
      return velocity.get();
    }
    if (numbers.isEmpty()) {
      throw new GridFileException(
          file.path(),
          "holds no grid that can be read, but %s: must be of numbers (float) or vectors (vec3s)",
          listed(file));
    }
    throw new GridFileException(
        file.path(),
        "holds no grid density, but %s: name one, as in smoke_%%04d.vdb:%s",
        file.names(),
        numbers.get(0).name);
  }

  /** The velocity, under one of its usual names; empty if there is none. */
  static Optional<VdbSelection> velocity(VdbFile file) {
    return VELOCITIES.stream()
        .map(name -> named(file, name))
        .flatMap(Optional::stream)
        .filter(VdbSelection::isVector)
        .findFirst();
  }

  private static Optional<VdbSelection> named(VdbFile file, String name) {
    boolean velocity = VELOCITIES.contains(name);
    Optional<VdbGrid> one = file.grid(name).filter(VdbGrid::isReadable);
    if (one.isPresent()) {
      boolean vector = one.get().components() == COMPONENTS.size();
      return Optional.of(new VdbSelection(name, List.of(one.get()), velocity && vector));
    }
    List<VdbGrid> three =
        COMPONENTS.stream()
            .map(component -> file.grid(name + component))
            .flatMap(Optional::stream)
            .filter(grid -> grid.isReadable() && grid.components() == 1)
            .toList();
    return three.size() == COMPONENTS.size()
        ? Optional.of(new VdbSelection(name, three, velocity))
        : Optional.empty();
  }

  /** All grids of one number a voxel, but for the components of vectors. */
  private static List<VdbSelection> numbers(VdbFile file) {
    var numbers = new ArrayList<VdbSelection>();
    for (VdbGrid grid : file.grids()) {
      boolean component = COMPONENTS.stream().anyMatch(grid.name()::endsWith);
      if (grid.isReadable() && grid.components() == 1 && !component) {
        numbers.add(new VdbSelection(grid.name(), List.of(grid), false));
      }
    }
    return numbers;
  }

  private static String listed(VdbFile file) {
    return file.grids().isEmpty()
        ? "none at all"
        : file.grids().stream()
            .map(grid -> grid.name() + " (" + grid.type() + ")")
            .collect(Collectors.joining(", "));
  }

  /** What to say of grids that cannot be read; empty if all can. */
  static Optional<String> unreadable(Path path, VdbFile file) {
    List<String> others =
        file.grids().stream()
            .filter(grid -> !grid.isReadable())
            .map(grid -> grid.name() + " (" + grid.type() + ")")
            .toList();
    return others.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%s: skipped are %s; only numbers (float) and vectors (vec3s) can be read"
                .formatted(path, String.join(", ", others)));
  }
}
