package org.perdura.smoke.data;

import java.io.IOException;
import java.nio.file.Path;
import org.perdura.fluid.data.SmokeDataSpec;
import org.perdura.fluid.data.SmokeDatasetWriter;
import org.perdura.fluid.output.Existing;
import org.perdura.grid.Slabs;

/** Small datasets for tests. */
public final class Datasets {

  private Datasets() {}

  /** One simulation, 16 low-res cells along each side. */
  public static void write(Path folder, int dimensions, int frames, int resync) throws IOException {
    var spec =
        new SmokeDataSpec(dimensions, 16, 4, frames, 4, SmokeDataSpec.Mode.DOUBLE, resync, 3);
    var order = new SmokeDatasetWriter.Order(spec, 1, ".npz", false);
    try (var slabs = new Slabs(1)) {
      new SmokeDatasetWriter(folder, order, Existing.REFUSE).run(slabs, frame -> {});
    }
  }
}
