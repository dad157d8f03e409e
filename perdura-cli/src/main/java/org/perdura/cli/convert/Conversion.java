package org.perdura.cli.convert;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.perdura.grid.io.GridData;
import org.perdura.grid.io.GridFiles;
import org.perdura.grid.io.GridFormat;
import org.perdura.grid.io.GridType;
import org.perdura.grid.io.NpzFormat;
import org.perdura.grid.io.UniFormat;
import org.perdura.grid.io.UniVersion;
import org.perdura.grid.io.VdbFormat;
import org.perdura.grid.io.VdbScene;

/**
 * One file to make.
 *
 * @param velocity goes into the same file, which is OpenVDB's; empty for none
 */
public record Conversion(GridSource source, Optional<GridSource> velocity, Path target) {

  /**
   * How files are written.
   *
   * @param type taken for the grid's; empty: the one it has
   * @param doubles .npz in float64
   * @param mnt2 .uni for mantaflow before 0.12
   */
  public record Style(Optional<GridType> type, boolean doubles, boolean mnt2, VdbStyle vdb) {}

  /**
   * Reads and writes.
   *
   * @throws IOException one line: it cannot be read, or not be written so
   */
  public void run(Style style) throws IOException {
    GridFormat format = GridFiles.format(target);
    if (format instanceof VdbFormat && source.isWhole() && style.type().isEmpty()) {
      VdbFormat.rewrite(source.file(), target, style.vdb().half(), style.vdb().codec());
      return;
    }
    GridData grid = typed(source.read(), style);
    if (format instanceof VdbFormat) {
      writeVdb(grid, style.vdb());
    } else if (format instanceof NpzFormat) {
      new NpzFormat(style.doubles()).write(target, grid);
    } else if (format instanceof UniFormat && style.mnt2()) {
      new UniFormat(UniVersion.MNT2).write(target, grid);
    } else {
      format.write(target, grid);
    }
  }

  private GridData typed(GridData grid, Style style) throws IOException {
    if (style.type().isEmpty()) {
      return grid;
    }
    try {
      return grid.as(style.type().get());
    } catch (IllegalArgumentException e) {
      throw new IOException(source.file() + ": " + e.getMessage(), e);
    }
  }

  private void writeVdb(GridData grid, VdbStyle style) throws IOException {
    var grids = new ArrayList<>(List.of(grid));
    if (velocity.isPresent()) {
      grids.add(velocity.get().read());
    }
    VdbScene scene = style.scene(source.scene(), grid.field().size());
    try {
      VdbFormat.write(target, scene, grids);
    } catch (IllegalArgumentException e) {
      throw new IOException(source.file() + ": " + e.getMessage(), e);
    }
  }
}
