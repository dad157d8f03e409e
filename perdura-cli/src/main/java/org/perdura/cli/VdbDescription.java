package org.perdura.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.perdura.cli.report.Printable;
import org.perdura.grid.vdb.IndexBox;
import org.perdura.grid.vdb.VdbFile;
import org.perdura.grid.vdb.VdbGrid;

/** What is in an OpenVDB file, in words: the file, then each of its grids. */
final class VdbDescription {

  private VdbDescription() {}

  /**
   * Reads all but values.
   *
   * @throws IOException one line: it is no such file, or broken
   */
  static List<Map<String, Object>> of(Path path) throws IOException {
    try (VdbFile file = VdbFile.open(path)) {
      var told = new ArrayList<Map<String, Object>>();
      var whole = new LinkedHashMap<String, Object>();
      whole.put("file", path.toString());
      whole.put("format", "vdb %d, by OpenVDB %s".formatted(file.version(), file.library()));
      whole.put("grids", file.grids().size());
      if (!file.metadata().texts().isEmpty()) {
        whole.put("metadata", clean(file.metadata().texts()));
      }
      told.add(whole);
      for (VdbGrid grid : file.grids()) {
        told.add(describe(file, grid));
      }
      return told;
    }
  }

  private static Map<String, String> clean(Map<String, String> texts) {
    var clean = new LinkedHashMap<String, String>();
    texts.forEach((key, value) -> clean.put(Printable.of(key), Printable.of(value)));
    return clean;
  }

  private static Map<String, Object> describe(VdbFile file, VdbGrid grid) throws IOException {
    var told = new LinkedHashMap<String, Object>();
    told.put("grid", Printable.of(grid.name()));
    String half = grid.half() ? ", half floats" : "";
    told.put("type", grid.isReadable() ? grid.type() + half : grid.type() + ", cannot be read");
    told.put("packed", grid.compression().toString());
    if (!grid.parent().isEmpty()) {
      told.put("shares", Printable.of(grid.parent()));
    }
    if (grid.isReadable()) {
      try {
        told.put("voxels", file.activeVoxels(grid) + " active");
        told.put("box", file.activeBox(grid).map(IndexBox::toString).orElse("empty"));
      } catch (IOException e) { // others may be in order
        told.put("broken", e.getMessage());
      }
    }
    double[] size = grid.transform().voxelSize();
    told.put(
        "voxel",
        size[0] == size[1] && size[1] == size[2]
            ? "%.6g".formatted(size[0])
            : "%.6g x %.6g x %.6g".formatted(size[0], size[1], size[2]));
    if (!grid.metadata().texts().isEmpty()) {
      told.put("metadata", clean(grid.metadata().texts()));
    }
    return told;
  }
}
