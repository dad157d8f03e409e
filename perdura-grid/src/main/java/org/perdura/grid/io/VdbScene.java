package org.perdura.grid.io;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.perdura.grid.GridSize;
import org.perdura.grid.vdb.IndexBox;
import org.perdura.grid.vdb.VdbCompression;
import org.perdura.grid.vdb.VdbMetadata;
import org.perdura.grid.vdb.VdbTransform;

/**
 * What an OpenVDB file tells of a grid besides its numbers, so that what is made from it lies in
 * the same place of the scene and loses nothing.
 *
 * @param source whose other grids go along; empty if there is no such file
 * @param own the grids of the source that are made anew, by their unique names
 * @param grid the grid's name
 * @param isVelocity whether the grid is one, in metres a second in the file
 * @param box the voxels that the field's cells are
 * @param rate frames a second, by which velocities in metres a second are counted
 * @param half whether numbers are stored in 16 bits
 */
public record VdbScene(
    Optional<Path> source,
    List<String> own,
    String grid,
    boolean isVelocity,
    IndexBox box,
    VdbTransform transform,
    VdbMetadata metadata,
    VdbMetadata fileMetadata,
    double rate,
    boolean half,
    VdbCompression compression) {

  /** Frames a second where nothing says otherwise: film's, and Blender's. */
  public static final double USUAL_RATE = 24;

  /** For smoke that comes from no scene: a box of one to two metres, its corner at (0, 0, 0). */
  public static VdbScene usual(GridSize size) {
    return usual(size, usualVoxel(size.longest()), USUAL_RATE);
  }

  /**
   * The same for voxels of another size.
   *
   * @param voxel the length of their edges, in metres
   */
  public static VdbScene usual(GridSize size, double voxel, double rate) {
    return new VdbScene(
        Optional.empty(),
        List.of(),
        VdbSelection.DENSITY,
        false,
        IndexBox.of(size),
        VdbTransform.uniform(voxel, voxel / 2, voxel / 2, voxel / 2),
        new VdbMetadata(),
        new VdbMetadata(),
        rate,
        false,
        VdbCompression.USUAL);
  }

  /**
   * A 24th of a metre halved until the box's longest side is less than two metres, or doubled until
   * it is one: so a velocity in metres a second is one in cells a frame times a power of two, and
   * loses nothing on the way.
   */
  private static double usualVoxel(int longest) {
    double voxel = 1 / USUAL_RATE;
    while (voxel * longest >= 2) {
      voxel /= 2;
    }
    while (voxel * longest < 1) {
      voxel *= 2;
    }
    return voxel;
  }

  /** The same, stored otherwise. */
  public VdbScene stored(boolean asHalf, VdbCompression by) {
    return new VdbScene(
        source, own, grid, isVelocity, box, transform, metadata, fileMetadata, rate, asHalf, by);
  }

  /** For as many times as many cells along each side; everything stays where it was. */
  public VdbScene refined(int factor) {
    return new VdbScene(
        source,
        own,
        grid,
        isVelocity,
        box.refined(factor),
        transform.refined(factor),
        metadata
            .times(VdbSpace.BLENDER_DOMAIN, factor)
            .times("file_voxel_size", 1.0 / factor)
            .without("file_mem_bytes"),
        fileMetadata,
        rate,
        half,
        compression);
  }
}
