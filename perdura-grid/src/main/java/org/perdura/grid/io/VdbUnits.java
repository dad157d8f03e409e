package org.perdura.grid.io;

import java.util.List;
import java.util.Optional;
import org.perdura.grid.VectorField;
import org.perdura.grid.vdb.VdbFile;
import org.perdura.grid.vdb.VdbGrid;

/**
 * Velocities of OpenVDB files in cells a frame. Files have them in metres a second: over voxel size
 * and frame rate. The caches of Blender's own simulations are in other units: cells per unit of
 * time, of which a second has {@value #BLENDER_TIME} (its fluid script: frame_length = DT_DEFAULT *
 * 25 / fps, DT_DEFAULT = 0.1).
 */
final class VdbUnits {

  private static final double BLENDER_TIME = 2.5;

  /** Frames a second; the first is ours. */
  private static final List<String> RATES = List.of("fps", "frame_rate", "framerate");

  static final String RATE = RATES.get(0);

  private VdbUnits() {}

  /** Frames a second, as a grid or its file says, else {@link VdbScene#USUAL_RATE}. */
  static double rate(VdbFile file, VdbGrid grid) {
    return RATES.stream()
        .map(key -> grid.metadata().number(key).or(() -> file.metadata().number(key)))
        .flatMap(Optional::stream)
        .filter(number -> number > 0 && Double.isFinite(number))
        .findFirst()
        .orElse(VdbScene.USUAL_RATE);
  }

  /** In place. */
  static void toCellsPerFrame(VdbGrid grid, double rate, VectorField velocity) {
    boolean blender = grid.metadata().triple(VdbSpace.BLENDER_DOMAIN).isPresent();
    double[] voxel = grid.transform().voxelSize();
    for (int axis = 0; axis < 3; axis++) {
      double factor = blender ? BLENDER_TIME / rate : 1 / (voxel[axis] * rate);
      float[] values = velocity.component(axis);
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (values[i] * factor);
      }
    }
  }

  /** A copy. */
  static VectorField toMetresPerSecond(VectorField velocity, double[] voxel, double rate) {
    var metres = new VectorField(velocity.size(), velocity.placement());
    for (int axis = 0; axis < 3; axis++) {
      double factor = voxel[axis] * rate;
      float[] from = velocity.component(axis);
      float[] to = metres.component(axis);
      for (int i = 0; i < from.length; i++) {
        to[i] = (float) (from[i] * factor);
      }
    }
    return metres;
  }
}
