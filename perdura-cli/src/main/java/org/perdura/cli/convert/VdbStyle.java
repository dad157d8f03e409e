package org.perdura.cli.convert;

import java.util.Optional;
import org.perdura.grid.GridSize;
import org.perdura.grid.io.VdbScene;
import org.perdura.grid.vdb.VdbCompression;
import org.perdura.grid.vdb.VdbCompression.Codec;

/**
 * How OpenVDB files are written, where it is not as the source has it.
 *
 * @param voxelSize in metres, of grids that come from no scene
 * @param rate frames a second, by which velocities are counted
 */
public record VdbStyle(
    Optional<Double> voxelSize,
    Optional<Double> rate,
    Optional<Boolean> half,
    Optional<Codec> codec) {

  /** As the source has it. */
  public static final VdbStyle AS_IT_IS =
      new VdbStyle(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** The scene that a field goes into: its source's, or the usual one. */
  VdbScene scene(Optional<VdbScene> of, GridSize size) {
    VdbScene scene =
        of.orElseGet(
            () -> {
              VdbScene usual = VdbScene.usual(size);
              return voxelSize.isEmpty() && rate.isEmpty()
                  ? usual
                  : VdbScene.usual(
                      size,
                      voxelSize.orElse(usual.transform().voxelSize()[0]),
                      rate.orElse(VdbScene.USUAL_RATE));
            });
    return scene.stored(
        half.orElse(scene.half()),
        codec.map(by -> new VdbCompression(by, true)).orElse(scene.compression()));
  }
}
