package org.perdura.grid.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.perdura.grid.Field;
import org.perdura.grid.ScalarField;
import org.perdura.grid.VectorField;
import org.perdura.grid.vdb.IndexBox;
import org.perdura.grid.vdb.SparseField;
import org.perdura.grid.vdb.VdbCompression;
import org.perdura.grid.vdb.VdbFile;
import org.perdura.grid.vdb.VdbGrid;
import org.perdura.grid.vdb.VdbMetadata;
import org.perdura.grid.vdb.VdbWriter;

/**
 * OpenVDB files: sparse grids, several in a file, with a place in a scene. Read is one of them, the
 * density if nothing else is asked for, as a field of the simulation's domain or, where the file
 * does not tell that, of the least box around it.
 */
public final class VdbFormat implements GridFormat {

  private static final String VELOCITY = "velocity";
  private static final String CLASS = "class";
  private static final String CREATOR = "creator";

  private final String grid;

  /** For the density, or else the only grid. */
  public VdbFormat() {
    this("");
  }

  /**
   * For the grid of a name.
   *
   * @param grid empty for the density, or else the only grid
   */
  public VdbFormat(String grid) {
    this.grid = grid;
  }

  @Override
  public String ending() {
    return ".vdb";
  }

  @Override
  public GridInfo inspect(Path file) throws IOException {
    return frame(file).inspect(file);
  }

  @Override
  public GridData read(Path file) throws IOException {
    return frame(file).read(file);
  }

  /**
   * The velocity beside a file's density, of the same cells, in cells a frame.
   *
   * @throws IOException if there is none
   */
  public static VectorField readVelocity(Path file) throws IOException {
    VdbFrames velocity =
        VdbFrames.of(List.of(file), "")
            .velocity(file)
            .orElseThrow(() -> new GridFileException(file, "holds no velocity"));
    return velocity.read(file).requireVector(file);
  }

  /** The only frame of a sequence. */
  private VdbFrames frame(Path file) throws IOException {
    return VdbFrames.of(List.of(file), grid);
  }

  /** What a file tells besides its numbers, with velocities counted by its own frame rate. */
  public VdbScene scene(Path file) throws IOException {
    return frame(file).scene(file);
  }

  /** The same by another frame rate. */
  public VdbScene scene(Path file, double framesPerSecond) throws IOException {
    return frame(file).atRate(framesPerSecond).scene(file);
  }

  /** Reads a grid, with velocities counted by another frame rate than the file's. */
  public GridData read(Path file, double framesPerSecond) throws IOException {
    return frame(file).atRate(framesPerSecond).read(file);
  }

  /** What should be known of a file that can be read all the same, a line each. */
  public List<String> warnings(Path file) throws IOException {
    return VdbFrames.warnings(file, grid);
  }

  /**
   * Writes all grids of a file anew, in memory that grows with what is not background. Those that
   * cannot be read go along as they are.
   *
   * @param half whether numbers are stored in 16 bits; empty: as they are
   * @param codec how they are packed; empty: as they are
   */
  public static void rewrite(
      Path from, Path to, Optional<Boolean> half, Optional<VdbCompression.Codec> codec)
      throws IOException {
    try (VdbFile source = VdbFile.open(from)) {
      var written = new ArrayList<VdbWriter.Grid>();
      var copies = new ArrayList<VdbWriter.Copy>();
      for (VdbGrid grid : source.grids()) {
        var copy = new VdbWriter.Copy(source, grid);
        boolean anew = half.isPresent() || codec.isPresent() || !copy.isPossible();
        if (anew && grid.isReadable()) {
          written.add(anew(source, grid, half.orElse(grid.half())));
        } else if (copy.isPossible()) {
          copies.add(copy);
        }
      }
      VdbCompression compression =
          codec.map(by -> new VdbCompression(by, true)).orElse(VdbCompression.USUAL);
      WholeFile.writeChannel(
          to, channel -> VdbWriter.write(channel, source.metadata(), written, copies, compression));
    }
  }

  /** Writes a grid as a file of its own, at the usual place. */
  @Override
  public void write(Path file, GridData data) throws IOException {
    VdbScene scene = VdbScene.usual(data.field().size());
    write(file, scene, List.of(data));
  }

  /** Writes a density and its velocity into one file, at the usual place. */
  public static void write(Path file, ScalarField density, VectorField velocity)
      throws IOException {
    VdbScene scene = VdbScene.usual(density.size());
    write(file, scene, List.of(GridData.of(density), GridData.of(velocity)));
  }

  /**
   * Writes grids of the same cells into one file.
   *
   * @param scene its box is where the cells lie; of its source all grids go along but those that
   *     are made anew
   * @param grids the scene's own, and then a velocity in cells a frame, if there is one
   * @throws IOException one line: the file cannot be written, or there is no room for such grids
   */
  public static void write(Path file, VdbScene scene, List<GridData> grids) throws IOException {
    var written = new ArrayList<VdbWriter.Grid>();
    for (GridData grid : grids) {
      boolean own = written.isEmpty() && scene.source().isPresent();
      String name = own ? scene.grid() : name(scene, grid);
      written.add(grid(file, scene, grid, name, own ? scene.isVelocity() : isVector(grid)));
    }
    VdbMetadata metadata = scene.fileMetadata();
    if (metadata.string(CREATOR).isEmpty()) {
      metadata = metadata.with(CREATOR, "Perdura");
    }
    if (scene.source().isEmpty()) {
      write(file, metadata, written, List.of(), scene);
      return;
    }
    try (VdbFile source = VdbFile.open(scene.source().get())) {
      var copies = new ArrayList<VdbWriter.Copy>();
      for (VdbGrid other : source.grids()) {
        keep(source, scene, other, written, copies);
      }
      write(file, metadata, written, copies, scene);
    }
  }

  private static void write(
      Path file,
      VdbMetadata metadata,
      List<VdbWriter.Grid> grids,
      List<VdbWriter.Copy> copies,
      VdbScene scene)
      throws IOException {
    WholeFile.writeChannel(
        file,
        (FileChannel channel) ->
            VdbWriter.write(channel, metadata, grids, copies, scene.compression()));
  }

  /** Another grid of the source goes along: as it is there, or else read and written anew. */
  private static void keep(
      VdbFile source,
      VdbScene scene,
      VdbGrid other,
      List<VdbWriter.Grid> written,
      List<VdbWriter.Copy> copies)
      throws IOException {
    if (scene.own().contains(other.uniqueName())) {
      return;
    }
    var copy = new VdbWriter.Copy(source, other);
    boolean parentStays = other.parent().isEmpty() || !scene.own().contains(other.parent());
    if (parentStays && copy.isPossible()) {
      copies.add(copy);
    } else if (other.isReadable()) {
      written.add(anew(source, other, other.half()));
    }
  }

  private static VdbWriter.Grid anew(VdbFile source, VdbGrid grid, boolean half)
      throws IOException {
    return new VdbWriter.Grid(
        grid.name(), source.read(grid), grid.transform(), grid.metadata(), half);
  }

  private static boolean isVector(GridData data) {
    return data.type().components() == 3;
  }

  private static VdbWriter.Grid grid(
      Path file, VdbScene scene, GridData data, String name, boolean isVelocity)
      throws IOException {
    IndexBox box = scene.box();
    if (!box.size().equals(data.field().size())) {
      throw new IllegalArgumentException(
          "a field of %s for a box of %s: must be as large"
              .formatted(data.field().size(), box.size()));
    }
    SparseField sparse;
    Field field = data.field();
    requireFinite(file, field);
    if (data.type() == GridType.REAL) {
      sparse = SparseField.of((ScalarField) field, box.minX(), box.minY(), box.minZ());
    } else if (field instanceof VectorField vectors) {
      double[] voxel = scene.transform().voxelSize();
      VectorField stored =
          isVelocity ? VdbUnits.toMetresPerSecond(vectors, voxel, scene.rate()) : vectors;
      sparse = SparseField.of(stored, box.minX(), box.minY(), box.minZ());
    } else {
      throw new GridFileException(
          file,
          "%s grids cannot be written as .vdb: must be Real, Vec3 or MAC",
          data.type().label());
    }
    VdbMetadata metadata =
        metadata(scene, data, isVelocity)
            .with(VdbSpace.DOMAIN_MIN, box.minX(), box.minY(), box.minZ())
            .with(VdbSpace.DOMAIN_MAX, box.maxX(), box.maxY(), box.maxZ());
    return new VdbWriter.Grid(name, sparse, scene.transform(), metadata, scene.half());
  }

  /** What comes from no .vdb has the usual names. */
  private static String name(VdbScene scene, GridData data) {
    return isVector(data) ? VELOCITY : scene.grid();
  }

  private static VdbMetadata metadata(VdbScene scene, GridData data, boolean isVelocity) {
    VdbMetadata metadata = isVelocity == scene.isVelocity() ? scene.metadata() : new VdbMetadata();
    if (!data.note().isEmpty() && metadata.string(CREATOR).isEmpty()) {
      metadata = metadata.with(CREATOR, data.note());
    }
    if (isVelocity) { // in metres a second, so no longer as Blender's simulations have it
      metadata =
          metadata
              .without(VdbSpace.BLENDER_DOMAIN)
              .with("vector_type", "contravariant relative")
              .with(VdbUnits.RATE, scene.rate());
    }
    return switch (data.type()) {
      case MAC -> metadata.with(CLASS, "staggered");
      case VEC3 -> metadata.with(CLASS, "unknown");
      default -> metadata.string(CLASS).isPresent() ? metadata : metadata.with(CLASS, "fog volume");
    };
  }

  private static void requireFinite(Path file, Field field) throws IOException {
    if (field instanceof ScalarField scalar) {
      requireFinite(file, field, scalar.values());
    } else if (field instanceof VectorField vectors) {
      requireFinite(file, field, vectors.x());
      requireFinite(file, field, vectors.y());
      requireFinite(file, field, vectors.z());
    }
  }

  private static void requireFinite(Path file, Field field, float[] values) throws IOException {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new GridFileException(
            file,
            "%s at cell (%d, %d, %d): must be a finite number",
            values[i],
            i % field.size().x(),
            i / field.size().x() % field.size().y(),
            i / field.size().layer());
      }
    }
  }
}
