package org.perdura.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.perdura.grid.GridSize;
import org.perdura.grid.ScalarField;
import org.perdura.grid.io.GridFiles;
import org.perdura.grid.io.WholeFile;
import org.perdura.grid.vdb.SparseField;
import org.perdura.grid.vdb.VdbCompression;
import org.perdura.grid.vdb.VdbCompression.Codec;
import org.perdura.grid.vdb.VdbFile;
import org.perdura.grid.vdb.VdbMetadata;
import org.perdura.grid.vdb.VdbTransform;
import org.perdura.grid.vdb.VdbWriter;

/** Writes and reads a large grid with little smoke in it, sparse and dense. */
final class GridFilesBench {

  private static final int ROUNDS = 5;
  private static final double MEGA = 1e6;

  private final int side;
  private final double fill;
  private final Path folder;
  private final ProgressLines progress;

  /** Something to be timed. */
  @FunctionalInterface
  private interface Work {
    void run() throws IOException;
  }

  /**
   * Prepares.
   *
   * @param side of the grid, in cells
   * @param fill the share of them that hold smoke
   * @param folder where the files go
   */
  GridFilesBench(int side, double fill, Path folder, ProgressLines progress) {
    this.side = side;
    this.fill = fill;
    this.folder = folder;
    this.progress = progress;
  }

  GridFilesBenchResult run() throws IOException {
    var others = new OtherProcesses();
    ScalarField dense = smoke();
    SparseField sparse = SparseField.of(dense);
    var rows = new ArrayList<GridFilesBenchResult.Row>();
    for (Codec codec : List.of(Codec.BLOSC, Codec.ZIP, Codec.NONE)) {
      rows.add(sparse(sparse, new VdbCompression(codec, true), false));
    }
    rows.add(sparse(sparse, VdbCompression.USUAL, true));
    rows.add(dense(dense, "dense.vdb", ".vdb from and to a dense field"));
    rows.add(dense(dense, "dense.npz", ".npz, dense"));
    rows.add(dense(dense, "dense.uni", ".uni, dense"));
    return new GridFilesBenchResult(side, sparse.activeVoxels(), others.share(), rows);
  }

  /** A ball of as many cells as are asked for, of smooth density. */
  private ScalarField smoke() {
    var field = new ScalarField(new GridSize(side, side, side));
    double radius = side * Math.cbrt(3 * fill / (4 * Math.PI));
    double middle = side / 2.0;
    int reach = (int) Math.min(middle, Math.ceil(radius));
    for (int k = (int) middle - reach; k < middle + reach; k++) {
      for (int j = (int) middle - reach; j < middle + reach; j++) {
        for (int i = (int) middle - reach; i < middle + reach; i++) {
          double distance =
              Math.hypot(Math.hypot(i + 0.5 - middle, j + 0.5 - middle), k + 0.5 - middle);
          if (distance < radius) {
            double wave = Math.sin(0.31 * i) * Math.sin(0.23 * j) * Math.sin(0.27 * k);
            field.values()[field.size().index(i, j, k)] = (float) (0.6 + 0.4 * wave);
          }
        }
      }
    }
    return field;
  }

  private GridFilesBenchResult.Row sparse(SparseField field, VdbCompression by, boolean half)
      throws IOException {
    String packed = by.codec().name().toLowerCase(Locale.ROOT);
    Path file = folder.resolve("sparse_" + packed + (half ? "_half" : "") + ".vdb");
    var transform = VdbTransform.uniform(1.0 / side, 0, 0, 0);
    var grid =
        new VdbWriter.Grid(
            "density", field, transform, new VdbMetadata().with("class", "fog volume"), half);
    double write =
        median(
            "writing " + file.getFileName(),
            () ->
                WholeFile.writeChannel(
                    file,
                    channel -> VdbWriter.write(channel, new VdbMetadata(), List.of(grid), by)));
    double read =
        median(
            "reading " + file.getFileName(),
            () -> {
              try (VdbFile open = VdbFile.open(file)) {
                open.read(open.grids().get(0));
              }
            });
    double held = field.leaves().size() * (Float.BYTES * 512 + 64) / MEGA;
    return row(".vdb, " + packed + (half ? ", half floats" : ""), file, write, read, held);
  }

  private GridFilesBenchResult.Row dense(ScalarField field, String name, String way)
      throws IOException {
    Path file = folder.resolve(name);
    double write = median("writing " + name, () -> GridFiles.write(file, field));
    double read = median("reading " + name, () -> GridFiles.readScalar(file));
    return row(way, file, write, read, field.values().length * Float.BYTES / MEGA);
  }

  private static GridFilesBenchResult.Row row(
      String way, Path file, double write, double read, double held) throws IOException {
    String name = String.valueOf(file.getFileName());
    return new GridFilesBenchResult.Row(way, name, Files.size(file) / MEGA, write, read, held);
  }

  private double median(String what, Work work) throws IOException {
    work.run(); // compiled, and the file in the system's memory
    var millis = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      progress.at(what);
      long start = System.nanoTime();
      work.run();
      millis[round] = (System.nanoTime() - start) * 1e-6;
    }
    Arrays.sort(millis);
    return millis[ROUNDS / 2];
  }
}
