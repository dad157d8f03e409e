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
  private static final String LEVEL_SET = "surface";
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
    return VdbFrames.of(List.of(file), grid).inspect(file);
  }

  @Override
  public GridData read(Path file) throws IOException {
    VdbFrames frames = VdbFrames.of(List.of(file), grid);
    return frames.read(file);
  }

  /**
   * The velocity beside a file's density, of the same cells, in cells a frame.
   *
   * @throws IOException if there is none
   */
  public static VectorField readVelocity(Path file) throws IOException {
    VdbFrames velocity =
        VdbFrames.of(List.of(file), "")
            .velocity(file, file)
            .orElseThrow(() -> new GridFileException(file, "holds no velocity"));
    return velocity.read(file).requireVector(file);
  }

  /** What a file tells besides its numbers. */
  public VdbScene scene(Path file) throws IOException {
    return VdbFrames.of(List.of(file), grid).scene(file);
  }

  /** The same, with velocities counted by another frame rate than the file's. */
  public GridData read(Path file, double framesPerSecond) throws IOException {
    return VdbFrames.of(List.of(file), grid).atRate(Optional.of(framesPerSecond)).read(file);
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
   * @param scene its box is where the cells lie; of its source all grids go along that are none of
   *     these
   * @param grids the scene's, or a velocity in cells a frame
   * @throws IOException one line: the file cannot be written, or there is no room for such grids
   */
  public static void write(Path file, VdbScene scene, List<GridData> grids) throws IOException {
    var written = new ArrayList<VdbWriter.Grid>();
    for (GridData grid : grids) {
      written.add(grid(file, scene, grid));
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
        keep(source, other, written, copies);
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
      VdbFile source, VdbGrid other, List<VdbWriter.Grid> written, List<VdbWriter.Copy> copies)
      throws IOException {
    if (written.stream().anyMatch(grid -> grid.name().equals(other.name()))) {
      return;
    }
    var copy = new VdbWriter.Copy(source, other);
    if (other.parent().isEmpty() && copy.isPossible()) {
      copies.add(copy);
    } else if (other.isReadable()) {
      written.add(
          new VdbWriter.Grid(
              other.name(), source.read(other), other.transform(), other.metadata(), other.half()));
    }
  }

  private static VdbWriter.Grid grid(Path file, VdbScene scene, GridData data) throws IOException {
    IndexBox box = scene.box();
    if (!box.size().equals(data.field().size())) {
      throw new IllegalArgumentException(
          "a field of %s for a box of %s: must be as large"
              .formatted(data.field().size(), box.size()));
    }
    String name = name(scene, data);
    SparseField sparse;
    Field field = data.field();
    requireFinite(file, field);
    if (field instanceof ScalarField scalar) {
      sparse = SparseField.of(scalar, box.minX(), box.minY(), box.minZ());
    } else if (field instanceof VectorField vectors) {
      VectorField moved = name.equals(VELOCITY) ? toMetresPerSecond(vectors, scene) : vectors;
      sparse = SparseField.of(moved, box.minX(), box.minY(), box.minZ());
    } else {
      throw new GridFileException(
          file,
          "%s grids cannot be written as .vdb: must be Real, Levelset, Vec3 or MAC",
          data.type().label());
    }
    VdbMetadata metadata =
        metadata(scene, data, name)
            .with(VdbFrames.DOMAIN_MIN, box.minX(), box.minY(), box.minZ())
            .with(VdbFrames.DOMAIN_MAX, box.maxX(), box.maxY(), box.maxZ());
    return new VdbWriter.Grid(name, sparse, scene.transform(), metadata, scene.half());
  }

  private static String name(VdbScene scene, GridData data) {
    return switch (data.type()) {
      case VEC3, MAC -> VELOCITY;
      case LEVELSET -> LEVEL_SET;
      default -> scene.grid();
    };
  }

  private static VdbMetadata metadata(VdbScene scene, GridData data, String name) {
    VdbMetadata metadata = scene.metadata();
    if (!data.note().isEmpty() && metadata.string(CREATOR).isEmpty()) {
      metadata = metadata.with(CREATOR, data.note());
    }
    if (name.equals(scene.grid()) && metadata.string(CLASS).isPresent()) {
      return metadata;
    }
    return switch (data.type()) {
      case MAC -> vector(metadata, scene).with(CLASS, "staggered");
      case VEC3 -> vector(metadata, scene).with(CLASS, "unknown");
      case LEVELSET -> metadata.with(CLASS, "level set");
      default -> metadata.with(CLASS, "fog volume");
    };
  }

  private static VdbMetadata vector(VdbMetadata metadata, VdbScene scene) {
    return metadata
        .with("vector_type", "contravariant relative")
        .with(VdbFrames.RATE, scene.rate());
  }

  private static VectorField toMetresPerSecond(VectorField cells, VdbScene scene) {
    double[] voxel = scene.transform().voxelSize();
    var metres = new VectorField(cells.size(), cells.placement());
    for (int axis = 0; axis < 3; axis++) {
      double factor = voxel[axis] * scene.rate();
      float[] from = cells.component(axis);
      float[] to = metres.component(axis);
      for (int i = 0; i < from.length; i++) {
        to[i] = (float) (from[i] * factor);
      }
    }
    return metres;
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
