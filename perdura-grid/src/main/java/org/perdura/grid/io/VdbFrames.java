package org.perdura.grid.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.perdura.grid.Field;
import org.perdura.grid.GridSize;
import org.perdura.grid.ScalarField;
import org.perdura.grid.VectorField;
import org.perdura.grid.VectorField.Placement;
import org.perdura.grid.vdb.IndexBox;
import org.perdura.grid.vdb.VdbFile;
import org.perdura.grid.vdb.VdbGrid;
import org.perdura.grid.vdb.VdbMetadata;
import org.perdura.grid.vdb.VdbTransform;

/**
 * Reads one grid of OpenVDB files as fields of one size: of each frame the voxels of the same box.
 * Velocities come in metres a second and are read in cells a frame.
 */
final class VdbFrames {

  /** Kept in our own files, and found in Blender's: the cells that a simulation had. */
  static final String DOMAIN_MIN = "perdura_domain_min";

  static final String DOMAIN_MAX = "perdura_domain_max";
  static final String BLENDER_DOMAIN = "file_base_resolution";

  /** Units of a Blender simulation's time in a second. */
  private static final double BLENDER_TIME = 2.5;

  /** Frames a second; the first is ours. */
  private static final List<String> RATES = List.of("fps", "frame_rate", "framerate");

  static final String RATE = RATES.get(0);

  private static final String CREATOR = "creator";

  /** How much of a voxel a grid may lie beside another and still be the same. */
  private static final double TOLERANCE = 0.1;

  /** Of a voxel, that rounding may be off. */
  private static final double ALIGNED = 1e-3;

  private final String grid;
  private final boolean velocity;
  private final IndexBox box;
  private final boolean domainKnown;
  private final Optional<Double> rate;

  /** Of the first frame. */
  private final VdbTransform transform;

  /** Velocities lie relative to that grid of their density's files. */
  private final Optional<VdbTransform> reference;

  private VdbFrames(
      String grid,
      boolean velocity,
      IndexBox box,
      boolean domainKnown,
      Optional<Double> rate,
      VdbTransform transform,
      Optional<VdbTransform> reference) {
    this.transform = transform;
    this.grid = grid;
    this.velocity = velocity;
    this.box = box;
    this.domainKnown = domainKnown;
    this.rate = rate;
    this.reference = reference;
  }

  /**
   * For files that belong together: the box is the least that holds the simulation's domain, if
   * they tell it, and what is active in any.
   *
   * @param grid its name; empty for the density, or the only one
   * @throws IOException one line: a file lacks it, or it is too large for a field
   */
  static VdbFrames of(Collection<Path> files, String grid) throws IOException {
    IndexBox box = null;
    boolean known = true;
    String name = grid;
    VdbTransform transform = null;
    for (Path path : files) {
      try (VdbFile file = VdbFile.open(path)) {
        VdbSelection selection = VdbSelection.of(file, name);
        name = selection.name(); // of all frames, what was found in the first
        if (transform == null) {
          transform = selection.grids().get(0).transform();
        }
        for (VdbGrid part : selection.grids()) {
          Optional<IndexBox> domain = domain(part.metadata());
          known &= domain.isPresent();
          box = union(union(box, domain), file.activeBox(part));
        }
      }
    }
    if (box == null) {
      throw new GridFileException(
          files.iterator().next(),
          "is empty, and so are all that follow: the grid %s has no voxels",
          name);
    }
    requireField(files.iterator().next(), name, box);
    return new VdbFrames(name, false, box, known, Optional.empty(), transform, Optional.empty());
  }

  private static IndexBox union(IndexBox box, Optional<IndexBox> other) {
    return other.map(more -> box == null ? more : box.union(more)).orElse(box);
  }

  private static void requireField(Path file, String grid, IndexBox box) throws IOException {
    try {
      box.size();
    } catch (IllegalArgumentException e) {
      throw new GridFileException(
          file, "the grid %s covers %s, which is too much: %s", grid, box, e.getMessage());
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

  /** The same with another frame rate than the files'; empty for theirs. */
  VdbFrames atRate(Optional<Double> framesPerSecond) {
    return new VdbFrames(grid, velocity, box, domainKnown, framesPerSecond, transform, reference);
  }

  /** With so many voxels more on every side, unless the files tell the domain. */
  VdbFrames grown(int voxels) {
    return domainKnown ? this : of(box.grown(voxels));
  }

  private VdbFrames of(IndexBox other) {
    return new VdbFrames(grid, velocity, other, true, rate, transform, reference);
  }

  /**
   * The same smoke coarse and fine, each in the voxels of one part of the world: the least that
   * holds all of them and ends where the coarsest's voxels do. As they are if some voxels are no
   * cubes along the axes.
   */
  static List<VdbFrames> inOneSpace(List<VdbFrames> all) {
    if (!all.stream().allMatch(frames -> frames.transform.isUniform())) {
      return all;
    }
    VdbFrames coarsest = all.get(0);
    for (VdbFrames frames : all) {
      coarsest = frames.side() > coarsest.side() ? frames : coarsest;
    }
    int axes = coarsest.size().isFlat() ? 2 : 3;
    var low = new double[3];
    var high = new double[3];
    for (int axis = 0; axis < axes; axis++) {
      low[axis] = Double.POSITIVE_INFINITY;
      high[axis] = Double.NEGATIVE_INFINITY;
      for (VdbFrames frames : all) { // in voxels of the coarsest
        double perVoxel = frames.side() / coarsest.side();
        double begin = (frames.begin(axis) - coarsest.begin(axis)) / coarsest.side();
        low[axis] = Math.min(low[axis], begin + frames.box.min(axis) * perVoxel);
        high[axis] = Math.max(high[axis], begin + (frames.box.max(axis) + 1) * perVoxel);
      }
      low[axis] = coarsest.begin(axis) + coarsest.side() * Math.floor(low[axis] + ALIGNED);
      high[axis] = coarsest.begin(axis) + coarsest.side() * Math.ceil(high[axis] - ALIGNED);
    }
    return all.stream().map(frames -> frames.of(frames.voxels(low, high, axes))).toList();
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

  /** The velocity of the same cells, in the same files or in others; empty if they have none. */
  Optional<VdbFrames> velocity(Path ownFile, Path velocityFile) throws IOException {
    VdbTransform own;
    try (VdbFile file = VdbFile.open(ownFile)) {
      own = VdbSelection.of(file, grid).grids().get(0).transform();
    }
    try (VdbFile file = VdbFile.open(velocityFile)) {
      Optional<VdbSelection> found = VdbSelection.velocity(file);
      if (found.isEmpty()) {
        return Optional.empty();
      }
      var frames =
          new VdbFrames(
              found.get().name(), true, box, domainKnown, rate, transform, Optional.of(own));
      for (int axis = 0; axis < found.get().grids().size(); axis++) { // says so early
        frames.shifted(file, own, found.get().grids().get(axis), axis);
      }
      return Optional.of(frames);
    }
  }

  GridSize size() {
    return box.size();
  }

  GridInfo inspect(Path path) throws IOException {
    try (VdbFile file = VdbFile.open(path)) {
      VdbSelection selection = VdbSelection.of(file, grid);
      VdbGrid first = selection.grids().get(0);
      String format =
          "vdb %d, %s%s"
              .formatted(file.version(), first.compression(), first.half() ? ", half floats" : "");
      String note = creator(file, first);
      return new GridInfo(format, type(selection), box.size(), note, 0);
    }
  }

  private static String creator(VdbFile file, VdbGrid grid) {
    return grid.metadata().string(CREATOR).or(() -> file.metadata().string(CREATOR)).orElse("");
  }

  private GridType type(VdbSelection selection) {
    if (selection.isVector()) {
      return isStaggered(selection) ? GridType.MAC : GridType.VEC3;
    }
    return selection.isLevelSet() ? GridType.LEVELSET : GridType.REAL;
  }

  /** Vectors say it; three grids of numbers lie half a voxel lower along their axes. */
  private boolean isStaggered(VdbSelection selection) {
    if (selection.grids().size() == 1) {
      return selection.grids().get(0).isStaggered();
    }
    VdbTransform base = reference.orElseGet(() -> common(selection));
    double[] offset = base.offset(selection.grids().get(0).transform());
    return offset != null && Math.abs(offset[0] - Math.rint(offset[0])) > TOLERANCE;
  }

  /** Where the voxels of three staggered numbers lie: each has the other axes' places. */
  private static VdbTransform common(VdbSelection selection) {
    double[] matrix = selection.grids().get(0).transform().matrix().clone();
    matrix[12] = selection.grids().get(1).transform().matrix()[12];
    return new VdbTransform(matrix, true);
  }

  GridData read(Path path) throws IOException {
    try (VdbFile file = VdbFile.open(path)) {
      VdbSelection selection = VdbSelection.of(file, grid);
      GridType type = type(selection);
      Field field;
      if (selection.isVector()) {
        var vectors =
            new VectorField(box.size(), type == GridType.MAC ? Placement.FACES : Placement.CENTRES);
        read(file, selection, vectors.x(), vectors.y(), vectors.z());
        field = vectors;
        if (selection.isVelocity()) {
          toCellsPerFrame(file, selection, vectors);
        }
      } else {
        var scalar = new ScalarField(box.size());
        read(file, selection, scalar.values());
        field = scalar;
      }
      return new GridData(type, field, creator(file, selection.grids().get(0)), 0);
    }
  }

  private void read(VdbFile file, VdbSelection selection, float[]... to) throws IOException {
    VdbTransform base = reference.orElseGet(() -> selection.grids().get(0).transform());
    if (selection.grids().size() == 1) {
      file.read(selection.grids().get(0), shifted(file, base, selection.grids().get(0), -1), to);
      return;
    }
    base = reference.orElseGet(() -> common(selection));
    for (int axis = 0; axis < to.length; axis++) {
      VdbGrid part = selection.grids().get(axis);
      file.read(part, shifted(file, base, part, axis), to[axis]);
    }
  }

  /**
   * The box in the indices of a grid whose voxels begin elsewhere.
   *
   * @param face the axis along which it may lie half a voxel lower; -1 for none
   */
  private IndexBox shifted(VdbFile file, VdbTransform base, VdbGrid part, int face)
      throws IOException {
    double[] offset = base.offset(part.transform());
    if (offset == null) {
      throw new GridFileException(
          file.path(),
          "the grid %s has voxels of another size than the density's: must be the same",
          part.name());
    }
    var by = new int[3];
    for (int axis = 0; axis < by.length; axis++) {
      boolean half = Math.abs(offset[axis] - Math.rint(offset[axis])) > TOLERANCE;
      double whole = half && axis == face ? offset[axis] + 0.5 : offset[axis];
      if (Math.abs(whole - Math.rint(whole)) > TOLERANCE || Math.abs(whole) > 1 << 30) {
        throw new GridFileException(
            file.path(),
            "the grid %s lies %.3g voxels beside the density: must be whole ones",
            part.name(),
            offset[axis]);
      }
      by[axis] = (int) -Math.rint(whole);
    }
    try {
      return box.shifted(by[0], by[1], by[2]);
    } catch (ArithmeticException e) {
      throw new GridFileException(
          file.path(), "the grid %s lies too far from the density", part.name());
    }
  }

  /**
   * Metres a second, over voxel size and frame rate. The caches of Blender's own simulations are in
   * other units: cells per unit of time, of which a frame has {@value #BLENDER_TIME} over the frame
   * rate (its fluid script: frame_length = DT_DEFAULT * 25 / fps, DT_DEFAULT = 0.1).
   */
  private void toCellsPerFrame(VdbFile file, VdbSelection selection, VectorField vectors) {
    VdbGrid first = selection.grids().get(0);
    boolean blender = first.metadata().triple(BLENDER_DOMAIN).isPresent();
    double[] voxel = first.transform().voxelSize();
    double perSecond = rate(file, first);
    for (int axis = 0; axis < 3; axis++) {
      double factor = blender ? BLENDER_TIME / perSecond : 1 / (voxel[axis] * perSecond);
      float[] values = vectors.component(axis);
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (values[i] * factor);
      }
    }
  }

  private double rate(VdbFile file, VdbGrid of) {
    return rate.orElseGet(
        () ->
            RATES.stream()
                .map(key -> of.metadata().number(key).or(() -> file.metadata().number(key)))
                .flatMap(Optional::stream)
                .filter(number -> number > 0 && Double.isFinite(number))
                .findFirst()
                .orElse(VdbScene.USUAL_RATE));
  }

  /** What a frame's file tells besides. */
  VdbScene scene(Path path) throws IOException {
    try (VdbFile file = VdbFile.open(path)) {
      VdbSelection selection = VdbSelection.of(file, grid);
      VdbGrid first = selection.grids().get(0);
      return new VdbScene(
          Optional.of(path),
          selection.name(),
          box,
          first.transform(),
          first.metadata(),
          file.metadata(),
          rate(file, first),
          first.half(),
          first.compression());
    }
  }

  /** What should be known of a frame that can be read all the same. */
  List<String> warnings(Path path) throws IOException {
    try (VdbFile file = VdbFile.open(path)) {
      var warnings = new ArrayList<String>();
      VdbSelection.unreadable(path, file).ifPresent(warnings::add);
      VdbTransform transform = VdbSelection.of(file, grid).grids().get(0).transform();
      if (!transform.isAffine()) {
        warnings.add(
            path + ": has a frustum for a transform; its voxels are taken as cubes of side 1");
      } else if (!transform.isUniform()) {
        warnings.add(path + ": its voxels are no cubes along the axes; they are taken as such");
      }
      return warnings;
    }
  }
}
