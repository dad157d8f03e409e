package org.perdura.cli.convert;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.perdura.grid.io.GridData;
import org.perdura.grid.io.GridFiles;
import org.perdura.grid.io.GridSequence;
import org.perdura.grid.io.SequenceName;
import org.perdura.grid.io.VdbFormat;
import org.perdura.grid.io.VdbScene;

/** A grid that is to be converted: a file of its own, or a frame of a sequence. */
public interface GridSource {

  /** The file that it lies in. */
  Path file();

  GridData read() throws IOException;

  /** What its file tells besides; empty but for OpenVDB. */
  Optional<VdbScene> scene() throws IOException;

  /** Whether all grids of the file are meant, if it is OpenVDB's. */
  boolean isWhole();

  /**
   * A file.
   *
   * @param text its name; after a {@code .vdb} may follow which of its grids
   * @param rate frames a second, by which OpenVDB's velocities are counted; empty: as the file says
   */
  static GridSource of(String text, Optional<Double> rate) {
    Path file = Path.of(SequenceName.files(text));
    var vdb = new VdbFormat(SequenceName.grid(text));
    return new GridSource() {

      @Override
      public Path file() {
        return file;
      }

      @Override
      public GridData read() throws IOException {
        if (!GridFiles.isVdb(file)) {
          return GridFiles.read(file);
        }
        return rate.isPresent() ? vdb.read(file, rate.get()) : vdb.read(file);
      }

      @Override
      public Optional<VdbScene> scene() throws IOException {
        if (!GridFiles.isVdb(file)) {
          return Optional.empty();
        }
        return Optional.of(rate.isPresent() ? vdb.scene(file, rate.get()) : vdb.scene(file));
      }

      @Override
      public boolean isWhole() {
        return GridFiles.isVdb(file) && SequenceName.grid(text).isEmpty() && rate.isEmpty();
      }
    };
  }

  /** A frame. */
  static GridSource of(GridSequence sequence, int number) {
    return new GridSource() {

      @Override
      public Path file() {
        return sequence.file(number);
      }

      @Override
      public GridData read() throws IOException {
        return sequence.read(number);
      }

      @Override
      public Optional<VdbScene> scene() throws IOException {
        return sequence.scene(number);
      }

      @Override
      public boolean isWhole() {
        return GridFiles.isVdb(file()) && sequence.name().grid().isEmpty();
      }
    };
  }
}
