package org.perdura.grid.vdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** Files that OpenVDB wrote, see src/test/cpp/make_vdb.cc. */
public final class VdbFixtures {

  private VdbFixtures() {}

  public static Path folder() {
    try {
      return Path.of(VdbFixtures.class.getResource("expected.json").toURI()).getParent();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  public static Path file(String name) {
    return folder().resolve(name + ".vdb");
  }

  /** All of them by name. */
  public static List<String> names() {
    try (Stream<Path> files = Files.list(folder())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".vdb"))
          .map(name -> name.substring(0, name.length() - 4))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void write(Path file, VdbCompression compression, VdbWriter.Grid... grids)
      throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      VdbWriter.write(channel, new VdbMetadata(), List.of(grids), compression);
    }
  }
}
