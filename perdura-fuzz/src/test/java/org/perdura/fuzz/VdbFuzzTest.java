package org.perdura.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.perdura.grid.io.VdbFormat;
import org.perdura.grid.vdb.VdbCompression;
import org.perdura.grid.vdb.VdbFile;
import org.perdura.grid.vdb.VdbGrid;

/** OpenVDB's .vdb: sparse trees, fields, what is said of them, and writing them anew. */
final class VdbFuzzTest {

  /** Trees are large: of three uses of a file its length chooses one. */
  @FuzzTest
  void reads(byte[] content) {
    Path file = Reading.file(".vdb", content);
    switch (content.length % 3) {
      case 0 -> Reading.check(content.length, () -> readTrees(file));
      case 1 -> Reading.check(content.length, () -> rewrite(file));
      default -> readField(file, content.length);
    }
  }

  private static void rewrite(Path file) throws IOException {
    Path copy = file.resolveSibling("copy.vdb");
    VdbFormat.rewrite(file, copy, Optional.of(true), Optional.of(VdbCompression.Codec.ZIP));
  }

  private static void readField(Path file, int bytes) {
    var format = new VdbFormat();
    Reading.check(bytes, () -> format.warnings(file));
    Reading.check(bytes, () -> format.scene(file));
    if (isSmall(format, file)) {
      Reading.check(bytes, () -> format.read(file));
    }
  }

  private static void readTrees(Path path) throws IOException {
    try (VdbFile file = VdbFile.open(path)) {
      file.metadata().texts();
      for (VdbGrid grid : file.grids()) {
        grid.metadata().texts();
        if (grid.isReadable()) {
          file.read(grid);
        }
      }
    }
  }

  /** A field is as large as the smoke is wide, which a few bytes can tell: as large as Java may. */
  private static boolean isSmall(VdbFormat format, Path file) {
    try {
      return format.inspect(file).size().cells() < 1 << 20;
    } catch (IOException e) {
      return true; // reading says it once more
    }
  }
}
